import type { Stmt } from '../../python/ast.js';
import { parentOf } from '../../python/module-index.js';
import { forEachChild, type Node } from '../../python/visit.js';
import type { SourceFile } from '../source-file.js';
import type { CodeNode, CodeSpace } from './code-space.js';
import type { Use } from './reference.js';

const known = new WeakMap<CodeSpace, ReadonlySet<string>>();

/**
 * What the statements of a node do while their file runs, besides binding its names: calls in a block at the top level
 * (`if __name__ == "__main__":`, `for`, `with`), and in a script every call.
 */
export function effectsOfRunning(space: CodeSpace, file: SourceFile, node: CodeNode): Use[] {
  const isScript = runsAlone(space, file.path);
  return node.units.flatMap((unit): Use[] => {
    const { stmt } = file.units[unit]!;
    const place = isBlock(stmt) ? effectIn(stmt) : isScript ? callIn(stmt) : undefined;
    if (!place) return [];
    const { start, end } = place;
    const said = file.text.slice(start, end).split('\n', 1)[0]!;
    return [{ form: 'effect', path: file.path, start, end, detail: `\`${said}\` runs with its file` }];
  });
}

/** Whether a file is no module of a package and nobody imports it: it is there to be run. */
function runsAlone(space: CodeSpace, path: string): boolean {
  let imported = known.get(space);
  if (!imported) {
    imported = new Set(space.files.flatMap((file) => importedFiles(space, file)));
    known.set(space, imported);
  }
  const folder = parentOf(path);
  const init = folder === '' ? '__init__.py' : `${folder}/__init__.py`;
  return !imported.has(path) && !space.tree.index.has(init);
}

function importedFiles(space: CodeSpace, file: SourceFile): string[] {
  return file.scopes.imports.flatMap(({ node }) => {
    const module = node.kind === 'ImportFrom' ? space.tree.moduleOf(file.path, node) : undefined;
    const names = node.names.flatMap(({ name }) =>
      module === undefined ? [name] : [module, `${module}.${name}`],
    );
    return names.flatMap((name) => space.tree.resolve(name, file.path) ?? []);
  });
}

function isBlock({ kind }: Stmt): boolean {
  return ['If', 'For', 'AsyncFor', 'While', 'With', 'AsyncWith', 'Try', 'TryStar', 'Match'].includes(kind);
}

/** The first statement of a block, at any depth outside of functions and classes, that does more than bind names. */
function effectIn(block: Node): Node | undefined {
  let found: Node | undefined;
  const walk = (node: Node): void => {
    if (found || node.kind === 'FunctionDef' || node.kind === 'AsyncFunctionDef' || node.kind === 'ClassDef')
      return;
    if (node.kind === 'For' || node.kind === 'With' || node.kind === 'While') found = callIn(node);
    else if (node.kind === 'Expr' && node.value.kind !== 'Str' && node.value.kind !== 'Constant')
      found = node;
    else if (node.kind === 'Delete' || node.kind === 'Assert') found = node;
    else if (node.kind === 'If' && isMain(node)) found = node.test;
    else forEachChild(node, walk);
  };
  walk(block);
  return found;
}

function isMain(node: Extract<Stmt, { kind: 'If' | 'While' }>): boolean {
  return node.test.kind === 'Compare' && node.test.left.kind === 'Name' && node.test.left.id === '__name__';
}

function callIn(within: Node): Node | undefined {
  let found: Node | undefined;
  const walk = (node: Node): void => {
    if (found || node.kind === 'Lambda' || node.kind === 'FunctionDef' || node.kind === 'ClassDef') return;
    if (node.kind === 'Call') found = node;
    else forEachChild(node, walk);
  };
  walk(within);
  return found;
}
