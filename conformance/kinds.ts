import type { Tree } from './cell.js';
import { LEGACY } from './shop.js';

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
}

const RELATIVE: Tree = { 'shop/legacy.py': LEGACY.replace('from shop.base', 'from .base') };

/** The kinds of rule; splits have cells of their own. */
export const KINDS: readonly Kind[] = [
  {
    name: 'move-module',
    rule: 'kind: move-module\nsource: shop.legacy\nto: shop.deep.ledger\n',
    files: RELATIVE,
    gone: ['shop.legacy'],
  },
  {
    name: 'move-package',
    rule: 'kind: move-module\nsource: shop\nto: stores.corner\n',
    files: RELATIVE,
    package: ['shop', 'stores.corner'],
    gone: ['shop'],
  },
  {
    name: 'move-symbol',
    rule: 'kind: move-symbol\nsource: shop.legacy\nto: shop.till\nsymbols: [STATE, bump]\n',
    files: { 'shop/till.py': '"""The till."""\n\nOPEN = True\n' },
  },
  {
    name: 'rename-symbol',
    rule: 'kind: rename-symbol\nsource: shop.legacy\nsymbols: { STATE: COUNTS, bump: count_up, price: price_of }\n',
  },
  {
    name: 'renamed on the way',
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
    name: 'retarget-import',
    rule: 'kind: retarget-import\nsource: shop.legacy\nto: shop.mirror\n',
    files: { 'shop/mirror.py': LEGACY },
    unloaded: ['shop.legacy'],
  },
];

/** Places that each kind is tried in: those in which kinds have something to decide. */
export const KIND_SITUATIONS: ReadonlySet<string> = new Set([
  'module',
  'function',
  'class',
  'type-checking',
  'try',
  'init',
  'alias',
  'multi-line',
  'collision',
  'shadow-parameter',
  'twice',
]);
