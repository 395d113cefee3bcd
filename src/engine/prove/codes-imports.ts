import type { CodePage } from '../../model/code-page.js';

const REPORT = 'Report it with the statement: the plan should have cared for it.';

/** Pages of what closure and the search for import circles find. */
export const importCodes: readonly CodePage[] = [
  {
    code: 'RW520',
    title: 'A name would not be defined',
    cause:
      'Code of a written file reads a name that nothing there binds, or that is imported for type checkers only: a NameError. A note says that it was so before.',
    example:
      'def total(order):\n    return tax(order)   # tax stands in another module, and is not imported\n',
    waysOut: [REPORT, 'A note needs nothing: the wave leaves it as it is.'],
  },
  {
    code: 'RW521',
    title: 'An annotation would name nothing',
    cause:
      'An annotation of a written file names something that nothing there binds: type checkers reject it.',
    example: 'def total(order: Order) -> int: ...   # Order is not imported\n',
    waysOut: [REPORT],
  },
  {
    code: 'RW522',
    title: 'A name would be used before it is bound',
    cause:
      'A statement that runs while the module is imported stands above the one that binds a name it reads.',
    example: 'TOTAL = add(1, 2)\n\n\ndef add(a, b):\n    return a + b\n',
    waysOut: [
      'What is added to a module that exists stands below its code: send it to a module of its own when that code needs it at once.',
      REPORT,
    ],
  },
  {
    code: 'RW523',
    title: 'A from-import would find nothing',
    cause: 'The module is there after the wave, but has no such name, or has it for type checkers only.',
    example: 'from shop.tools import Order   # shop.tools no longer imports Order from shop.models\n',
    waysOut: ['Import the name from the module that defines it, before the wave.', REPORT],
  },
  {
    code: 'RW524',
    title: 'An import would find no module',
    cause: 'The import names a module of this repository that does not exist after the wave.',
    example: 'import shop.nothing\n',
    waysOut: [REPORT],
  },
  {
    code: 'RW525',
    title: 'A module attribute would find nothing',
    cause: 'The code reads an attribute of a module that has no such name after the wave.',
    example: 'from shop import orders\norders.Person   # stands in shop.people\n',
    waysOut: ['Name the module that defines it, before the wave.', REPORT],
  },
  {
    code: 'RW526',
    title: 'A name would mean something else',
    cause:
      'Followed through all imports, a name comes from another definition than before, is a builtin instead, or is no longer imported.',
    example: 'from shop.other import clean   # was: from shop.tools import clean\n',
    waysOut: [REPORT],
  },
  {
    code: 'RW330',
    title: 'Nobody would load a module that is reached through its package',
    cause:
      'A submodule is an attribute of its package once somebody has imported it. A file reaches one without an import of its own, and what loaded it so far takes its names from elsewhere after the wave: an AttributeError.',
    example:
      'import shop\nimport shop.till   # imports shop.prices.base, no longer all of shop.prices\n\nprint(shop.prices.total())\n',
    waysOut: [
      'Import the module where it is used, before the wave.',
      'Waive it, with the reason why something else has loaded the module by then.',
    ],
  },
  {
    code: 'RW530',
    title: 'An import circle would break',
    cause:
      'New modules would import each other, or importing a module would fail in the middle of a circle that worked before. The message shows the circle and the symbols that cause it.',
    example:
      'class Config:            # to shop.config\n    def profile(self):\n        return Profile(self)\nclass Profile(Config):   # to shop.profile\n    ...\n',
    waysOut: [
      'Make the move that the hint names: it has been tried.',
      'Import the name in the function that uses it, before the wave.',
      'Put what both need into a third destination.',
    ],
  },
  {
    code: 'RW531',
    title: 'An import circle remains',
    cause:
      'Modules that the wave writes import each other in a circle, as they did before; each can still be imported.',
    example: 'import shop.models   # in shop.other, which shop.models imports\n',
    waysOut: ['Nothing: the wave is not to blame.', 'Untie it in a wave of its own.'],
  },
  {
    code: 'RW532',
    title: 'A new import circle works by chance',
    cause:
      'Modules would import each other in a new circle. Importing each of them has been tried and works, in the order that the code has now.',
    example: 'import shop.orders   # in shop.tools, which shop.orders imports\n',
    waysOut: ['Move what closes the circle to another destination.', 'Waive it with a reason.'],
  },
];
