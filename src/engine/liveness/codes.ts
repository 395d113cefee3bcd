import type { CodePage } from '../../model/code-page.js';

/** Pages of RW220 to RW229: what may not be removed. */
export const livenessCodes: readonly CodePage[] = [
  {
    code: 'RW220',
    title: 'What is to be removed lives',
    cause:
      'Code that stays needs the symbol, or a symbol of the module. The message names the chain: who uses it, who uses that, and why the last of them lives; the places are listed below.',
    example: 'kind: prune-symbols\nsource: shop.models\nsymbols: [Order]   # shop.api.create uses it\n',
    waysOut: [
      'Take the symbol out of the rule.',
      'Change the code that needs it first.',
      'See every chain with `rewrite why SYMBOL`.',
    ],
  },
  {
    code: 'RW221',
    title: 'Only tests need what is to be removed',
    cause: 'The program does not need the symbol; tests, or helpers of tests that stay, do.',
    example:
      'kind: prune-symbols\nsource: shop.models\nsymbols: [old_total]   # tests/test_old.py calls it\n',
    waysOut: [
      'Say `drop-tests: true`: tests that only serve it go with it.',
      'Name dedicated test files under `tests` of `delete-module`.',
      'Change the test first.',
    ],
  },
  {
    code: 'RW222',
    title: 'Dead code that stays needs what is to be removed',
    cause:
      'Nobody needs the code that uses the symbol, but no rule of the wave removes it, so it would be left broken.',
    example: 'def unused():\n    return helper()   # helper is pruned, unused is not\n',
    waysOut: ['Name that code in the wave too.', 'Take the symbol out of the rule.'],
  },
  {
    code: 'RW223',
    title: 'It may be registered somewhere',
    cause:
      'Nobody names the symbol, but a decorator, a base class, a call in its assignment or its very name may make it known to somebody.',
    example: '@plugins.register\ndef export_csv(): ...\n',
    waysOut: ['Take it out of the rule.', 'Waive the finding with the reason why nobody looks it up.'],
  },
  {
    code: 'RW224',
    title: 'A named test is no test file',
    cause: 'A path under `tests` does not exist, or is not a test file by its name and folder.',
    example: 'kind: delete-module\nsource: shop.reports\ntests: [shop/reports_util.py]\n',
    waysOut: [
      'Correct the path.',
      'Delete the module by a rule of its own, so that nobody needing it is proved.',
    ],
  },
  {
    code: 'RW225',
    title: 'The statement binds more than what is to be removed',
    cause: 'Statements go whole. This one also binds a name that the rule does not list.',
    example: 'OLD, NEW = load()   # symbols: [OLD]\n',
    waysOut: ['List the other names too.', 'Write the statement apart first.'],
  },
  {
    code: 'RW226',
    title: 'A test would go that something else needs',
    cause:
      'A test needs what is removed, and is the only one that uses something that stays: that would be tested no more.',
    example: 'def test_both():\n    assert old_total() == total()   # the only test of total\n',
    waysOut: ['Write the test apart first.', 'Waive the finding with a reason.'],
  },
  {
    code: 'RW227',
    title: 'A module that does something when imported would go',
    cause:
      'The module to be deleted has statements that run while it is imported, and code that stays imports it. Nobody names what it does, but it would not be done any more.',
    example: 'import shop.plugins   # shop/plugins.py: registry.load_all()\n',
    waysOut: [
      'Move what it does to where it is needed.',
      'Waive the finding with the reason why nobody relies on it.',
    ],
  },
];
