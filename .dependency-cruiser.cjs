/**
 * The layers of docs/architecture.md, as rules. Each says in its comment how to mend a breach.
 * @type {import('dependency-cruiser').IConfiguration}
 */
module.exports = {
  forbidden: [
    layer(
      'model',
      ['model'],
      'model holds nouns only: move what needs this import to the layer that works with the noun.',
    ),
    layer(
      'python',
      ['python', 'model'],
      'python knows the language, not waves or files: pass what it needs as an argument.',
    ),
    layer(
      'rules',
      ['rules', 'python', 'model'],
      'rules turn YAML into model/wave.ts: what uses a rule belongs to engine, what reads its file to effects.',
    ),
    layer(
      'gates',
      ['gates', 'python', 'model'],
      'a gate gives an argv and reads an output: run/verify.ts starts it, and hands over what it has to know.',
    ),
    layer(
      'engine',
      ['engine', 'python', 'model'],
      'planning is pure: take files through Survey, and let run/ do what touches the disk or a process.',
    ),
    layer('effects', ['effects', 'model'], 'effects only do: let run/ decide, and pass the decision.'),
    layer(
      'present',
      ['present', 'model'],
      'present turns model values into text: add what is missing to the plan or the outcome.',
    ),
    {
      name: 'run-presents-nothing',
      comment: 'run gives values back; the command that called it shows them through present.',
      severity: 'error',
      from: { path: '^src/run(/|\\.ts$)' },
      to: { path: '^src/(present|commands|cli\\.ts)' },
    },
    {
      name: 'commands-go-through-run',
      comment:
        'A command reads its options, calls run and presents: give run a function for the rest (run/manage.ts, run/prepare.ts).',
      severity: 'error',
      from: { path: '^src/(commands/|cli\\.ts$)' },
      to: { path: '^src/', pathNot: '^src/(commands/|run/|run\\.ts$|present/|model/)' },
    },
    {
      name: 'kinds-are-separate',
      comment:
        'A rule kind stands alone in its folder: what two of them share belongs beside src/rules/define-kind.ts.',
      severity: 'error',
      from: { path: '^src/rules/kinds/([^/]+)/' },
      to: { path: '^src/rules/kinds/[^/]+/', pathNot: '^src/rules/kinds/$1/' },
    },
    {
      name: 'gates-are-separate',
      comment: 'A gate stands alone in its folder: what two of them share belongs beside src/gates/gate.ts.',
      severity: 'error',
      from: { path: '^src/gates/([^/]+)/' },
      to: { path: '^src/gates/[^/]+/', pathNot: '^src/gates/$1/' },
    },
    {
      name: 'input-and-output-in-effects',
      comment:
        'Reading, writing and starting programs is done in src/effects only, where faults are injected: add a function there.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/effects/' },
      to: {
        path: '^(node:)?(fs|fs/promises|child_process|worker_threads|net|http|https)$|^execa$|node_modules/execa/',
      },
    },
    {
      name: 'colours-in-present',
      comment: 'Only present colours: return a value, and let a function in src/present show it.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(present/|commands/options\\.ts$|cli\\.ts$)' },
      to: { path: '^chalk$|node_modules/chalk/' },
    },
    {
      name: 'python-needs-ast-grep-only',
      comment:
        'src/python is our own parser; of libraries it takes ast-grep alone. Put other needs into engine or effects.',
      severity: 'error',
      from: { path: '^src/python/' },
      to: { dependencyTypes: ['npm'], pathNot: 'node_modules/@ast-grep/' },
    },
    {
      name: 'model-needs-no-library',
      comment: 'model is plain data: parse in rules or effects, and keep the result.',
      severity: 'error',
      from: { path: '^src/model/' },
      to: { dependencyTypes: ['npm', 'core'] },
    },
    {
      name: 'no-cycles',
      comment: 'Two files need each other: move what both use into a third.',
      severity: 'error',
      from: { path: '^src/' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'only-known-libraries',
      comment:
        'dist holds the libraries of package.json that src uses, and native ones are installed with it: add the library there.',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'src-stands-alone',
      comment: 'What ships may not lean on tests or scripts: move the shared part into src.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(test|scripts|conformance|bench|examples)/' },
    },
    {
      name: 'everything-resolves',
      comment: 'The file or package is not there: correct the path, or add the package to package.json.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    // An import of types alone is a dependency between layers like any other.
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};

/** Files of `src/<name>/` may import files of the folders `allowed` only. */
function layer(name, allowed, comment) {
  return {
    name: `${name}-imports-${allowed.join('-')}`,
    comment,
    severity: 'error',
    from: { path: `^src/${name}/` },
    to: { path: '^src/', pathNot: `^src/(${allowed.join('|')})/` },
  };
}
