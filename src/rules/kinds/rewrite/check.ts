import type { Finding } from '../../../model/finding.js';
import { templateNames } from '../../../python/fix-template.js';
import { parseModule } from '../../../python/parser.js';
import { isMapping, itemsOf } from '../../plain-data.js';
import { error, quote, suggestion } from '../../problem.js';
import { checkSelector } from '../../selector.js';
import type { YamlDocument, YamlPath } from '../../yaml-document.js';

/** What no schema can say of a rewrite: rules that do not compile, and names that lead nowhere. */
export function checkRewrite(document: YamlDocument): Finding[] {
  if (!isMapping(document.data)) return [];
  const { data } = document;
  const rewriters = itemsOf(data.rewriters);
  const ids = rewriters.flatMap((each) => (isMapping(each) && typeof each.id === 'string' ? [each.id] : []));
  const parts = [
    { path: [] as YamlPath, holder: data },
    ...rewriters.map((holder, index) => ({ path: ['rewriters', index] as YamlPath, holder })),
  ];
  return [
    ...parts.flatMap(({ path, holder }) => partFindings(document, path, holder, ids)),
    ...itemsOf(data.imports).flatMap((statement, index) =>
      typeof statement === 'string' && !isImport(statement)
        ? [error('RW118', document.valuePlace(['imports', index]), `${quote(statement)} is no single import`)]
        : [],
    ),
  ];
}

function partFindings(
  document: YamlDocument,
  path: YamlPath,
  holder: unknown,
  ids: readonly string[],
): Finding[] {
  if (!isMapping(holder)) return [];
  const transforms = transformFindings(document, path, holder, ids);
  if (transforms.length > 0) return transforms;
  const selector = checkSelector(document, path, holder);
  return selector.length > 0 ? selector : unknownNames(document, path, holder);
}

/** Rewriters that are not there, and texts that are made of a rewritten one: the first has to be there before. */
function transformFindings(
  document: YamlDocument,
  path: YamlPath,
  holder: Record<string, unknown>,
  ids: readonly string[],
): Finding[] {
  const transform = isMapping(holder.transform) ? holder.transform : {};
  return Object.entries(transform).flatMap(([name, value]) => {
    const here = [...path, 'transform', name];
    const rewrite = isMapping(value) ? value.rewrite : undefined;
    if (rewrite === undefined) {
      const source = JSON.stringify(value);
      const made = Object.keys(transform).find(
        (other) =>
          isMapping(transform[other]) && 'rewrite' in transform[other] && source.includes(`$${other}`),
      );
      if (made === undefined) return [];
      return [
        error(
          'RW116',
          document.keyPlace(here),
          `${quote(`$${made}`)} is rewritten, and no other text can be made of it`,
        ),
      ];
    }
    if (!isMapping(rewrite) || typeof rewrite.source !== 'string' || !/^\$+[A-Z_]\w*$/.test(rewrite.source))
      return [
        error(
          'RW116',
          document.valuePlace([...here, 'rewrite']),
          `${quote('source')} must be what the rule captured, such as ${quote('$$$ARGS')}`,
        ),
      ];
    return itemsOf(rewrite.rewriters).flatMap((id, index) =>
      ids.includes(String(id))
        ? []
        : [
            error(
              'RW116',
              document.valuePlace([...here, 'rewrite', 'rewriters', index]),
              `there is no rewriter ${quote(String(id))}`,
              suggestion(String(id), ids, 'rewriters'),
            ),
          ],
    );
  });
}

/** Names in the replacement that nothing captures or makes: they would be replaced by nothing. */
function unknownNames(document: YamlDocument, path: YamlPath, holder: Record<string, unknown>): Finding[] {
  const fix = isMapping(holder.fix) ? holder.fix.template : holder.fix;
  if (typeof fix !== 'string') return [];
  const { rule, constraints, utils, transform } = holder;
  const text = JSON.stringify([rule, constraints, utils]);
  const known = new Set([...text.matchAll(/\$+([A-Z_][A-Z0-9_]*)/g)].map((match) => match[1]!));
  if (isMapping(transform)) for (const name of Object.keys(transform)) known.add(name);
  return templateNames(fix)
    .filter((name) => !known.has(name))
    .map((name) =>
      error(
        'RW117',
        document.valuePlace([...path, 'fix']),
        `nothing captures ${quote(`$${name}`)}`,
        suggestion(name, [...known], 'captured names'),
      ),
    );
}

function isImport(statement: string): boolean {
  try {
    const { body } = parseModule(`${statement}\n`);
    return body.length === 1 && (body[0]!.kind === 'Import' || body[0]!.kind === 'ImportFrom');
  } catch {
    return false;
  }
}
