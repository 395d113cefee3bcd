import type { CodePage } from '../model/code-page.js';

/** Pages of RW25x: what `rewrite test` finds. */
export const authoringCodes: readonly CodePage[] = [
  {
    code: 'RW250',
    title: 'A rule without a case',
    cause:
      'No case of the wave gives the rule anything to do, or a kind of rule has no case: nobody has seen what it makes of code.',
    example: 'rules-yaml/wave9/wave.yaml\nrules-yaml/wave9/split-models.yaml\n',
    waysOut: [
      'Add `cases/<name>/before/` to the folder of the wave, with the code that the rule is about.',
      'Start from an example: `rewrite new <wave> <rule> --kind <kind>`.',
    ],
  },
  {
    code: 'RW251',
    title: 'A selector that matches nothing in any case',
    cause:
      'The ast-grep rule of a `rewrite` or `require` rule matches nowhere in the cases, so nobody has seen that it can match at all.',
    example: 'kind: rewrite\nrule: { pattern: warnings.wran($$$A) }\nfix: ""\n',
    waysOut: ['Correct the selector.', 'Add what it should match to a case; next to it, what it should not.'],
  },
  {
    code: 'RW252',
    title: 'A case without a snapshot',
    cause: 'The snapshot says what the rule makes of the case, and nobody has written and reviewed it yet.',
    example: 'rules-yaml/wave9/cases/models/before/shop/models.py\nsnapshots/wave9/models.md is not there\n',
    waysOut: ['Run `rewrite test -u`, review the file that it writes, and commit it.'],
  },
  {
    code: 'RW253',
    title: 'A stale snapshot',
    cause: 'The rule, or rewrite, makes something else of the case than the snapshot says.',
    example: 'snapshots/wave9/models.md\n',
    waysOut: [
      'Run `rewrite test -u` and look at `git diff snapshots/`: commit it when it is what you want.',
      'Otherwise mend the rule.',
    ],
  },
  {
    code: 'RW254',
    title: 'A snapshot without a case',
    cause: 'The case was removed or renamed, and its snapshot was left.',
    example: 'snapshots/wave9/old-name.md\n',
    waysOut: ['Run `rewrite test -u`, which removes it.'],
  },
  {
    code: 'RW255',
    title: 'A rule is not done when it has been applied',
    cause:
      'Planned once more on the tree that it leaves, the rule changes something again or is refused. Whoever runs `rewrite check` later would find it unfinished.',
    example: 'kind: rewrite\nrule: { pattern: "retries($A)" }\nfix: "retries($A + 1)"\n',
    waysOut: ['Narrow the rule so that it does not match what it writes.'],
  },
];
