import type { Finding } from '../model/finding.js';
import type { Edit } from '../model/plan.js';
import { isReadByOwner } from '../python/annotation-evaluation.js';
import { addExportEntries } from './change-exports.js';
import {
  boundNames,
  type Contribution,
  hasAnnotations,
  isReplicated,
  joinedImports,
  statementText,
} from './contribution.js';
import { layoutedBody } from './contribution-body.js';
import type { RetargetContext } from './file-context.js';
import type { ImportEntry } from './import-entry.js';
import { insertImports } from './insert-imports.js';
import { retargetFile } from './retarget.js';
import type { SourceFile } from './source-file.js';

/**
 * Adds moved statements to a module that exists: imports at its top, statements and exports at its end.
 *
 * @returns edits of the file, which join its others, and what stands in the way.
 */
export function addToModule(
  file: SourceFile,
  contributions: readonly Contribution[],
  context: RetargetContext,
): { edits: Edit[]; findings: Finding[] } {
  const added = contributions.map((each) => withoutWhatIsThere(each, file));
  const [first] = added;
  const rule = first!.legacy.rule.id;
  const { layout } = first!.composition;
  const moved = new Set(added.flatMap(boundNames));
  const own = (entry: ImportEntry): ImportEntry[] => {
    const items = entry.items.filter((item) => !moved.has(item.asname ?? item.name));
    return items.length > 0 ? [{ ...entry, items }] : [];
  };
  const joined = joinedImports(added);
  const runtime = joined.runtime.flatMap(own);
  const future = futureAnnotations(file, added, context);
  const insertions = [
    ...future.insertions,
    ...insertImports(file, runtime, joined.typeOnly, layout, broughtNames(file, context)),
    appended(file, added),
    ...addExportEntries(
      file,
      added.flatMap(({ composition }) => composition.exports),
    ),
  ];
  const taken = added.flatMap((each) => takenNames(file, each, context));
  return {
    edits: insertions.map((insertion) => ({ ...insertion, rule, form: undefined })),
    findings: [...future.findings, ...taken],
  };
}

type Insertion = Pick<Edit, 'start' | 'end' | 'text'>;

/** Loggers and guarded imports that the module has in the same words already are not repeated. */
function withoutWhatIsThere(contribution: Contribution, file: SourceFile): Contribution {
  const { legacy, composition } = contribution;
  const known = new Set(file.units.map(({ index }) => statementText(file, index)));
  const body = composition.body.filter(
    ({ unit }) => !isReplicated(contribution, unit) || !known.has(statementText(legacy.split.file, unit)),
  );
  return { ...contribution, composition: { ...composition, body } };
}

/** Names that the module has already, other than by importing them from somewhere. */
function takenNames(file: SourceFile, contribution: Contribution, { survey }: RetargetContext): Finding[] {
  const { module } = contribution.destination;
  return [...new Set(boundNames(contribution))].flatMap((name): Finding[] => {
    const site = file.scopes.module.bindings
      .get(name)
      ?.sites.find((each) => each.import?.site.node.kind !== 'ImportFrom');
    if (!site) return [];
    return [
      {
        code: 'RW208',
        severity: 'error',
        place: survey.place(file.path, site.start, site.end),
        message: `\`${module}\` defines \`${name}\` already, which the wave would move there.`,
        hint: 'Rename one of them, or move the symbol to another module.',
      },
    ];
  });
}

/**
 * Annotations that are text in their source (PEP 563) stay text: the module gets the same `__future__` import. When its
 * own annotations are read while the program runs, it would turn them into text as well, and is not touched.
 */
function futureAnnotations(
  file: SourceFile,
  contributions: readonly Contribution[],
  { survey }: RetargetContext,
): { insertions: Insertion[]; findings: Finding[] } {
  const needing = contributions.find(
    (each) => each.legacy.split.file.scopes.futureAnnotations && hasAnnotations(each),
  );
  if (!needing || file.scopes.futureAnnotations) return { insertions: [], findings: [] };
  const read = file.scopes.uses.find(
    (use) => use.mode === 'annotation' && isReadByOwner(use, file.scopes, file.module),
  );
  if (read) {
    const finding: Finding = {
      code: 'RW340',
      severity: 'error',
      place: survey.place(file.path, read.start, read.end),
      message: `This annotation is read while the program runs. \`${needing.destination.module}\` would have to import \`annotations\` from \`__future__\`, as \`${needing.legacy.split.module}\` does, which makes it text.`,
      hint: 'Add the `__future__` import to the module before the wave, and see whether it still works.',
    };
    return { insertions: [], findings: [finding] };
  }
  const { newline } = needing.composition.layout;
  const text = 'from __future__ import annotations';
  const header = file.units.findLast(
    ({ stmt, index }) =>
      (index === 0 && stmt.kind === 'Expr' && stmt.value.kind === 'Str' && !stmt.value.bytes) ||
      (stmt.kind === 'ImportFrom' && stmt.module === '__future__'),
  );
  if (header?.stmt.kind === 'ImportFrom')
    return { insertions: [{ start: header.end, end: header.end, text: newline + text }], findings: [] };
  if (header)
    return {
      insertions: [{ start: header.end, end: header.end, text: newline.repeat(2) + text }],
      findings: [],
    };
  const start = file.units[0]?.start ?? file.text.length;
  return { insertions: [{ start, end: start, text: text + newline.repeat(2) }], findings: [] };
}

/** The statements, behind the last line of the module. */
function appended(file: SourceFile, contributions: readonly Contribution[]): Insertion {
  const [first] = contributions;
  const { newline } = first!.composition.layout;
  const text = layoutedBody(contributions, true, 'TYPE_CHECKING');
  const opening = contributions.find(({ composition }) => composition.body.length > 0)?.composition.body[0];
  const gap = opening?.isDefinition ? '' : newline;
  return {
    start: file.text.trimEnd().length,
    end: file.text.length,
    text: text === '' ? newline : `${gap}${text}${newline}`,
  };
}

/** What a module's own imports bring once they are retargeted, as `module:name`. */
function broughtNames(file: SourceFile, context: RetargetContext): Set<string> {
  const { aliases } = retargetFile(context, file);
  const sites = file.scopes.imports.filter(
    ({ scope, typeChecking }) => scope.kind === 'module' && !typeChecking,
  );
  const replacements = sites.flatMap(({ node }) => node.names.flatMap((alias) => aliases.get(alias) ?? []));
  const plain = replacements.filter(({ kind, asname }) => kind === 'from' && asname === undefined);
  return new Set(plain.map(({ module, name }) => `${module}:${name}`));
}
