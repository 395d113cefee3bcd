import type { FunctionDef, Stmt } from '../../python/ast.js';
import { editableContent } from '../../python/strings.js';
import { forEachChild, type Node } from '../../python/visit.js';
import type { SourceFile } from '../source-file.js';
import type { CodeNode, CodeSpace } from './code-space.js';
import type { Use } from './reference.js';
import { definitionsOf, dottedName, isFixture } from './registration.js';

/** A test or fixture that asks for a fixture. */
interface FixtureUse {
  readonly from: CodeNode;
  readonly to: CodeNode;
  readonly name: string;
  readonly use: Use;
}

/**
 * Uses of pytest's fixtures, which are asked for by the names of parameters and by strings. Which of several fixtures of
 * one name is meant is not decided: each of them is used.
 */
export function fixtureUses(space: CodeSpace): FixtureUse[] {
  const fixtures = new Map<string, CodeNode[]>();
  for (const file of space.files) {
    if (!file.text.includes('fixture')) continue;
    for (const node of space.nodesIn(file.path))
      for (const name of node.names.flatMap((each) => fixtureNames(space, file, each)))
        fixtures.set(name, [...(fixtures.get(name) ?? []), node]);
  }
  if (fixtures.size === 0) return [];
  return space.files.flatMap((file) => {
    const isTest = space.body(file.path)!.test;
    return isTest || file.text.includes('fixture') ? usesIn(space, file, fixtures) : [];
  });
}

/** Names under which a function can be asked for as a fixture. */
function fixtureNames(space: CodeSpace, file: SourceFile, name: string): string[] {
  return definitionsOf(file, name).flatMap(({ decorators }) =>
    decorators.flatMap((decorator) => {
      if (!isFixture(dottedName(space, file, decorator))) return [];
      const given =
        decorator.kind === 'Call' ? decorator.keywords.find(({ arg }) => arg === 'name')?.value : undefined;
      const text = given?.kind === 'Str' ? editableContent(given, file.text)?.text : undefined;
      return text === undefined ? [name] : [text];
    }),
  );
}

function usesIn(
  space: CodeSpace,
  file: SourceFile,
  fixtures: ReadonlyMap<string, readonly CodeNode[]>,
): FixtureUse[] {
  const found: FixtureUse[] = [];
  const add = (name: string, start: number, end: number) => {
    for (const to of fixtures.get(name) ?? []) {
      const from = space.nodeAt(file, start);
      if (from !== to) found.push({ from, to, name, use: { form: 'fixture', path: file.path, start, end } });
    }
  };
  const walk = (node: Node): void => {
    if (node.kind === 'FunctionDef' || node.kind === 'AsyncFunctionDef')
      for (const { name, start } of parametersOf(node)) add(name, start, start + name.length);
    if (node.kind === 'Str') {
      const content = editableContent(node, file.text);
      if (content) add(content.text, content.start, content.end);
    }
    forEachChild(node, walk);
  };
  for (const stmt of file.module.body as readonly Stmt[]) walk(stmt);
  return found;
}

function parametersOf({ args }: FunctionDef) {
  return [...args.posonlyargs, ...args.args, ...args.kwonlyargs].map(({ arg, start }) => ({
    name: arg,
    start,
  }));
}
