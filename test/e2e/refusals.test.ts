import { expect, test } from 'vitest';
import { commitAll } from '../../scripts/sample.mjs';
import { NO_TOOLS, WorkingCopy } from './working-copy.js';

const RUNTIME_RULE = 'rules-yaml/wave4/split-runtime.yaml';

interface Mistake {
  readonly what: string;
  readonly exit: number;
  readonly code: string;
  /** Makes the mistake; gives the place where it must be shown. */
  make(copy: WorkingCopy): { readonly file: string; readonly line: number; readonly column: number };
  readonly says: string;
}

const MISTAKES: readonly Mistake[] = [
  {
    what: 'an unknown symbol',
    exit: 1,
    code: 'RW204',
    make: (copy) => {
      const at = copy.replace(RUNTIME_RULE, '      - ProfileT\n', '      - ProfilT\n');
      return { file: RUNTIME_RULE, line: at.line, column: at.column + '      - '.length };
    },
    says: 'ProfileT',
  },
  {
    what: 'a symbol named at two destinations',
    exit: 2,
    code: 'RW110',
    make: (copy) => {
      const at = copy.replace(
        RUNTIME_RULE,
        '      - ProfileT\n',
        '      - ProfileT\n      - named_args_supported\n',
      );
      return { file: RUNTIME_RULE, line: at.line + 1, column: at.column + '      - '.length };
    },
    says: 'named_args_supported',
  },
  {
    what: 'a statement claimed by the patterns of two destinations',
    exit: 1,
    code: 'RW206',
    make: (copy) => {
      copy.replace(RUNTIME_RULE, 'regex: "^Feature"', 'regex: "^(Feature|DataFusionRuntimeProfile)"');
      const path = 'src/datafusion_engine/session/runtime.py';
      const lines = copy.read(path).split('\n');
      const line = lines.findIndex((text) => text.startsWith('class DataFusionRuntimeProfile')) + 1;
      return { file: path, line, column: 1 };
    },
    says: 'DataFusionRuntimeProfile',
  },
  {
    what: 'a statement that nobody claims',
    exit: 1,
    code: 'RW207',
    make: (copy) => {
      copy.replace(RUNTIME_RULE, '    rest: true\n', '    symbols: [GIB]\n');
      const path = 'src/datafusion_engine/session/runtime.py';
      const line =
        copy
          .read(path)
          .split('\n')
          .findIndex((text) => text.startsWith('ExplainHook = ')) + 1;
      return { file: path, line, column: 1 };
    },
    says: 'ExplainHook',
  },
  {
    what: 'a typo in a YAML key',
    exit: 2,
    code: 'RW102',
    make: (copy) => {
      const at = copy.replace(RUNTIME_RULE, '    symbols: [_probe_native', '    symbls: [_probe_native');
      return { file: RUNTIME_RULE, line: at.line, column: at.column + 4 };
    },
    says: 'symbols',
  },
  {
    what: 'YAML that cannot be read',
    exit: 2,
    code: 'RW101',
    make: (copy) => {
      const at = copy.replace(RUNTIME_RULE, 'legacy: delete\n', 'legacy: delete\nlegacy: keep\n');
      return { file: RUNTIME_RULE, line: at.line + 1, column: 1 };
    },
    says: 'legacy',
  },
  {
    what: 'a destination that is there already',
    exit: 1,
    code: 'RW208',
    make: (copy) => {
      const at = copy.replace(
        RUNTIME_RULE,
        '- module: datafusion_engine.session.features',
        '- module: datafusion_engine.session.pool',
      );
      return { file: RUNTIME_RULE, line: at.line, column: at.column + 2 };
    },
    says: 'datafusion_engine.session.pool',
  },
  {
    what: 'a file that does not parse',
    exit: 1,
    code: 'RW202',
    make: (copy) => {
      const path = 'src/obs/diagnostics.py';
      const text = copy.read(path);
      copy.write(path, `${text}\nprint "old"\n`);
      return { file: path, line: text.split('\n').length + 1, column: 1 };
    },
    says: 'diagnostics.py',
  },
];

test.each(MISTAKES)(
  '$what: exit $exit with $code at its place, and nothing is written',
  async ({ exit, code, make, says }) => {
    using copy = new WorkingCopy();
    const { file, line, column } = make(copy);
    commitAll(copy.folder, 'The mistake');
    const hash = copy.hash();
    const ended = await copy.rewrite('apply', 'wave4', ...NO_TOOLS);
    expect(ended.stderr).toContain(code);
    expect(ended.stderr).toContain(`${file}:${line}:${column}`);
    expect(ended.stderr).toContain(says);
    expect(ended.code).toBe(exit);
    expect(copy.hash()).toBe(hash);
    expect((await copy.rewrite('list', '--runs')).stdout).toContain('No wave has been applied');
  },
);

test.each(['diff', 'check'])('%s tells the same as apply, with the same exit codes', async (command) => {
  for (const { make, exit, code } of MISTAKES.slice(0, 2)) {
    using copy = new WorkingCopy();
    make(copy);
    const hash = copy.hash();
    const ended = await copy.rewrite(command, 'wave4', '--quiet');
    expect(ended.stderr).toContain(code);
    expect(ended.code).toBe(exit);
    expect(copy.hash()).toBe(hash);
  }
});

test('files with changes that are not committed are not written: exit 3, named', async () => {
  using copy = new WorkingCopy();
  copy.write('src/obs/events.py', `${copy.read('src/obs/events.py')}# work in progress\n`);
  copy.write('src/obs/notes.txt', 'not concerned\n');
  const hash = copy.hash();
  const { code, stderr } = await copy.rewrite('apply', 'wave4', ...NO_TOOLS);
  expect(code).toBe(3);
  expect(stderr).toContain('src/obs/events.py');
  expect(stderr).not.toContain('notes.txt');
  expect(copy.hash()).toBe(hash);
});

test('a wave that brings commands of its own runs them only when it is trusted', async () => {
  using copy = new WorkingCopy();
  const marker = `${copy.folder}/ran`;
  copy.replace(
    'rules-yaml/wave4/wave.yaml',
    'gates:\n',
    `gates:\n  - { gate: command, argv: [touch, ${marker}] }\n`,
  );
  commitAll(copy.folder, 'A command');
  const hash = copy.hash();
  const { code, stderr } = await copy.rewrite('apply', 'wave4', ...NO_TOOLS);
  expect(code).toBe(3);
  expect(stderr).toContain(`touch ${marker}`);
  expect(stderr).toContain('--trust');
  expect(copy.hash()).toBe(hash);
});

test('of two at once one works, and the other exits 3 and says who holds the lock', async () => {
  using copy = new WorkingCopy();
  const without = NO_TOOLS.filter((word) => word !== 'pytest').slice(0, -1);
  const ended = await Promise.all([
    copy.rewrite('apply', 'wave4', ...without),
    copy.rewrite('apply', 'wave4', ...without),
  ]);
  expect(ended.map(({ code }) => code).sort()).toEqual([0, 3]);
  const refused = ended.find(({ code }) => code === 3)!;
  expect(refused.stderr).toMatch(/process \d+/);
});
