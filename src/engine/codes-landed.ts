import type { CodePage } from '../model/code-page.js';

/** Pages of RW8xx: what has come back after a wave. */
export const landedCodes: readonly CodePage[] = [
  {
    code: 'RW801',
    title: 'What a wave removed is back',
    cause:
      'A module stands where a wave deleted one, beside the modules that took its place: whatever it holds now is there twice, or passes on what is elsewhere. Or a module or symbol is there that a wave removes, while most of what the wave removes is gone.',
    example: 'src/shop/models.py    # split into shop.orders and shop.people by an earlier wave\n',
    waysOut: [
      'Move what is new in it to the modules that the hint names, and delete it.',
      'Delete the wave from the rules when its module is meant to live again.',
    ],
  },
  {
    code: 'RW802',
    title: 'A moved symbol is imported from where it was',
    cause:
      'A wave took the symbol out of the module, or gave it another name there. The import fails, or something in the old module passes the symbol on, which makes it a shim.',
    example:
      'kind: move-symbol\nsource: shop.models\nto: shop.orders\nsymbols: [Order]\n\n# later\nfrom shop.models import Order\n',
    waysOut: ['Import it from where the hint says.'],
  },
];
