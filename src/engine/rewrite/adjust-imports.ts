import type { Edit } from '../../model/plan.js';
import type { Alias, Import, ImportFrom } from '../../python/ast.js';
import { isPackageFile } from '../../python/module-index.js';
import { parseModule } from '../../python/parser.js';
import { type Binding, resolveUse } from '../../python/scope.js';
import { readExportList } from '../export-list.js';
import { holdsAny } from '../holds-any.js';
import { importEdits } from '../import-edits.js';
import type { ImportEntry, ImportLayout } from '../import-entry.js';
import { insertImports } from '../insert-imports.js';
import { isKeptImport } from '../kept-import.js';
import { lastSegment } from '../last-segment.js';
import { identityOf } from '../relocation-table.js';
import type { SourceFile } from '../source-file.js';
import type { Survey } from '../survey.js';

/** A name that a statement of a rule's `imports` would bind to something else than the module has under it. */
export interface ImportConflict {
  readonly statement: string;
  readonly start: number;
  readonly end: number;
}

/** Edits that add the import statements which replacements need, where the module does not have them. */
export function addedImports(
  file: SourceFile,
  statements: readonly string[],
  layout: ImportLayout,
  rule: string,
): { edits: Edit[]; conflicts: ImportConflict[] } {
  const entries = statements.map((statement) => entryOf(parseModule(`${statement}\n`).body[0] as Import));
  const conflicts = entries.flatMap((entry, index): ImportConflict[] => {
    const other = entry.items
      .map((item) => boundOtherwise(file, entry, item.name, item.asname))
      .find(Boolean);
    return other ? [{ statement: statements[index]!, start: other.start, end: other.end }] : [];
  });
  if (conflicts.length > 0) return { edits: [], conflicts };
  const edits = insertImports(file, entries, [], layout).map((edit) => ({ ...edit, rule, form: undefined }));
  return { edits, conflicts };
}

function entryOf(node: Import | ImportFrom): ImportEntry {
  const plain = (name: string, asname: string | undefined) => ({
    name,
    asname,
    leading: [],
    trailing: undefined,
  });
  const isFrom = node.kind === 'ImportFrom';
  return {
    kind: isFrom ? 'from' : 'import',
    module: isFrom ? '.'.repeat(node.level) + node.module : node.names[0]!.name,
    items: isFrom
      ? node.names.map(({ name, asname }) => plain(name, asname))
      : [plain('', node.names[0]!.asname)],
    above: [],
    opening: undefined,
    closing: undefined,
    exploded: false,
  };
}

/** Where the module binds the name that an import would bind, otherwise than by that import. */
function boundOtherwise(
  file: SourceFile,
  { kind, module }: ImportEntry,
  name: string,
  asname: string | undefined,
) {
  const local = asname ?? (kind === 'import' ? module.split('.', 1)[0]! : name);
  return file.scopes.module.bindings.get(local)?.sites.find(({ import: imported }) => {
    if (!imported) return true;
    const { node } = imported.site;
    if (kind === 'import') {
      return node.kind !== 'Import' || imported.alias.name.split('.', 1)[0] !== module.split('.', 1)[0];
    }
    const from = node.kind === 'ImportFrom' ? file.text.slice(node.moduleStart, node.moduleEnd) : '';
    return from !== module || imported.alias.name !== name;
  });
}

/**
 * Edits that take out the imports which only replaced code used: nothing reads them any more, `__all__` does not list
 * them, and no other file takes them from here.
 *
 * @param before the file as it was: what nobody used then stays.
 */
export function orphanedImports(
  before: SourceFile,
  after: SourceFile,
  survey: Survey,
  options: { readonly width: number; readonly rule: string },
): Edit[] {
  const wereUsed = new Set([...usedImports(before)].map(({ name }) => name));
  const used = usedImports(after);
  const listed = new Set(readExportList(after.module).entries.map(({ name }) => name));
  const aliases = new Map<Alias, []>();
  for (const site of after.scopes.imports) {
    if (isKeptImport(site, after)) continue;
    for (const alias of site.node.names) {
      const name = alias.asname ?? alias.name.split('.', 1)[0]!;
      if (alias.name === '*' || alias.asname === alias.name || listed.has(name)) continue;
      const binding = site.scope.bindings.get(name);
      if (!wereUsed.has(name) || !binding || used.has(binding)) continue;
      if (site.scope.kind === 'module' && isTakenElsewhere(name, after.path, survey)) continue;
      aliases.set(alias, []);
    }
  }
  if (aliases.size === 0) return [];
  const identity = identityOf(after.path, survey);
  return importEdits(after, aliases, {
    survey,
    width: options.width,
    identityAt: () => identity,
    rule: options.rule,
  });
}

/** Names that imports bind and something reads. */
function usedImports(file: SourceFile): Set<Binding> {
  const used = new Set<Binding>();
  for (const use of file.scopes.uses) {
    const binding = resolveUse(use);
    if (binding?.sites.some((site) => site.import !== undefined)) used.add(binding);
  }
  return used;
}

/** Whether another file may take a name from a module: by an import, an attribute or a text that patches it. */
function isTakenElsewhere(name: string, path: string, survey: Survey): boolean {
  if (isPackageFile(path)) return true;
  const last = lastSegment(path);
  return survey.paths.some((other) => {
    if (other === path || !/\.pyi?$/.test(other)) return false;
    const file = survey.file(other);
    if (!file || !holdsAny(file.bytes, [last])) return false;
    if (file.text.includes(`${last}.${name}`)) return true;
    return (survey.python(other)?.scopes.imports ?? []).some(
      ({ node }) =>
        node.kind === 'ImportFrom' &&
        node.module.split('.').at(-1) === last &&
        node.names.some((alias) => alias.name === name || alias.name === '*'),
    );
  });
}
