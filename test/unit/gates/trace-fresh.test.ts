import { describe, expect, it } from 'vitest';
import { type TracedTree, traceFresh } from '../../../src/gates/index.js';
import type { Diagnostic } from '../../../src/model/gate.js';
import type { FileChange } from '../../../src/model/plan.js';

const APP = 'src/pkg/app.py';
const NEW = 'src/pkg/views.py';
const OLD = 'src/pkg/registry.py';
const before = 'import os\n\nfrom pkg.registry import alpha\n\n\nprint(alpha())\n';
const at = before.indexOf('pkg.registry');
const planned = before.replace('pkg.registry', 'pkg.views');
/** A fixer has put a line in front. */
const written = `"""App."""\n${planned}`;
const registry = '"""Old."""\n\n\nx = 1\n\n\ndef alpha():\n    return 1\n';
const views = '"""New."""\n\n\ndef alpha():\n    return 1\n';

const changes: readonly FileChange[] = [
  {
    kind: 'modify',
    path: APP,
    before: Buffer.from(before),
    after: Buffer.from(planned),
    edits: [
      { start: at, end: at + 'pkg.registry'.length, text: 'pkg.views', rule: 'split', form: 'from-import' },
    ],
  },
  { kind: 'create', path: NEW, after: Buffer.from(views), rule: 'split' },
  { kind: 'delete', path: OLD, before: Buffer.from(registry), rule: 'split' },
];

const texts: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  before: { [APP]: before, [OLD]: registry },
  planned: { [APP]: planned, [NEW]: views },
  written: { [APP]: written, [NEW]: views },
};

const tree: TracedTree = {
  relocations: [
    { module: 'pkg.registry', name: 'alpha', to: { module: 'pkg.views', name: 'alpha' }, rule: 'split' },
  ],
  changes,
  enclosingSymbol: (side, file, line) => {
    const module = file.replace(/^src\/(.*)\.py$/, '$1').replaceAll('/', '.');
    const name = texts[side === 'before' ? 'before' : 'written']![file]!.split('\n')
      .slice(0, line)
      .findLast((text) => /^\S/.test(text))
      ?.match(/^def (\w+)/)?.[1];
    return { module, name };
  },
  text: (state, file) => texts[state]![file],
  definition: (side) => (side === 'before' ? { file: OLD, line: 7 } : { file: NEW, line: 4 }),
};

const diagnostic = (file: string, line: number, message = 'bad', code = 'E1'): Diagnostic => ({
  tool: 'ruff',
  code,
  message,
  file,
  line,
  column: 1,
  subject: undefined,
});
const traced = (after: Diagnostic, ...old: Diagnostic[]) =>
  traceFresh([after], { before: { diagnostics: old }, after: { diagnostics: [after] } }, tree)[0];

describe('a new diagnostic', () => {
  it('comes from the edit of its line, wherever fixers have moved that', () => {
    expect(traced(diagnostic(APP, 4))).toMatchObject({
      source: 'from pkg.views import alpha',
      cause: { rule: 'split', edit: 'pkg.registry → pkg.views', line: 4 },
      was: `${APP}:3: from pkg.registry import alpha`,
    });
  });

  it('comes from the edit that brings in a name that it is about', () => {
    expect(traced(diagnostic(APP, 7, 'views has no such thing'))).toMatchObject({
      source: 'print(alpha())',
      cause: { rule: 'split', edit: 'pkg.registry → pkg.views', line: 4 },
    });
    expect(traced(diagnostic(APP, 7, 'views has no such thing'))?.was).toBeUndefined();
  });

  it('comes from the move of its definition, and says where that stood', () => {
    expect(traced(diagnostic(NEW, 5))).toMatchObject({
      source: '    return 1',
      cause: { rule: 'split', edit: 'moved `alpha` here from pkg.registry', line: 4 },
      was: `${OLD}:8: return 1`,
    });
  });

  it('comes from nothing that is known when no edit has to do with it', () => {
    expect(traced(diagnostic(APP, 2, 'os is old'))).toEqual({
      ...diagnostic(APP, 2, 'os is old'),
      source: 'import os',
    });
    expect(traced(diagnostic('src/pkg/other.py', 1))?.cause).toBeUndefined();
  });

  it('was another message of the same code in the same definition', () => {
    const old = diagnostic(OLD, 8, 'returns str');
    expect(traced(diagnostic(NEW, 5, 'returns int'), old)?.was).toBe('“returns str”');
    expect(traced(diagnostic(NEW, 5, 'returns int', 'E2'), old)?.was).toBe(`${OLD}:8: return 1`);
  });

  it('of a test says how the test ended before', () => {
    const test = { ...diagnostic('tests/test_a.py', 3), subject: 'tests/test_a.py::test_x' };
    const readings = {
      before: { diagnostics: [], tests: new Map([['tests/test_a.py::test_x', 'passed' as const]]) },
      after: { diagnostics: [test] },
    };
    expect(traceFresh([test], readings, tree)[0]?.was).toBe('passed');
  });
});
