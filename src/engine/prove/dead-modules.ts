import type { Finding } from '../../model/finding.js';
import type { Alias } from '../../python/ast.js';
import { isPackageFile } from '../../python/module-index.js';
import type { ImportSite } from '../../python/scope.js';
import { importedModules } from '../import-candidates.js';
import { isLeft } from '../mentions.js';
import { prefixes } from '../module-aliases.js';
import type { SourceFile } from '../source-file.js';
import { isUnboundCode, textRanges } from '../string-contexts.js';
import { finding, listed, type ProofContext, type Proved, proved } from './proof.js';
import { findShims } from './shims.js';

/** Nothing imports or names a module that the wave deletes, and nothing stands in its place to feed old imports. */
export function proveDeadModules(context: ProofContext): Proved {
  const { after, input } = context;
  const findings: Finding[] = [];
  const lasts = new Set(context.splits.map(({ module }) => lastOf(module)));
  let files = 0;
  for (const path of after.holding(input.finder.words)) {
    const file = after.file(path);
    if (!file) continue;
    if (path.endsWith('.py')) {
      files++;
      if (mayImportDead(context, file, lasts)) {
        const parsed = after.python(path);
        if (parsed) findings.push(...deadImports(context, parsed));
      }
    }
    findings.push(...unreportedMentions(context, path));
  }
  findings.push(...findShims(context));
  const dead = context.splits.filter(({ rule }) => rule.legacy === 'delete').map(({ module }) => module);
  const what =
    dead.length === 0
      ? 'no module is deleted'
      : `no import of ${listed(dead)} in ${files} files that could hold one`;
  const removed = context.table
    .rows()
    .filter(({ name, to }) => name !== undefined && to === undefined).length;
  const names = `no mention of ${removed} removed ${removed === 1 ? 'symbol' : 'symbols'}`;
  return proved('dead-modules', findings, removed === 0 ? what : `${what}; ${names}`);
}

/** Whether the words of an import statement in a file name a module that the wave deletes. */
function mayImportDead(
  { before, deleted, input, after }: ProofContext,
  file: SourceFile,
  lasts: ReadonlySet<string>,
): boolean {
  if (input.exhaustive) return true;
  const own = { module: after.nameOf(file.path), isPackage: isPackageFile(file.path) };
  const { read, imported, children, unsure } = importedModules(own, file.lexedImports, (name) =>
    lasts.has(name),
  );
  return (
    unsure ||
    [...read, ...imported, ...children].flatMap(prefixes).some((dotted) => {
      const path = lasts.has(lastOf(dotted)) ? before.resolve(dotted, file.path) : undefined;
      return path !== undefined && deleted.has(path);
    })
  );
}

function deadImports(context: ProofContext, file: SourceFile): Finding[] {
  const findings: Finding[] = [];
  for (const site of file.scopes.imports) {
    for (const alias of site.node.names) {
      const dead = deadModule(context, file, site, alias);
      if (!dead) continue;
      const { destinations } = context.splits.find((split) => split.file.path === dead.path) ?? {
        destinations: [],
      };
      findings.push(
        finding(
          'RW510',
          'error',
          context.after.place(file.path, alias.start, alias.end),
          `\`${dead.name}\` would still be imported here, and the wave deletes it.`,
          destinations.length > 0
            ? `It stands in ${listed(destinations.map(({ module }) => module))} after the wave.`
            : undefined,
        ),
      );
    }
  }
  return findings;
}

/** The deleted module that one name of an import statement needs. */
function deadModule(
  { before, after, deleted, splits }: ProofContext,
  file: SourceFile,
  { node }: ImportSite,
  alias: Alias,
): { name: string; path: string } | undefined {
  const module = node.kind === 'Import' ? alias.name : after.moduleOf(file.path, node);
  if (module === undefined) return undefined;
  const names = [...prefixes(module), ...(node.kind === 'Import' ? [] : [`${module}.${alias.name}`])];
  for (const name of names) {
    if (!splits.some((split) => name.endsWith(lastOf(split.module)))) continue;
    const path = before.resolve(name, file.path);
    if (path === undefined || !deleted.has(path) || after.exists(name, file.path)) continue;
    if (name.length > module.length) {
      const parent = after.resolve(module, file.path);
      const bound =
        parent === undefined ? undefined : after.python(parent)?.scopes.module.bindings.get(alias.name);
      if (bound) continue;
    }
    return { name, path };
  }
  return undefined;
}

/** Files that tools write from others, and texts that nobody reads. */
const NOT_PROSE = /(?:^|\/)(?:uv\.lock|poetry\.lock|package-lock\.json|Cargo\.lock)$/;
const LARGEST = 4 * 1024 * 1024;

/** Names of deleted modules in text that the planner neither rewrote nor reported. */
function unreportedMentions({ after, input, created }: ProofContext, path: string): Finding[] {
  if (!input.reported) return [];
  const file = after.file(path);
  if (!file || !input.finder.isSpelt(file.bytes)) return [];
  const text = file.decodedText?.text;
  if (text === undefined || NOT_PROSE.test(path) || text.length > LARGEST || text.includes('\0')) return [];
  const sources = created.has(path) ? input.splits.map(({ file }) => file.path) : [path];
  const found = input.finder
    .find(text, path)
    .filter(({ legacy }) => legacy.gone && ![path, ...sources].some((each) => isLeft(legacy, each)));
  if (found.length === 0) return [];
  const module = path.endsWith('.py') ? after.python(path) : undefined;
  const imports = (module?.scopes.imports ?? []).map(({ node }) => node);
  const isText = module ? textRanges(module) : () => true;
  const mentions = found
    .filter(({ start }) => !imports.some((node) => node.start <= start && start < node.end))
    // A parameter of the same name is no reference; one that nothing binds is.
    .filter(({ start }) => isText(start) || (module !== undefined && isUnboundCode(module, start)));
  if (mentions.length === 0) return [];
  // Line numbers shift with the rewriting, so the number of mentions is what can be compared.
  const reported = input.reported.filter(
    ({ place }) => place !== undefined && sources.includes(place.file),
  ).length;
  return mentions
    .slice(reported)
    .map(({ start, end, spelt }) =>
      finding(
        'RW601',
        'error',
        after.place(path, start, end),
        `\`${spelt}\` would still be mentioned here, and the wave deletes it.`,
        'Name the module that takes its place, or waive the mention with a reason.',
      ),
    );
}

function lastOf(dotted: string): string {
  return dotted.slice(dotted.lastIndexOf('.') + 1);
}
