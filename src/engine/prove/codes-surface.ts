import type { CodePage } from '../../model/code-page.js';

/** Pages of RW61x: names that only importers outside the repository use. */
export const surfaceCodes: readonly CodePage[] = [
  {
    code: 'RW610',
    title: 'A public import path would vanish',
    cause:
      'The wave declares its `public-surface`, and this path, which code outside the repository may import, is not among ' +
      'those that may vanish. Public is what `__all__` lists; without it what a module without `_` in its name defines ' +
      'under a name without `_`, and all that a package imports.',
    example: 'public-surface:\n  allow: [shop.models.Order]   # and shop.models.Person moves too\n',
    waysOut: [
      'Allow it: `shop.models.**` means the module and all that it has.',
      'Leave the name where it is, or keep a name for it in the package.',
      'Drop `public-surface`: a hard cutover answers for the repository alone.',
    ],
  },
  {
    code: 'RW611',
    title: 'An allowed path does not vanish',
    cause:
      'An entry under `allow` of `public-surface` matches no public import path that the wave takes away.',
    example: 'public-surface:\n  allow: [shop.modells.**]\n',
    waysOut: ['Delete the entry.', 'Correct the name.'],
  },
];
