import type { Finding } from '../../model/finding.js';
import type { SourceFile } from '../source-file.js';
import type { CodeNode, CodeSpace } from './code-space.js';
import type { Request } from './requests.js';

/** Modules that do something while they are imported, and that code which stays imports: that would not happen any more. */
export function importEffects(
  space: CodeSpace,
  requests: readonly Request[],
  deleted: ReadonlySet<string>,
  removed: ReadonlyMap<CodeNode, unknown>,
): Finding[] {
  return requests.flatMap(({ rule, files }) =>
    files.flatMap((path): Finding[] => {
      const file = space.tree.python(path);
      const effect = file && firstEffect(space, file);
      const importer = effect && importerOf(space, path, deleted, removed);
      if (!effect || !importer) return [];
      return [
        {
          code: 'RW227',
          severity: 'error',
          place: rule.sourcePlace,
          message: `\`${space.tree.nameOf(path)}\` does something while it is imported, and \`${importer.holder}\` imports it: that would not happen any more.`,
          hint: 'Move what it does to where it is needed first, or waive this with the reason why nobody relies on it.',
          related: [
            { place: space.tree.place(path, effect.start, effect.end), message: 'what it does' },
            { place: space.tree.place(importer.path, importer.start), message: 'imported here' },
          ],
        },
      ];
    }),
  );
}

/** A statement that is neither a definition nor about names of the module alone. */
function firstEffect(space: CodeSpace, file: SourceFile) {
  const facts = space.factsOf(file);
  return file.units.find(({ index, stmt, start }) => {
    if (facts[index]!.kind !== 'effect' || space.nodeAt(file, start).names.length > 0) return false;
    return !(stmt.kind === 'If' && /^if\s+__name__\s*==/.test(file.text.slice(stmt.start, stmt.end)));
  });
}

function importerOf(
  space: CodeSpace,
  path: string,
  deleted: ReadonlySet<string>,
  removed: ReadonlyMap<CodeNode, unknown>,
): { path: string; start: number; holder: string } | undefined {
  for (const file of space.files) {
    if (deleted.has(file.path)) continue;
    for (const { node, typeChecking } of file.scopes.imports) {
      if (typeChecking || !importedFiles(space, file, node).includes(path)) continue;
      const holder = space.nodeAt(file, node.start);
      if (!removed.has(holder)) return { path: file.path, start: node.start, holder: space.titleOf(holder) };
    }
  }
  return undefined;
}

function importedFiles(
  space: CodeSpace,
  file: SourceFile,
  node: SourceFile['scopes']['imports'][number]['node'],
): (string | undefined)[] {
  const { tree } = space;
  if (node.kind === 'Import') return node.names.map(({ name }) => tree.resolve(name, file.path));
  const module = tree.moduleOf(file.path, node);
  if (module === undefined) return [];
  return [module, ...node.names.map(({ name }) => `${module}.${name}`)].map((name) =>
    tree.resolve(name, file.path),
  );
}
