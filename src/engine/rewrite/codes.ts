import type { CodePage } from '../../model/code-page.js';

/** Pages of RW24x and RW331: what `rewrite` and `require` rules find. */
export const rewriteCodes: readonly CodePage[] = [
  {
    code: 'RW240',
    title: 'What a requirement forbids is there',
    cause:
      'A `require` rule allows no match, and this is one: in the tree as it stands, or in the one that the wave would leave.',
    example: 'kind: require\nreason: Everybody has moved to the new clock.\nrule: { pattern: time.time() }\n',
    waysOut: [
      'Change the code, or add what changes it to the wave.',
      'Waive the place with the reason why it may stay, or what has to be decided about it.',
    ],
  },
  {
    code: 'RW241',
    title: 'What a requirement asks for is not there',
    cause: 'A `require` rule with `expect: some` matches nothing.',
    example:
      'kind: require\nreason: The new clock is there.\nrule: { pattern: "def now(): $$$BODY" }\nexpect: some\n',
    waysOut: ['Do first what the wave needs.', 'See that `files` reaches the place that you mean.'],
  },
  {
    code: 'RW242',
    title: 'A replacement is no Python',
    cause:
      'With what a `rewrite` rule writes the file does not parse any more, so nothing is taken over from it.',
    example: 'kind: rewrite\nrule: { pattern: total($A) }\nfix: "total($A"\n',
    waysOut: [
      'Mend the `fix`.',
      'Narrow the rule to where its replacement fits: an expression in the place of a statement may not.',
    ],
  },
  {
    code: 'RW243',
    title: 'A rule matches what it writes',
    cause: 'The rule was applied a dozen times, once for each match inside another, and still matches.',
    example: 'kind: rewrite\nrule: { pattern: retries($COUNT) }\nfix: retries($COUNT + 1)\n',
    waysOut: ['Exclude the result from the rule, for instance by `not`.'],
  },
  {
    code: 'RW244',
    title: 'A replacement needs a name that is taken',
    cause:
      'The `imports` of a `rewrite` rule would bind a name that the module binds to something else: one of the two would be lost.',
    example: 'kind: rewrite\nrule: { pattern: clash() }\nfix: json.dumps(1)\nimports: [import json]\n',
    waysOut: ['Import it under another name: `import json as json_codec`.', 'Rename what has the name now.'],
  },
  {
    code: 'RW245',
    title: 'A command that a wave requires did not succeed',
    cause: 'A `require` rule runs a command, and it failed, or succeeded where it should fail.',
    example:
      'kind: require\nreason: The engine plans by itself.\ncommand: [python, -c, "import engine.planner"]\n',
    waysOut: ['Run it yourself to see more.', 'Do first what the wave needs.'],
  },
  {
    code: 'RW246',
    title: 'A command that a wave requires was not run',
    cause: 'A wave that a repository brings may want to run anything, so its commands need your word.',
    example:
      'kind: require\nreason: The engine plans by itself.\ncommand: [python, -c, "import engine.planner"]\n',
    waysOut: ['Read the command, and give `--trust`.'],
  },
  {
    code: 'RW247',
    title: 'A wave before this one has not landed',
    cause:
      'The `after` of the wave names it, and on this tree it still has something to do, or cannot be found.',
    example: 'title: Split the models\nafter: [wave0]\n',
    waysOut: [
      'Apply that wave first: `rewrite apply wave0 wave4` applies one after the other.',
      'See `rewrite status` for what stands in its way.',
      'Drop the entry when the order does not matter.',
    ],
  },
  {
    code: 'RW331',
    title: 'A comment inside of a match would be lost',
    cause:
      'What a `rewrite` rule writes holds what the rule captured, and this comment stands between that. With statements that are replaced by nothing goes what is said about them, and that is not reported.',
    example: 'total(   # net\n    order,\n)   # rule: { pattern: total($A) }, fix: sum_of($A)\n',
    waysOut: ['Move it above the statement before the wave.', 'Waive it when it is about what goes.'],
  },
];
