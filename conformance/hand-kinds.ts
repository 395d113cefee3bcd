import type { Cell, Tree } from './cell.js';
import { type Kind, MOVE_KINDS } from './kinds.js';
import { LEGACY, SPLIT } from './shop.js';

type Refused = Readonly<Record<string, string>>;

/** What nothing decides, whatever kind of rule asks. */
const UNDECIDED: Refused = {
  '9/module/implicit concatenation': 'RW601',
  '10/module/__import__ of the top in a piece of code that may go on': 'RW601',
  '13/module/a name split by the concatenation': 'RW601',
};

/** What a rule cannot decide where the module stays and some of its names do not. */
const OF_KEPT_MODULES: Refused = {
  '1/function/a module that the star of its package brings': 'RW302',
  '2/class/a name that the class rebinds': 'RW302',
  '2/module/as a value': 'RW302',
  '2/module/assigned': 'RW302',
  '2/module/computed attribute': 'RW302',
  '2/try/stand-in': 'RW303',
  '3/module/the package under another name': 'RW302',
  '3/module/as a value': 'RW302',
  '8/init/lazy by a name that is made of the attribute': 'RW318',
  '9/f-string/computed module': 'RW318',
  '9/module/constant': 'RW318',
  '10/module/computed attribute': 'RW601',
  '10/module/passed around': 'RW601',
  '10/module/relative, undecided': 'RW601',
  '11/module/by a computed name': 'RW302',
  '11/module/patch.multiple in two modules': 'RW304',
  '13/module/value of the module': 'RW302',
};

/** What a rule cannot decide where symbols get other names. */
const OF_NEW_NAMES: Refused = {
  '8/init/lazy by name': 'RW601',
  '8/init/lazy by name, absolute': 'RW601',
  '8/init/lazy by submodule': 'RW601',
  '8/init/lazy by submodule, one a line': 'RW601',
  '8/init/lazy with type checking': 'RW601',
  '9/module/dict record': 'RW601',
  '9/module/keyword call': 'RW601',
  '10/module/__import__ of the top': 'RW601',
  '11/module/patch.multiple by object': 'RW304',
  '11/module/patch.multiple by string': 'RW304',
};

/** What one kind of rule cannot decide, besides. */
const UNDECIDED_BY: Readonly<Record<string, Refused>> = {
  'move-module': {
    '8/init/lazy by a name that is made of the attribute': 'RW318',
    '1/function/a module that the star of its package brings': 'RW302',
    '3/module/the package under another name': 'RW302',
    '2/try/stand-in': 'RW303',
    '8/init/submodule in __all__ without import': 'RW601',
    '9/f-string/computed module': 'RW601',
  },
  'move-package': {
    '1/try/second choice': 'RW510',
    '9/f-string/computed module': 'RW601',
    '15/module/file that is not concerned': 'RW601',
  },
  'move-symbol': {
    ...OF_KEPT_MODULES,
    '10/module/to two destinations': 'RW601',
  },
  'rename-symbol': {
    ...OF_KEPT_MODULES,
    ...OF_NEW_NAMES,
  },
  'renamed on the way': {
    ...OF_NEW_NAMES,
    '11/function/monkeypatch on the module': 'RW304',
  },
  'retarget-import': {
    '1/function/a module that the star of its package brings': 'RW302',
    '3/module/the package under another name': 'RW302',
    '2/try/stand-in': 'RW303',
  },
};

/** Cells that ask where a module stands or what it is called, which is what the rule changes. */
const OTHERWISE: ReadonlySet<string> = new Set([
  'move-module/10/module/the folder of its file',
  'move-package/2/module/own attributes',
  'move-package/3/module/the package as a value',
  'move-package/9/module/module alone',
  'move-package/10/module/the folder of its file',
  'move-package/12/module/logger name',
  'move-symbol/8/init/names of a legacy list',
  'rename-symbol/8/init/names of a legacy list',
]);

/** Cells that are written out, with splits: the same with the kinds of rule that move and rename. */
export function handKindCells(cells: readonly Cell[]): Cell[] {
  const splits = cells.filter(({ kind, rule }) => kind === 'split-module' && rule === SPLIT);
  return MOVE_KINDS.flatMap((kind) =>
    splits.filter(({ id }) => !OTHERWISE.has(`${kind.name}/${id}`)).map((cell) => withKind(cell, kind)),
  );
}

function withKind({ refused: bySplit, after: _, ...cell }: Cell, kind: Kind): Cell {
  const refused =
    UNDECIDED_BY[kind.name]?.[cell.id] ?? UNDECIDED[cell.id] ?? (kind.divides ? bySplit : undefined);
  const { assertion } = cell;
  return {
    ...cell,
    id: `${kind.name}/${cell.id}`,
    kind: kind.name,
    rule: kind.rule,
    tree: { ...cell.tree, ...filesOf(kind, cell.tree) },
    gone: kind.gone ?? [],
    unloaded: [],
    ...(kind.package ? { after: renamed(assertion, kind.package) } : {}),
    ...(refused === undefined ? {} : { refused }),
  };
}

/** The kind's files of the shop, for a shop that the cell may have changed. */
function filesOf(kind: Kind, tree: Tree): Tree {
  const legacy = tree['shop/legacy.py'];
  const { 'shop/legacy.py': own, 'shop/mirror.py': mirror, ...files } = kind.files ?? {};
  return {
    ...files,
    ...(own !== undefined && legacy === LEGACY ? { 'shop/legacy.py': own } : {}),
    ...(mirror !== undefined ? { 'shop/mirror.py': legacy ?? mirror } : {}),
  };
}

function renamed(assertion: string, [before, after]: NonNullable<Kind['package']>): string {
  return assertion.replaceAll(
    new RegExp(`(?<![\\w."'])${before}(?![\\w"'])|(?<=["'])${before}(?=\\.)`, 'g'),
    after,
  );
}
