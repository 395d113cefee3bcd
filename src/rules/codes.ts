import type { CodePage } from '../model/code-page.js';

/** The pages of RW1xx: what can be wrong with the YAML of a wave. */
export const rulesCodes: readonly CodePage[] = [
  {
    code: 'RW101',
    title: 'The YAML cannot be read',
    cause:
      'The text is no valid YAML, gives a key twice in one mapping, uses an alias without its anchor or one that ' +
      'contains itself, or would expand to far more than it says.',
    example: 'kind: split-module\nkind: split-module\n',
    waysOut: [
      'Mend the place that is shown; what follows it in the same document was not looked at.',
      'Quote a value that contains `: `, ` #`, or begins with `*`, `&`, `!`, `[` or `{`.',
    ],
  },
  {
    code: 'RW102',
    title: 'Unknown key',
    cause:
      'The mapping has a key that means nothing here. It would be ignored, so it is refused; keys inside `rule` are ' +
      "ast-grep's and are checked as well.",
    example: 'into:\n  - module: shop.orders\n    symbls: [Order]\n',
    waysOut: [
      'Correct the spelling as the hint says.',
      'Remove the key, or move it to the mapping it belongs to.',
    ],
  },
  {
    code: 'RW103',
    title: 'Wrong value',
    cause:
      'The value has another type than the key wants, is not one of its words, or makes no sense beside another.',
    example: 'kind: split-module\nsource: shop.models\nlegacy: remove\n',
    waysOut: ['Give the value that the message asks for.', 'Look the key up in docs/rules.md.'],
  },
  {
    code: 'RW104',
    title: 'Missing key',
    cause: 'A key without a default is not there. The place shown is the mapping that should have it.',
    example: 'gates:\n  - gate: command\n    timeout: 60\n',
    waysOut: ['Add the key.', 'See that it is indented below the mapping it belongs to.'],
  },
  {
    code: 'RW105',
    title: 'ast-grep refuses the rule',
    cause:
      'A `rule`, with its `constraints` and `utils`, is compiled when the wave is loaded. The node kind does not exist ' +
      "in Python's grammar, the regular expression is not one of Rust's, or the rule names nothing to look for.",
    example: 'rule: { kind: asignment }\n',
    waysOut: [
      'Try the rule in the ast-grep playground, with Python as its language.',
      'Regular expressions have no look-around: use `not` with a second rule instead.',
    ],
  },
  {
    code: 'RW106',
    title: 'Not a module name',
    cause: 'A module is named as Python imports it: identifiers joined by dots, none of them a keyword.',
    example: 'source: shop/models.py\n',
    waysOut: ['Write the dotted name, for instance `shop.models` for `src/shop/models.py`.'],
  },
  {
    code: 'RW107',
    title: 'Destinations in conflict',
    cause:
      'Two destinations of a rule are the same module, a destination is the source itself, or several would take the ' +
      'rest.',
    example: 'into:\n  - { module: shop.orders, rest: true }\n  - { module: shop.people, rest: true }\n',
    waysOut: [
      'Merge the entries of the same module into one.',
      'Leave `rest: true` on one destination only.',
      'To leave something in the source, use `legacy: keep` and claim the rest of it.',
    ],
  },
  {
    code: 'RW108',
    title: 'Unknown rule kind',
    cause: 'The `kind` of a document names the sort of rule that it is, and there is none of this name.',
    example: 'kind: split-modules\nsource: shop.models\n',
    waysOut: ['Correct it as the hint says; docs/rules.md lists the kinds.'],
  },
  {
    code: 'RW109',
    title: 'Rule file not found',
    cause: '`rules` in wave.yaml lists a file that is not in the folder of the wave.',
    example: 'title: Split the models\nrules: [split-modells.yaml]\n',
    waysOut: [
      'Correct the name, which is relative to the folder of wave.yaml.',
      'Remove `rules` to use every rule file of the folder in alphabetical order.',
    ],
  },
  {
    code: 'RW110',
    title: 'Symbol named twice',
    cause: 'A name stands in `symbols` more than once in one rule. A symbol can move to one module only.',
    example:
      'into:\n  - { module: shop.orders, symbols: [Order] }\n  - { module: shop.people, symbols: [Order] }\n',
    waysOut: ['Keep it at the destination where it belongs.'],
  },
  {
    code: 'RW111',
    title: 'Nothing is selected',
    cause:
      'A destination has neither `symbols` nor `rule` nor `rest: true`; or a list or a whole file is empty.',
    example: 'into:\n  - module: shop.orders\n    docstring: Orders.\n',
    waysOut: ['Say what belongs there.', 'Remove the entry or the file.'],
  },
  {
    code: 'RW112',
    title: 'Unknown gate',
    cause: '`gates` and `fixers` name what runs after the wave, and there is no gate of this name.',
    example: 'gates:\n  - gate: mypy\n',
    waysOut: ['Use one of the names in the hint.', 'Run any other tool with `gate: command` and its `argv`.'],
  },
  {
    code: 'RW113',
    title: 'Rule file listed twice',
    cause: '`rules` in wave.yaml lists a file more than once, or lists wave.yaml itself.',
    example: 'title: Split the models\nrules: [split-models.yaml, split-models.yaml]\n',
    waysOut: ['Leave it at the position where it should apply.'],
  },
  {
    code: 'RW114',
    title: 'Module split by two rules',
    cause:
      'Two rules of one wave have the same `source`, and the first takes it all. Only `prune-symbols` goes with `split-module`: what it prunes is gone before the rest is split.',
    example: 'kind: split-module\nsource: shop.models\n---\nkind: split-module\nsource: shop.models\n',
    waysOut: ['Make one rule of them: a rule may have any number of destinations.'],
  },
  {
    code: 'RW115',
    title: 'Not a wave',
    cause: 'A wave is a folder that holds a wave.yaml beside its rule files.',
    example: 'rules-yaml/\n  wave9/\n    split-models.yaml\n',
    waysOut: [
      'Create wave.yaml; a `title` is all it needs.',
      'Check the name of the wave and the folder of rules.',
    ],
  },
  {
    code: 'RW116',
    title: 'A transformation that leads nowhere',
    cause:
      'A `rewrite` transformation names a rewriter that is not there or a source that is nothing captured; or another text is to be made of a rewritten one.',
    example: 'transform:\n  ENTRIES: { rewrite: { rewriters: [keywrd], source: $$$ARGUMENTS } }\n',
    waysOut: ['Correct the name as the hint says.', 'Make the text in the `fix` of the rewriter.'],
  },
  {
    code: 'RW117',
    title: 'The replacement uses a name that nothing captures',
    cause: 'A `$NAME` of `fix` stands in no pattern of the rule and is made by no transformation.',
    example: 'rule: { pattern: total($NET) }\nfix: total($NETT)\n',
    waysOut: ['Correct the name as the hint says.'],
  },
  {
    code: 'RW118',
    title: 'Not an import statement',
    cause: 'Each entry of `imports` is one statement as Python has it.',
    example: 'imports: [import json; import time]\n',
    waysOut: ['Give each statement an entry of its own.'],
  },
  {
    code: 'RW119',
    title: 'A requirement that asks for two things, or for nothing',
    cause:
      'A `require` rule is about a `rule` or about a `command`, and `expect` has its own words for each.',
    example: 'kind: require\nreason: The engine plans by itself.\n',
    waysOut: ['Give one of the two.', 'Make two documents of it.'],
  },
  {
    code: 'RW120',
    title: 'A wave after itself',
    cause: '`after` names the waves that must have landed before, and this one cannot be among them.',
    example: '# rules-yaml/wave4/wave.yaml\nafter: [wave4]\n',
    waysOut: ['Name the wave that you mean, or drop the entry.'],
  },
];
