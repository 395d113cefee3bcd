import type { CodePage } from '../../model/code-page.js';

/** Pages of what a split would tear apart: state, and code that depends on the module it stands in. */
export const stateCodes: readonly CodePage[] = [
  {
    code: 'RW301',
    title: 'A rebound name would be in two modules',
    cause:
      'Functions rebind the name with `global`. From another module it can only be imported as it is at that moment, and `global` there would make a second one.',
    example:
      'count = 0          # to shop.counts\ndef up():          # to shop.counts\n    global count\n    count += 1\ndef show():        # to shop.views: would always show 0\n    return count\n',
    waysOut: [
      'Claim all statements that read or rebind the name for one destination.',
      'Read it through a function that stays with it, before the wave.',
    ],
  },
  {
    code: 'RW306',
    title: 'Code looks at all names of its module',
    cause:
      '`globals()`, `vars()`, `dir()` or `sys.modules[__name__]` gives the names of the module that the code stands in. After the split that is one part of them. Text that `eval` or `exec` runs is a warning: it may name what has moved.',
    example: 'def handler(name):\n    return globals()[f"handle_{name}"]\n',
    waysOut: [
      'List what is meant in a dictionary before the wave.',
      'Keep everything that it looks for in one destination, and waive the finding.',
    ],
  },
  {
    code: 'RW307',
    title: 'The folder of a module changes',
    cause:
      'The code finds files or resources beside its module, and the module that it moves to stands in another folder.',
    example: 'SCHEMA = Path(__file__).parent / "schema.json"   # from shop/ to shop/data/\n',
    waysOut: [
      'Move it to a module of the same folder.',
      'Use importlib.resources with the package’s name before the wave.',
    ],
  },
  {
    code: 'RW308',
    title: 'The name of a module changes',
    cause: 'Moved code uses `__name__` for something else than a logger: it will have another value.',
    example: 'KEY = __name__ + ".key"\n',
    waysOut: ['Nothing, when nobody stores or compares the value.', 'Write the name out before the wave.'],
  },
  {
    code: 'RW309',
    title: 'A program would go with its module',
    cause:
      'The module can be run as a program, by its path or with `python -m`, and is deleted. The `__main__` block would move along with the rest, which nobody asked for.',
    example: 'if __name__ == "__main__":\n    main()\n',
    waysOut: [
      'Claim the block by the `rule` of the destination that is to be run: `{ kind: if_statement, regex: "__name__" }`.',
      'Delete the block before the wave.',
    ],
  },
  {
    code: 'RW310',
    title: 'A value is read between two of its states',
    cause:
      'While the module is imported, a statement reads a value that a later statement changes. From another module it would see the last state.',
    example: 'NAMES = ["a"]\nFIRST = tuple(NAMES)   # to another module than NAMES\nNAMES.append("b")\n',
    waysOut: ['Claim the reading statement for the same destination.'],
  },
  {
    code: 'RW311',
    title: 'A singleton is parted from the name that it pickles as',
    cause:
      'A class whose `__reduce__` returns a string is pickled as the global of that name in its own module. Apart from ' +
      'each other, pickling fails, and so does reading what was pickled.',
    example: "class Missing:\n    def __reduce__(self):\n        return 'missing'\n\n\nmissing = Missing()\n",
    waysOut: ['Send the class and the global to one destination.'],
  },
  {
    code: 'RW312',
    title: 'An effect would come at another time',
    cause:
      'While the module is imported, a statement changes something that the module imports, and another one reads it. In two modules they would run in another order.',
    example:
      'grammar.load(CACHE)        # stays\nsymbols = grammar.symbols  # to shop.nodes, which is imported first\n',
    waysOut: [
      'Claim both statements for one destination.',
      'Compute the value in a function, before the wave.',
    ],
  },
  {
    code: 'RW313',
    title: 'An effect would not happen for some importers',
    cause:
      'Importing the module has an effect on something outside of it. After the split only one of the new modules has that effect, and some importers take only the others.',
    example:
      'codecs.register(find)   # to shop.codecs; `from shop.text import clean` does not run it any more\n',
    waysOut: [
      'Claim the statement for a module that the others import.',
      'Waive the finding, with the reason why those importers do not need it.',
    ],
  },
];
