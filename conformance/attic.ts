import type { Snippet } from './snippets.js';

/** A module that nobody needs, but for `kept`. */
export const ATTIC = `"""What the shop once sold."""

from shop.base import BASE

__all__ = ["Relic", "kept", "spare"]


class Relic:
    """Sold no more."""

    age = BASE


def kept() -> int:
    """Asked for now and then."""
    return 4


def spare(by: int = 1) -> int:
    """Needed no more."""
    return by
`;

/** Places in which a statement that goes leaves something to decide. */
export const DELETION_SITUATIONS: ReadonlySet<string> = new Set([
  'module',
  'function',
  'method',
  'class',
  'type-checking',
  'try',
  'if-else',
  'match',
  'with-for',
  'init',
  'alias',
  'multi-line',
  'noqa',
  'semicolons',
  'inline suite',
  'inline def',
  'shadow-parameter',
  'twice',
  'circular init',
  'CRLF',
  'tabs',
  'no newline',
]);

/** Where something that is in use stands does not matter much. */
const USED = {
  only: ['module', 'function', 'class', 'type-checking', 'try', 'init', 'alias', 'twice'],
  refused: 'RW220',
} as const;
const NOTHING = { use: '"open"', value: '"open"' } as const;
const SPARE = { use: 'spare(2)', value: '2' } as const;

/** References to what goes: such as only hand it on or do nothing with it, and such as keep it alive. */
export const DELETION_SNIPPETS: readonly Snippet[] = [
  {
    ...NOTHING,
    form: 1,
    variant: 'unused',
    imports: 'from shop.attic import spare',
    name: 'spare',
    reach: 'spare.bump',
    alias: {
      ...NOTHING,
      imports: 'from shop.attic import spare as extra',
      name: 'extra',
      reach: 'extra.bump',
    },
  },
  {
    form: 1,
    variant: 'unused beside one that stays',
    kinds: ['prune-symbols'],
    imports: 'from shop.attic import Relic, kept, spare',
    name: 'spare',
    reach: 'spare.bump',
    use: 'kept()',
    value: '4',
    alias: {
      imports: 'from shop.attic import Relic as old, kept as held, spare as extra',
      name: 'extra',
      reach: 'extra.bump',
      use: 'held()',
    },
  },
  {
    ...SPARE,
    ...USED,
    form: 1,
    variant: 'used',
    imports: 'from shop.attic import spare',
    name: 'spare',
    reach: 'spare.bump',
    alias: {
      imports: 'from shop.attic import spare as extra',
      name: 'extra',
      reach: 'extra.bump',
      use: 'extra(2)',
    },
  },
  {
    ...NOTHING,
    form: 2,
    variant: 'unused',
    imports: 'from shop import attic',
    name: 'attic',
    reach: 'attic.bump',
    alias: { ...NOTHING, imports: 'from shop import attic as m', name: 'm', reach: 'm.bump' },
  },
  {
    form: 2,
    variant: 'unused beside one that stays',
    imports: 'from shop import attic, base',
    name: 'attic',
    reach: 'attic.bump',
    use: 'base.BASE',
    value: '0',
    alias: {
      imports: 'from shop import attic as m, base as b',
      name: 'm',
      reach: 'm.bump',
      use: 'b.BASE',
    },
  },
  {
    ...USED,
    form: 2,
    variant: 'used',
    imports: 'from shop import attic',
    name: 'attic',
    reach: 'attic.bump',
    use: 'attic.spare(2)',
    value: '2',
    alias: { imports: 'from shop import attic as m', name: 'm', reach: 'm.bump', use: 'm.spare(2)' },
  },
  {
    ...NOTHING,
    form: 3,
    variant: 'unused',
    imports: 'import shop.attic',
    name: 'shop',
    reach: 'shop.legacy.bump',
    alias: { ...NOTHING, imports: 'import shop.attic as m', name: 'm', reach: 'm.bump' },
  },
  {
    form: 3,
    variant: 'package used',
    imports: 'import shop.attic, shop.base',
    name: 'shop',
    reach: 'shop.legacy.bump',
    use: 'shop.base.BASE',
    value: '0',
  },
  {
    ...USED,
    form: 3,
    variant: 'used',
    imports: 'import shop.attic',
    name: 'shop',
    reach: 'shop.legacy.bump',
    use: 'shop.attic.spare(2)',
    value: '2',
    alias: { imports: 'import shop.attic as m', name: 'm', reach: 'm.bump', use: 'm.spare(2)' },
  },
  {
    ...NOTHING,
    form: 4,
    variant: 'unused',
    inside: true,
    imports: 'from {rel}attic import spare',
    name: 'spare',
    reach: 'spare.bump',
    alias: {
      ...NOTHING,
      imports: 'from {rel}attic import spare as extra',
      name: 'extra',
      reach: 'extra.bump',
    },
  },
  {
    ...NOTHING,
    form: 4,
    variant: 'unused module',
    inside: true,
    imports: 'from {rel} import attic',
    name: 'attic',
    reach: 'attic.bump',
    alias: { ...NOTHING, imports: 'from {rel} import attic as m', name: 'm', reach: 'm.bump' },
  },
  {
    ...SPARE,
    ...USED,
    form: 4,
    variant: 'used',
    inside: true,
    imports: 'from {rel}attic import spare',
    name: 'spare',
    reach: 'spare.bump',
  },
  {
    ...NOTHING,
    form: 5,
    variant: 'unused',
    topOnly: true,
    imports: 'from shop.attic import *',
    name: 'spare',
    reach: 'spare.bump',
  },
  {
    form: 5,
    variant: 'unused beside one that stays',
    kinds: ['prune-symbols'],
    topOnly: true,
    imports: 'from shop.attic import *',
    name: 'spare',
    reach: 'spare.bump',
    use: 'kept()',
    value: '4',
  },
  {
    ...SPARE,
    ...USED,
    form: 5,
    variant: 'used',
    topOnly: true,
    imports: 'from shop.attic import *',
    name: 'spare',
    reach: 'spare.bump',
  },
  {
    ...USED,
    form: 7,
    variant: 'quoted',
    imports: 'from shop import attic',
    name: 'attic',
    reach: 'attic.bump',
    use: 'cast("list[attic.Relic]", 3)',
    value: '3',
  },
  {
    ...USED,
    form: 9,
    variant: 'tuple',
    bindsNothing: true,
    imports: 'entry = ("shop.attic", "spare")',
    name: 'entry',
    reach: 'entry.bump',
    use: 'getattr(importlib.import_module(entry[0]), entry[1])(2)',
    value: '2',
  },
  {
    ...USED,
    form: 9,
    variant: 'path',
    bindsNothing: true,
    imports: 'entries = {"spare": "shop.attic:spare", "relic": "shop.attic.Relic"}',
    name: 'entries',
    reach: 'entries.bump',
    use: 'pkgutil.resolve_name(entries["spare"])(2)',
    value: '2',
  },
  {
    ...USED,
    form: 10,
    variant: 'import_module',
    bindsNothing: true,
    imports: 'found = importlib.import_module("shop.attic").spare',
    name: 'found',
    reach: 'found.bump',
    use: 'found(2)',
    value: '2',
  },
  {
    ...USED,
    form: 11,
    variant: 'patch',
    bindsNothing: true,
    imports: 'replaced = patch("shop.attic.spare", lambda by: 9)',
    name: 'replaced',
    reach: 'replaced.bump',
    use: 'replaced(lambda: 9)()',
    value: '9',
  },
  {
    ...USED,
    form: 11,
    variant: 'patch.object',
    imports: 'from shop import attic',
    name: 'attic',
    reach: 'attic.bump',
    use: 'patch.object(attic, "spare", lambda by: 9)(lambda: 9)()',
    value: '9',
  },
  {
    ...USED,
    form: 13,
    variant: 'subprocess',
    bindsNothing: true,
    imports: 'code = "from shop.attic import spare; print(spare(2))"',
    name: 'code',
    reach: 'code.bump',
    use: 'subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout',
    value: '"2\\n"',
  },
  {
    ...NOTHING,
    form: 14,
    variant: 'unused',
    imports: 'from shop.lobby import spare',
    name: 'spare',
    reach: 'spare.bump',
    files: { 'shop/lobby.py': 'from shop.attic import spare\n\n__all__ = ["spare"]\n' },
    alias: {
      ...NOTHING,
      imports: 'from shop.lobby import spare as extra',
      name: 'extra',
      reach: 'extra.bump',
    },
  },
  {
    ...SPARE,
    ...USED,
    form: 14,
    variant: 'used',
    imports: 'from shop.lobby import spare',
    name: 'spare',
    reach: 'spare.bump',
    files: { 'shop/lobby.py': 'from shop.attic import spare\n\n__all__ = ["spare"]\n' },
  },
  {
    form: 15,
    variant: 'shared name',
    imports: 'from shop.attic import spare',
    name: 'spare',
    reach: 'spare.bump',
    use: '(SimpleNamespace(spare=7).spare, dict(spare=5)["spare"], {"attic": 6}["attic"])',
    value: '(7, 5, 6)',
  },
];
