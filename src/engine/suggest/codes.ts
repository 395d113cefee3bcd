import type { CodePage } from '../../model/code-page.js';

/** Pages of RW26x: what a suggested split cannot do. */
export const suggestCodes: readonly CodePage[] = [
  {
    code: 'RW260',
    title: 'The module cannot be taken apart',
    cause:
      'Nearly all of it is one definition, or definitions that need each other in a circle: whatever went to another module would import this one, and be imported by it.',
    example:
      'class Order:\n    def invoice(self):\n        return Invoice(self)\n\n\nclass Invoice:\n    def order(self):\n        return Order()\n',
    waysOut: [
      'End the need that the finding names: pass the value in, or look it up through an argument.',
      'Split the large class first; no rule takes a class apart.',
      'Ask for small modules all the same with `--into` or `--around`.',
    ],
  },
  {
    code: 'RW261',
    title: 'Symbols that are to be apart belong together',
    cause:
      '`--around` names two symbols that no split can take apart: they need each other, or share state that functions rebind.',
    example: 'rewrite suggest shop.models --around Order Invoice   # each makes the other\n',
    waysOut: [
      'Name one of them only.',
      'End the need between them; `--explain` shows what keeps them together.',
    ],
  },
  {
    code: 'RW262',
    title: 'A symbol to build a module around is not there',
    cause: '`--around` names a symbol that the module does not define at its top level.',
    example: 'rewrite suggest shop.models --around Ordr\n',
    waysOut: ['Correct the name as the hint says.'],
  },
  {
    code: 'RW263',
    title: 'A circle holds a large part of the module',
    cause:
      'Definitions that need each other in a circle stay in one module, so one of the suggested modules is larger than the others.',
    example:
      'class Context:\n    def command(self):\n        return Command()\n\n\nclass Command:\n    def context(self):\n        return Context()\n',
    waysOut: [
      'Apply the split as it is: the rest comes apart.',
      'End the need that the finding names first, and suggest again.',
    ],
  },
];
