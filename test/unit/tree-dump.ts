import type { Arguments, Module, StringPart } from '../../src/python/ast.js';
import { forEachChild, type Node } from '../../src/python/visit.js';

/**
 * A module as `cpython_ast.py` writes it: one line a node, in source order. Places that CPython does not
 * keep (of attribute names, aliases, …) are checked against the source on the way.
 */
export function dumpTree(module: Module, fstringInsides = true): string {
  const rows: string[] = [];
  const { source } = module;
  const add = (node: Node, depth: number): void => {
    const placed = node.kind !== 'withitem' && node.kind !== 'comprehension' && node.kind !== 'match_case';
    const span = placed ? `${node.start} ${node.end}` : '- -';
    const extra = details(node, source, fstringInsides);
    rows.push(`${depth} ${node.kind} ${span}${extra.map((item) => ` ${item}`).join('')}`);
    if (node.kind === 'JoinedStr' && !fstringInsides) return;
    let last = -1;
    forEachChild(node, (child) => {
      if (child.start < last) throw new Error(`children of ${node.kind} at ${node.start} out of order`);
      last = child.start;
      add(child, depth + 1);
    });
  };
  for (const statement of module.body) add(statement, 0);
  return rows.join('\n');
}

const flag = (value: unknown): string => (value === undefined ? '-' : '+');

function signature(args: Arguments): string {
  const mask = args.kwDefaults.map(flag).join('');
  const counts = `${args.posonlyargs.length}/${args.args.length}/${args.defaults.length}`;
  return `${counts}${flag(args.vararg)}${mask}${flag(args.kwarg)}`;
}

function expectName(source: string, name: string, start: number): string {
  if (
    !source.startsWith(name, start) &&
    (ASCII.test(source) || !source.slice(start).normalize('NFKC').startsWith(name))
  ) {
    throw new Error(`no ${name} at ${start}`);
  }
  return name;
}

/** Length of the value of plain literals without escapes, -1 for others. */
function plainLength(source: string, start: number, end: number, parts: readonly StringPart[]): number {
  for (const part of parts) {
    const text = source.slice(part.start, part.end);
    const shape = /^([a-zA-Z]*)("""|'''|"|').*\2$/s.exec(text);
    const [, prefix, quote] = shape ?? [];
    if (
      prefix?.toLowerCase() !== part.prefix ||
      part.contentStart !== part.start + prefix.length + quote!.length ||
      part.contentEnd !== part.end - quote!.length
    ) {
      throw new Error(`wrong part of string at ${part.start}`);
    }
  }
  const text = source.slice(start, end);
  if (!ASCII.test(source.replace(/^\ufeff/, '')) || /[\\\r]/.test(text)) return -1;
  return parts.reduce((length, part) => length + part.contentEnd - part.contentStart, 0);
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: the range of ASCII
const ASCII = /^[\x00-\x7f]*$/;

/** Names and counts of a node, the same as on the Python side. */
function details(node: Node, source: string, fstringInsides: boolean): (string | number)[] {
  switch (node.kind) {
    case 'Name':
      return [expectName(source, node.id, node.start), node.ctx];
    case 'Attribute':
      return [expectName(source, node.attr, node.attrStart), node.ctx];
    case 'Str':
      return [node.bytes ? 'True' : 'False', plainLength(source, node.start, node.end, node.parts)];
    case 'JoinedStr':
      plainLength(source, node.start, node.end, node.parts);
      return [fstringInsides ? node.values.length : 0];
    case 'Call':
      return [node.args.length, node.keywords.length];
    case 'keyword':
      return [node.arg ?? '**'];
    case 'Subscript':
    case 'Starred':
      return [node.ctx];
    case 'Tuple':
    case 'List':
    case 'Set':
      return [node.ctx, node.elts.length];
    case 'Dict':
      return [node.keys.map(flag).join('')];
    case 'BinOp':
    case 'UnaryOp':
    case 'BoolOp':
    case 'AugAssign':
      return [node.op];
    case 'Compare':
      return [node.ops.join(',')];
    case 'Lambda':
      return [signature(node.args)];
    case 'Slice':
      return [[node.lower, node.upper, node.step].map(flag).join('')];
    case 'ListComp':
    case 'SetComp':
    case 'GeneratorExp':
    case 'DictComp':
      return [node.generators.length];
    case 'comprehension':
      return [node.isAsync ? 1 : 0, node.ifs.length];
    case 'arg':
      return [expectName(source, node.arg, node.start)];
    case 'FunctionDef':
    case 'AsyncFunctionDef':
      return [
        expectName(source, node.name, node.nameStart),
        node.decorators.length,
        node.typeParams.length,
        signature(node.args),
        flag(node.returns),
        node.body.length,
      ];
    case 'ClassDef':
      return [
        expectName(source, node.name, node.nameStart),
        node.decorators.length,
        node.typeParams.length,
        node.bases.length,
        node.body.length,
      ];
    case 'Delete':
    case 'Assign':
      return [node.targets.length];
    case 'AnnAssign':
      return [flag(node.value)];
    case 'For':
    case 'AsyncFor':
    case 'While':
    case 'If':
      return [node.body.length, node.orelse.length];
    case 'With':
    case 'AsyncWith':
      return [node.items.length, node.body.length];
    case 'withitem':
      return [flag(node.optionalVars)];
    case 'Raise':
      return [flag(node.cause)];
    case 'ExceptHandler':
      if (node.name !== undefined) expectName(source, node.name, node.nameStart!);
      return [node.name ?? '-', flag(node.type)];
    case 'alias':
      if (node.asname !== undefined) expectName(source, node.asname, node.asnameStart!);
      return [node.name, node.asname ?? '-'];
    case 'ImportFrom': {
      const written = source.slice(node.moduleStart, node.moduleEnd);
      const module = '.'.repeat(node.level) + node.module;
      if (written.replace(/\\\r?\n|\s/g, '').normalize('NFKC') !== module) {
        throw new Error(`no ${module} at ${node.moduleStart}`);
      }
      return [module];
    }
    case 'Global':
    case 'Nonlocal':
      return node.names.map((name, i) => expectName(source, name, node.nameStarts[i]!));
    case 'Match':
      return [node.cases.length];
    case 'match_case':
      return [flag(node.guard), node.body.length];
    case 'MatchSequence':
    case 'MatchOr':
      return [node.patterns.length];
    case 'MatchMapping':
      if (node.rest !== undefined) expectName(source, node.rest, node.restStart!);
      return [node.rest ?? '-'];
    case 'MatchClass':
      return [node.patterns.length, ...node.kwdAttrs];
    case 'MatchStar':
    case 'MatchAs':
      if (node.name !== undefined) expectName(source, node.name, node.nameStart);
      return [node.name ?? '-'];
    case 'Try':
    case 'TryStar':
      return [node.body.length, node.handlers.length, node.orelse.length, node.finalbody.length];
    case 'TypeAlias':
      return [node.typeParams.length];
    case 'TypeVar':
    case 'TypeVarTuple':
    case 'ParamSpec':
      return [node.name, flag(node.bound), flag(node.defaultValue)];
    default:
      return [];
  }
}
