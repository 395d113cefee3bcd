import type { Tree } from './cell.js';

/** A way to refer to the legacy module that can stand in many situations. */
export interface Snippet {
  readonly form: number;
  readonly variant: string;
  /** Statements that come first; `{rel}` is the relative way to the package `shop`. */
  readonly imports: string;
  /** The name they bind. */
  readonly name: string;
  /** An expression through that name as it would stand where the name is shadowed by `FAKE`; it is 7 there. */
  readonly reach: string;
  /** An expression that is evaluated once, and what it is equal to. */
  readonly use: string;
  readonly value: string;
  /** The same under another name. */
  readonly alias?: {
    readonly imports: string;
    readonly name: string;
    readonly use: string;
    readonly reach: string;
  };
  /** The importer stands in the package `shop` itself. */
  readonly inside?: boolean;
  /** The import can stand at module level only. */
  readonly topOnly?: boolean;
  /** The statements bind no name: shadowing says nothing. */
  readonly bindsNothing?: boolean;
  readonly files?: Tree;
  /** Situations that make no valid program of it. */
  readonly not?: readonly string[];
  /** The only situations that it is tried in, where fewer say as much. */
  readonly only?: readonly string[];
  /** The only kinds of rule that it is tried with. */
  readonly kinds?: readonly string[];
  /** Why no wave may go through while the reference is there. */
  readonly refused?: string;
}

const BOTH = '(2, 2, 2)';

/** The forms that vary freely over the situations. */
export const SNIPPETS: readonly Snippet[] = [
  {
    form: 1,
    variant: 'from',
    imports: 'from shop.legacy import STATE, bump, price',
    name: 'price',
    reach: 'price.bump',
    use: '(bump(2), STATE["hits"], price("std"))',
    value: BOTH,
    alias: {
      imports: 'from shop.legacy import STATE, bump as hit, price as cost',
      name: 'cost',
      use: '(hit(2), STATE["hits"], cost("std"))',
      reach: 'cost.bump',
    },
  },
  {
    form: 2,
    variant: 'from package',
    imports: 'from shop import legacy',
    name: 'legacy',
    reach: 'legacy.bump',
    use: '(legacy.bump(2), legacy.STATE["hits"], legacy.price("std"))',
    value: BOTH,
    alias: {
      imports: 'from shop import legacy as m',
      name: 'm',
      use: '(m.bump(2), m.STATE["hits"], m.price("std"))',
      reach: 'm.bump',
    },
  },
  {
    form: 3,
    variant: 'import',
    imports: 'import shop.legacy',
    name: 'shop',
    reach: 'shop.legacy.bump',
    use: '(shop.legacy.bump(2), shop.legacy.STATE["hits"], shop.legacy.price("std"))',
    value: BOTH,
    alias: {
      imports: 'import shop.legacy as legacy_module',
      name: 'legacy_module',
      use: '(legacy_module.bump(2), legacy_module.STATE["hits"], legacy_module.price("std"))',
      reach: 'legacy_module.bump',
    },
  },
  {
    form: 4,
    variant: 'relative from',
    inside: true,
    imports: 'from {rel}legacy import STATE, bump, price',
    name: 'price',
    reach: 'price.bump',
    use: '(bump(2), STATE["hits"], price("std"))',
    value: BOTH,
    alias: {
      imports: 'from {rel}legacy import STATE, bump as hit, price as cost',
      name: 'cost',
      use: '(hit(2), STATE["hits"], cost("std"))',
      reach: 'cost.bump',
    },
  },
  {
    form: 4,
    variant: 'relative module',
    inside: true,
    imports: 'from {rel} import legacy',
    name: 'legacy',
    reach: 'legacy.bump',
    use: '(legacy.bump(2), legacy.STATE["hits"], legacy.price("std"))',
    value: BOTH,
    alias: {
      imports: 'from {rel} import legacy as m',
      name: 'm',
      use: '(m.bump(2), m.STATE["hits"], m.price("std"))',
      reach: 'm.bump',
    },
  },
  {
    form: 5,
    variant: 'star',
    topOnly: true,
    imports: 'from shop.legacy import *',
    name: 'price',
    reach: 'price.bump',
    use: '(bump(2), STATE["hits"], price("std"))',
    value: BOTH,
  },
  {
    form: 7,
    variant: 'quoted',
    imports: 'from shop import legacy',
    name: 'legacy',
    reach: 'legacy.bump',
    use: '(eval(TypeVar("T", bound="legacy.Item").__bound__.__forward_arg__, globals(), {**globals(), **locals()}).__name__, cast("list[legacy.Item]", legacy.price("std")))',
    value: '("Item", 2)',
  },
  {
    form: 9,
    variant: 'tuple',
    bindsNothing: true,
    imports: 'entry = ("shop.legacy", "bump")',
    name: 'entry',
    reach: 'entry.bump',
    use: 'getattr(importlib.import_module(entry[0]), entry[1])(2)',
    value: '2',
  },
  {
    form: 9,
    variant: 'path',
    bindsNothing: true,
    imports: 'entries = {"bump": "shop.legacy:bump", "price": "shop.legacy.price"}',
    name: 'entries',
    reach: 'entries.bump',
    use: '(pkgutil.resolve_name(entries["bump"])(2), pkgutil.resolve_name(entries["price"])("std"))',
    value: '(2, 2)',
  },
  {
    form: 10,
    variant: 'import_module',
    bindsNothing: true,
    imports: 'found = importlib.import_module("shop.legacy").bump',
    name: 'found',
    reach: 'found.bump',
    use: '(found(2), getattr(__import__("shop.legacy", fromlist=["price"]), "price")("std"))',
    value: '(2, 2)',
  },
  {
    form: 11,
    variant: 'patch',
    // A lambda in a class body does not see the names of the class.
    not: ['class'],
    imports: 'from shop.legacy import Item, price',
    name: 'Item',
    reach: 'Item.bump',
    use: '(patch("shop.legacy.price", lambda name: 99)(lambda: Item("x").cost())(), price("std"))',
    value: '(99, 2)',
  },
  {
    form: 11,
    variant: 'patch.object',
    not: ['class'],
    imports: 'from shop import legacy',
    name: 'legacy',
    reach: 'legacy.bump',
    use: '(patch.object(legacy, "_lookup", lambda name: 98)(lambda: legacy.price("x"))(), legacy.price("std"))',
    value: '(98, 2)',
  },
  {
    form: 13,
    variant: 'subprocess',
    bindsNothing: true,
    imports: 'code = "from shop.legacy import bump, price; print(bump(2), price(\'std\'))"',
    name: 'code',
    reach: 'code.bump',
    use: 'subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout',
    value: '"2 2\\n"',
  },
  {
    form: 14,
    variant: 'passed on',
    imports: 'from shop.legacy import BASE, json, price',
    name: 'BASE',
    reach: 'BASE.bump',
    use: '(BASE, json.loads("1"), price("std"))',
    value: '(0, 1, 2)',
    alias: {
      imports: 'from shop.legacy import BASE as ground, json as js, price',
      name: 'ground',
      use: '(ground, js.loads("1"), price("std"))',
      reach: 'ground.bump',
    },
  },
  {
    form: 15,
    variant: 'shared name',
    imports: 'from shop.legacy import price',
    name: 'price',
    reach: 'price.bump',
    use: '(price("std"), FAKE.bump, FAKE.legacy.bump, dict(price=5)["price"], {"legacy": 6}["legacy"])',
    value: '(2, 7, 7, 5, 6)',
  },
];
