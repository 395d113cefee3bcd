import { ATTIC, DELETION_SITUATIONS, DELETION_SNIPPETS } from './attic.js';
import type { Tree } from './cell.js';
import { LEGACY } from './shop.js';
import { SITUATIONS } from './situations.js';
import { SNIPPETS, type Snippet } from './snippets.js';

/** A kind of rule that the generated cells are run with, besides splits. */
export interface Kind {
  readonly name: string;
  readonly rule: string;
  /** Files of the shop that differ. */
  readonly files?: Tree;
  /** Package that gets another name. */
  readonly package?: readonly [before: string, after: string];
  /** Modules that are not to be found after the wave. */
  readonly gone?: readonly string[];
  /** Modules that the importer does not load after the wave. */
  readonly unloaded?: readonly string[];
  /** The references that it is tried with. */
  readonly snippets: readonly Snippet[];
  /** The places that they are tried in. */
  readonly situations: ReadonlySet<string>;
  /** Those of them that the tests run; `npm run conformance` runs all. */
  readonly tested: ReadonlySet<string>;
  /** A program calls the importer: what nobody calls keeps nothing alive. */
  readonly called?: true;
  /** A module becomes several, so that what names it alone has no one meaning any more. */
  readonly divides?: true;
  /** Python that passes after the wave alone. */
  readonly afterwards?: string;
}

/** Every place but those that are splits of their own. */
const MOVE_SITUATIONS: ReadonlySet<string> = new Set(
  SITUATIONS.flatMap(({ name, rule }) => (rule === undefined ? [name] : [])),
);
/** Places in which kinds that move and rename have the most to decide. */
const DECISIVE: ReadonlySet<string> = new Set([
  'module',
  'function',
  'class',
  'type-checking',
  'try',
  'global',
  'init',
  'alias',
  'multi-line',
  'collision',
  'shadow-parameter',
  'twice',
]);
const MOVES = { snippets: SNIPPETS, situations: MOVE_SITUATIONS, tested: DECISIVE } as const;
const DELETIONS = {
  snippets: DELETION_SNIPPETS,
  situations: DELETION_SITUATIONS,
  tested: DELETION_SITUATIONS,
  called: true,
} as const;

const RELATIVE: Tree = { 'shop/legacy.py': LEGACY.replace('from shop.base', 'from .base') };

/** The kinds of rule that move and rename; splits have cells of their own. */
export const MOVE_KINDS: readonly Kind[] = [
  {
    ...MOVES,
    name: 'move-module',
    rule: 'kind: move-module\nsource: shop.legacy\nto: shop.deep.ledger\n',
    files: RELATIVE,
    gone: ['shop.legacy'],
  },
  {
    ...MOVES,
    name: 'move-package',
    rule: 'kind: move-module\nsource: shop\nto: stores.corner\n',
    files: RELATIVE,
    package: ['shop', 'stores.corner'],
    gone: ['shop'],
  },
  {
    ...MOVES,
    name: 'move-symbol',
    rule: 'kind: move-symbol\nsource: shop.legacy\nto: shop.till\nsymbols: [STATE, bump]\n',
    files: { 'shop/till.py': '"""The till."""\n\nOPEN = True\n' },
  },
  {
    ...MOVES,
    name: 'rename-symbol',
    rule: 'kind: rename-symbol\nsource: shop.legacy\nsymbols: { STATE: COUNTS, bump: count_up, price: price_of }\n',
  },
  {
    ...MOVES,
    name: 'renamed on the way',
    divides: true,
    rule: `kind: split-module
source: shop.legacy
legacy: delete
into:
  - module: shop.alpha
    symbols: [LIMIT, RATES, { STATE: COUNTS }, { bump: count_up }]
  - module: shop.beta
    rest: true
    symbols: [{ price: price_of }]
  - module: shop.deep.gamma
    symbols: [total]
`,
    gone: ['shop.legacy'],
  },
  {
    ...MOVES,
    name: 'retarget-import',
    rule: 'kind: retarget-import\nsource: shop.legacy\nto: shop.mirror\n',
    files: { 'shop/mirror.py': LEGACY },
    unloaded: ['shop.legacy'],
  },
];

/** The kinds of rule that take away. */
const DELETION_KINDS: readonly Kind[] = [
  {
    ...DELETIONS,
    name: 'delete-module',
    rule: 'kind: delete-module\nsource: shop.attic\n',
    files: { 'shop/attic.py': ATTIC },
    gone: ['shop.attic'],
  },
  {
    ...DELETIONS,
    name: 'prune-symbols',
    rule: 'kind: prune-symbols\nsource: shop.attic\nsymbols: [Relic, spare]\n',
    files: { 'shop/attic.py': ATTIC },
    afterwards: 'import shop.attic\nassert not {"Relic", "spare"} & set(dir(shop.attic)), dir(shop.attic)\n',
  },
];

/** The kinds of rule; splits have cells of their own. */
export const KINDS: readonly Kind[] = [...MOVE_KINDS, ...DELETION_KINDS];
