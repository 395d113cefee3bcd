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
    cause:
      'Moved code uses `__name__` for something else than a logger: it will have another value. It is an error where a module of that name, or below it, is imported.',
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
  {
    code: 'RW314',
    title: 'Values would be handed out in another order',
    cause:
      'While the module is imported, statements take the next value of a counter or an iterator, and those that take one earlier would stand in a module that runs later.',
    example:
      '_ids = itertools.count()\nA = next(_ids)   # to shop.rest\nB = next(_ids)   # to shop.first: would get 0\n',
    waysOut: ['Claim the statements for one destination.', 'Write the values out before the wave.'],
  },
  {
    code: 'RW315',
    title: 'A registration would not happen for some importers',
    cause:
      'A decorator, a base class, a metaclass or a call puts a definition into a registry while its module is imported. After the split, who imports the registry does not import that module.',
    example:
      'HANDLERS = {}            # to shop.rest\n@handler                 # puts it into HANDLERS\ndef handle_b(): ...      # to shop.first, which nobody imports\n',
    waysOut: [
      'Claim what is registered for the module of its registry.',
      'Import the new module where the registry is read, before the wave is applied, and waive the finding.',
      'Waive it, with the reason why those importers do not need it.',
    ],
  },
  {
    code: 'RW332',
    title: 'A list would be filled in another order',
    cause:
      'While the module is imported, statements append to a list, themselves or in what they call. They ran from top to bottom; in two modules they run in the order in which somebody imports these.',
    example:
      'STEPS = []            # to shop.steps\n@step                 # appends to STEPS\ndef load(): ...       # to shop.rest\n@step\ndef save(): ...       # to shop.first: `from shop import first, rest` runs it first\n',
    waysOut: [
      'Claim the statements for one destination.',
      'Waive it, with the reason why the order in the list does not matter.',
    ],
  },
  {
    code: 'RW333',
    title: 'An object would be told things in another order',
    cause:
      'While the module is imported, decorators or calls put something into an object whose code is not read here: an application, a router, a group of commands. In two modules they would run in another order.',
    example:
      '@router.get("/users/me")     # to shop.rest\ndef me(): ...\n@router.get("/users/{name}")  # to shop.named, which is imported first: answers /users/me too\ndef user(name): ...\n',
    waysOut: [
      'Nothing, where the order does not matter.',
      'Claim the statements for one destination where it does.',
    ],
  },
  {
    code: 'RW316',
    title: 'A module’s name is compared',
    cause:
      'Code compares `__module__` with the name of a module that is split, or of the module that it stands in. What has moved has another `__module__`.',
    example: 'def ours(obj):\n    return type(obj).__module__ == __name__\n',
    waysOut: [
      'Compare the classes or functions themselves before the wave.',
      'Waive it, with the reason why both answers are right.',
    ],
  },
  {
    code: 'RW317',
    title: 'Something says that it stands in another module',
    cause:
      '`__module__ = "…"` or `namedtuple(…, module="…")` names a module that would not have it: pickling fails.',
    example:
      'class Point:            # to shop.first\n    __module__ = "shop.models"   # becomes shop.rest, the heir\n',
    waysOut: ['Send it to the heir.', 'Drop the line before the wave.'],
  },
  {
    code: 'RW318',
    title: 'A computed import may mean a module that goes',
    cause:
      'A module is imported by a name that is put together from pieces, in the call or in a variable of the function: a package and a variable, a variable and the last part of the name. It may be a module that the wave deletes; no search for its name finds the place.',
    example: 'importlib.import_module(f"{__package__}.{name}")\n',
    waysOut: [
      'Name the modules that are meant, before the wave.',
      'Waive it, with the reason why it is never the deleted one.',
    ],
  },
];
