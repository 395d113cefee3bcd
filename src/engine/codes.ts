import type { CodePage } from '../model/code-page.js';

/** Pages of RW2xx to RW4xx, RW6xx and RW7xx: what planning finds. */
export const plannerCodes: readonly CodePage[] = [
  {
    code: 'RW201',
    title: 'No such source module',
    cause: 'The rule splits a module that no file of the repository provides.',
    example: 'kind: split-module\nsource: shop.modells\n',
    waysOut: ['Correct the dotted name.', 'Give the repository with `--repo` when you stand elsewhere.'],
  },
  {
    code: 'RW202',
    title: 'A file does not parse',
    cause:
      'The file mentions a module of the wave, but it is not Python that can be read, so its references are unknown.',
    example: 'from shop.legacy import total\nprint "total"\n',
    waysOut: ['Mend the file.', 'Delete it, or leave it out of git, when it is not meant to be Python.'],
  },
  {
    code: 'RW203',
    title: 'A file cannot be read as text',
    cause:
      'The file mentions a module of the wave, but its bytes are not valid in the encoding that it declares. Or nobody can say whether it does, because it may not be read, or a sparse checkout leaves it out.',
    example: '# -*- coding: utf-8 -*-\n# caf\\xe9, written as latin-1\n',
    waysOut: [
      'Save it as UTF-8, or declare its encoding by a coding cookie (UTF-8, and those with one byte for each character).',
      'Give yourself the right to read it; check it out with `git sparse-checkout add`.',
    ],
  },
  {
    code: 'RW204',
    title: 'Unknown symbol',
    cause:
      'A destination names a symbol that the source does not define at its top level; or one that it only imports.',
    example: 'symbols: [Ordr]\n',
    waysOut: [
      'Correct the name as the hint says.',
      'Drop a name that is only imported: imports of it go to its definition.',
    ],
  },
  {
    code: 'RW205',
    title: 'A rule matches no statement',
    cause: 'The selector of a destination matches no top-level statement of the source.',
    example: 'rule: { kind: class_definition, has: { field: name, regex: "^Ordr" } }\n',
    waysOut: [
      'Correct the pattern.',
      'Match the statement itself: what stands inside one does not select it.',
      'Delete the rule.',
    ],
  },
  {
    code: 'RW206',
    title: 'A statement is claimed twice',
    cause:
      'Two destinations claim the same statement, or statements that bind the same name and stay together.',
    example: 'into:\n  - { module: shop.a, symbols: [Order] }\n  - { module: shop.b, symbols: [Order] }\n',
    waysOut: [
      'Name the symbol under `symbols` of one destination: a name wins over a rule.',
      'Narrow one of the rules.',
    ],
  },
  {
    code: 'RW207',
    title: 'A statement is claimed by nobody',
    cause: 'The source is to be deleted, and no destination takes this statement.',
    example: 'legacy: delete\ninto:\n  - { module: shop.a, symbols: [Order] }\n',
    waysOut: [
      'Name it under `symbols`.',
      'Give one destination `rest: true`.',
      'Use `legacy: keep` to leave it where it is.',
    ],
  },
  {
    code: 'RW208',
    title: 'The destination exists',
    cause: 'A module of that name is there already, or defines a name that would be moved there.',
    example: 'into:\n  - { module: shop.orders, rest: true }   # shop/orders.py is there\n',
    waysOut: ['Choose another name.', 'Say `existing: true` to add the statements to the module.'],
  },
  {
    code: 'RW209',
    title: 'The destination does not exist',
    cause: 'The destination says `existing: true`, but there is no such module.',
    example: 'into:\n  - { module: shop.orderz, existing: true, rest: true }\n',
    waysOut: ['Drop `existing: true` to create the module.', 'Correct the name.'],
  },
  {
    code: 'RW210',
    title: 'A module is its own destination',
    cause: 'The source is named as a destination of its own split.',
    example: 'source: shop.models\ninto:\n  - { module: shop.models, rest: true }\n',
    waysOut: ['Use `legacy: keep`: what no destination claims stays where it is.'],
  },
  {
    code: 'RW211',
    title: 'An import is broken already',
    cause:
      'A name is imported from the source that the source never had. The import fails today, and it is not known what was meant.',
    example: 'from shop.models import Ordr\n',
    waysOut: ['Mend or delete the import.', 'Waive it: it then fails from the first destination instead.'],
  },
  {
    code: 'RW212',
    title: 'An attribute of a module is unknown',
    cause:
      'An attribute is read from a module object that does not define it, so it is not known which new module is meant.',
    example: 'from shop import models\nmodels.Ordr\n',
    waysOut: ['Mend the reference before the wave.'],
  },
  {
    code: 'RW213',
    title: 'A stub does not fit its module',
    cause:
      'The `.pyi` beside a source is split as the source is. This one declares in one statement what goes to different modules, or a module that exists would get a stub that hides the rest of it.',
    example:
      '# shop/till.py exists and has no stub\n{ kind: move-symbol, source: shop.models, to: shop.till, symbols: [price] }  # shop/models.pyi\n',
    waysOut: [
      'Write the declarations of the stub apart.',
      'Write a stub for the module that takes the symbols.',
      'Delete it: type checkers read the modules themselves then.',
    ],
  },
  {
    code: 'RW214',
    title: 'A new name is in use already',
    cause:
      'A symbol would get a name that its module uses already, in some scope: one of the two would change its meaning.',
    example:
      'kind: rename-symbol\nsource: shop.orders\nsymbols: { total_of: total }  # and `total = 0` in the module\n',
    waysOut: ['Choose another name.', 'Rename what has the name in an earlier wave.'],
  },
  {
    code: 'RW215',
    title: 'A destination goes in the same wave',
    cause: 'A rule adds symbols to a module that another rule of the wave moves away or deletes.',
    example:
      '{ kind: move-symbol, source: shop.a, to: shop.b, symbols: [total] }\n{ kind: move-module, source: shop.b, to: shop.c }\n',
    waysOut: ['Name the module that takes its place.', 'Do the two in two waves.'],
  },
  {
    code: 'RW302',
    title: 'A module object is used as a value',
    cause:
      'The module that goes is passed on, stored or searched: which of its symbols are read cannot be known.',
    example: 'from shop import models\ninspect.getmembers(models)\n',
    waysOut: ['Name the symbols at this place.', 'Pass the new modules before the wave.'],
  },
  {
    code: 'RW303',
    title: 'A name means a module here and something else there',
    cause: 'The same name is bound to a module of the wave and to another value in one scope.',
    example: 'try:\n    from shop import models\nexcept ImportError:\n    models = None\n',
    waysOut: ['Give the two different names.'],
  },
  {
    code: 'RW304',
    title: 'A patch has no single place any more',
    cause:
      'A test replaces a name in a module. After the split the name is looked up in several modules, or in none that is known.',
    example: 'with mock.patch("shop.models.clock"): ...\n',
    waysOut: [
      'Patch each of the modules that the message names.',
      'Keep the users of the name together in the wave.',
    ],
  },
  {
    code: 'RW305',
    title: 'A destination imports what it will define',
    cause:
      'A module that takes code from the source imports a symbol that comes with it, in a class body or under another name, and that name cannot simply be replaced.',
    example: 'from shop.models import Order as Base\nfrom shop.other import Order\n',
    waysOut: ['Use the symbol by its own name in that module before the wave.', 'Move it elsewhere.'],
  },
  {
    code: 'RW340',
    title: 'Annotations would become text',
    cause:
      'Code from a module with `from __future__ import annotations` goes to a module without it, whose own annotations are read while the program runs: the import that the one needs changes what the other reads.',
    example:
      '# shop/till.py takes code from a module that has the future import\nclass Ring(BaseModel):\n    of: Kind\n',
    waysOut: [
      'Add the `__future__` import to the destination before the wave, and run its tests.',
      'Send the symbols to a module of their own.',
    ],
  },
  {
    code: 'RW341',
    title: 'A deferred symbol is needed at once',
    cause:
      'The rule wants a symbol imported in the functions that use it (`defer`), and a base class, a decorator, a default value, a `lambda` of the module or another statement needs it while the module is imported.',
    example: 'defer: [Order]   # and the other module has `class Bulk(Order): ...`\n',
    waysOut: ['Take the symbol off the `defer` list.', 'Send both to one module.'],
  },
  {
    code: 'RW540',
    title: 'Python rejects a written file',
    cause: 'The interpreter’s own parser does not accept a file as the wave would write it.',
    example: 'A mistake of the rewrite.\n',
    waysOut: [
      'Where it rejects the source as well, which the hint tells: mend that, or give a newer interpreter with `--python`.',
      'Report it with the statement that the place shows.',
    ],
  },
  {
    code: 'RW541',
    title: 'No Python interpreter',
    cause: 'The written files are checked with a real interpreter, and none was found.',
    example: 'rewrite apply wave4   # without python3\n',
    waysOut: ['Create the project’s `.venv`.', 'Put `python3` on the PATH.', 'Give `--python`.'],
  },
  {
    code: 'RW601',
    title: 'A mention of a module that goes is left',
    cause:
      'A string, comment, document or configuration names a deleted module, and nothing says which new one is meant.',
    example: 'log.info("see shop.models")\n',
    waysOut: [
      'Name the symbol next to it: `shop.models.Order` is rewritten.',
      'Give the rule an `heir` that inherits mentions of the module as such, or decide per file under `mentions`.',
      'Waive it in the wave, with a reason.',
    ],
  },
  {
    code: 'RW701',
    title: 'A waiver accepts nothing',
    cause: 'No finding of this plan is accepted by the waiver.',
    example: 'waivers:\n  - { code: RW601, path: docs/old/**, reason: history }\n',
    waysOut: ['Delete the waiver.', 'Correct its code or path.'],
  },
];
