import { Chalk } from 'chalk';
import { describe, expect, it } from 'vitest';
import type { GateReport } from '../../../src/model/gate.js';
import type { Outcome } from '../../../src/model/outcome.js';
import { renderOutcome } from '../../../src/present/outcome.js';
import { renderPlan } from '../../../src/present/summary.js';
import { create, planOf, remove, replacing } from './plans.js';

const plain = new Chalk({ level: 0 });
const linesOf = (count: number) =>
  Array.from({ length: count }, (_, index) => `x${index} = ${index}\n`).join('');

const changes = [
  create('src/pkg/schema/nested_views.py', linesOf(412)),
  create('src/pkg/schema/observability_schemas.py', linesOf(1204)),
  replacing('src/pkg/app.py', linesOf(20), 'x3 = 3\n', 'x3 = 4\nx33 = 5\n'),
  remove('src/pkg/schema/registry.py', linesOf(1500)),
];

const plan = planOf(changes, {
  staticGates: [
    { gate: 'conservation', passed: true, detail: '153 statements, each in exactly one destination' },
    {
      gate: 'closure',
      passed: false,
      detail:
        '2 names of 1,877 do not resolve in the written modules: `SemanticType` in src/pkg/schema/nested_views.py and `logger` in src/pkg/app.py',
    },
  ],
  findings: [{ code: 'RW301', severity: 'error', place: undefined, message: 'no import provides `logger`' }],
  statistics: {
    filesListed: 2113,
    filesRead: 480,
    filesParsed: 61,
    statementsMoved: 1153,
    symbolsMoved: 98,
    statementsRemoved: 0,
    symbolsRemoved: 0,
    references: { 'from-import': 311, 'from-import-local': 25, 'patch-target': 1 },
  },
});

describe('plan', () => {
  it('tells files, movements, proofs and findings', () => {
    expect(renderPlan(plan, plain)).toMatchInlineSnapshot(`
      "wave4 · 4 files: 2 created, 1 modified, 1 deleted

        create  src/pkg/schema/nested_views.py             +412
        create  src/pkg/schema/observability_schemas.py  +1,204
        modify  src/pkg/app.py                               +2      −1
        delete  src/pkg/schema/registry.py                       −1,500

        moved      1,153 statements (98 symbols)
        rewritten  337 references
                     from … import                    311
                     from … import, inside functions   25
                     target of mock or monkeypatch      1

        ✓ conservation  153 statements, each in exactly one destination
        ✗ closure       2 names of 1,877 do not resolve in the written modules: \`SemanticType\` in
                        src/pkg/schema/nested_views.py and \`logger\` in src/pkg/app.py

        1 error
      "
    `);
  });

  it('sums up many files by folder', () => {
    const folders = ['src/pkg/a', 'tests/unit', 'docs', ''];
    const many = Array.from({ length: 40 }, (_, index) => {
      const folder = folders[index % (index > 30 ? 4 : 2)]!;
      return replacing(
        `${folder}${folder === '' ? '' : '/'}module_${index}.py`,
        linesOf(3),
        'x1 = 1',
        'x1 = 11',
      );
    });
    expect(renderPlan(planOf(many), plain)).toMatchInlineSnapshot(`
      "wave4 · 40 files modified

        modify  18 files in src/pkg     +18  −18
        modify  17 files in tests/unit  +17  −17
        modify  3 files in .             +3   −3
        modify  2 files in docs          +2   −2
      "
    `);
  });

  it('says so when there is nothing to do', () => {
    expect(renderPlan(planOf([]), plain)).toBe('wave4: nothing to do\n');
  });

  it('stays within 100 columns', () => {
    const deep = planOf([create(`src/${'very_deep_folder/'.repeat(9)}module.py`, linesOf(10))]);
    for (const told of [renderPlan(deep, plain), renderPlan(plan, plain)]) {
      for (const line of told.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
    }
  });
});

const report = (more: Partial<GateReport>): GateReport => ({
  gate: 'ruff',
  command: 'ruff check --no-fix --output-format json',
  tool: 'ruff 0.14.2 (.venv)',
  status: 'passed',
  before: 12,
  after: 12,
  fresh: [],
  seconds: 0.42,
  ...more,
});

const outcome = (more: Partial<Outcome>): Outcome => ({
  status: 'applied',
  run: '20260131-120509-wave4',
  plan,
  gates: [],
  seconds: 12.4,
  reason: undefined,
  ...more,
});

describe('outcome', () => {
  it('tells what was applied, the gates and the way back', () => {
    const gates = [
      report({}),
      report({
        gate: 'pytest',
        tool: 'pytest 9.2.0 (.venv)',
        before: 1,
        after: 1,
        counts: { before: '1,212 passed, 1 failed', after: '1,212 passed, 1 failed' },
        seconds: 125,
      }),
      report({
        gate: 'pyright',
        status: 'unavailable',
        tool: '',
        reason: 'pyright is neither in .venv nor on the path',
        seconds: 0,
      }),
    ];
    expect(renderOutcome(outcome({ gates }), plain)).toMatchInlineSnapshot(`
      "✓ wave4 applied in 12.4 s · 4 files: 2 created, 1 modified, 1 deleted

        ✓ ruff     12 → 12                                  0.4 s  ruff 0.14.2 (.venv)
        ✓ pytest   1,212 passed, 1 failed, as before    2 min 5 s  pytest 9.2.0 (.venv)
        – pyright  unavailable

        pyright: pyright is neither in .venv nor on the path

        To take it back: rewrite undo 20260131-120509-wave4
      "
    `);
  });

  it('lists what is new when a gate failed', () => {
    const fresh = [
      {
        tool: 'pyright',
        code: 'reportMissingImports',
        message: 'Import "pkg.schema.registry" could not be resolved',
        file: 'src/pkg/app.py',
        line: 12,
        column: 6,
        subject: undefined,
      },
      {
        tool: 'pyright',
        code: '',
        message: 'a long message '.repeat(12),
        file: 'src/pkg/other.py',
        line: 0,
        column: 0,
        subject: undefined,
      },
    ];
    const missing = {
      tool: 'pytest',
      code: 'missing',
      message: 'passed before, is gone now',
      file: 'tests/test_a.py',
      line: 0,
      column: 0,
      subject: 'tests/test_a.py::TestRegistry::test_views[nested]',
    };
    const gates = [
      report({ gate: 'pyright', status: 'failed', command: 'pyright --outputjson', after: 14, fresh }),
      report({ gate: 'pytest', status: 'failed', command: 'pytest -q', fresh: Array(23).fill(missing) }),
    ];
    const told = renderOutcome(
      outcome({ status: 'rolled-back', run: undefined, gates, reason: '2 gates failed' }),
      plain,
    );
    expect(
      told.replace(/(?:( +)tests\/test_a.*\n.*\n){18}/, '$1[18 times the same]\n'),
    ).toMatchInlineSnapshot(`
      "✗ wave4 rolled back after 12.4 s: 2 gates failed; the tree is as it was

        ✗ pyright  12 → 14  2 new   0.4 s  ruff 0.14.2 (.venv)
        ✗ pytest   12 → 12  23 new  0.4 s  ruff 0.14.2 (.venv)

        new in pyright (pyright --outputjson)
          src/pkg/app.py:12:6
            reportMissingImports: Import "pkg.schema.registry" could not be resolved
          src/pkg/other.py
            a long message a long message a long message a long message a long message a long message a
            long message a long message a long message a long message a long message a long message

        new in pytest (pytest -q)
          [18 times the same]
          tests/test_a.py::TestRegistry::test_views[nested]
            missing: passed before, is gone now
          tests/test_a.py::TestRegistry::test_views[nested]
            missing: passed before, is gone now
          … and 3 more
      "
    `);
    for (const line of told.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
  });

  it('tells a refusal and an empty wave in one line', () => {
    const refused = outcome({
      status: 'refused',
      run: undefined,
      reason: 'src/pkg/app.py has uncommitted changes',
    });
    expect(renderOutcome(refused, plain)).toBe(
      '✗ wave4 refused: src/pkg/app.py has uncommitted changes; nothing was written\n',
    );
    const nothing = outcome({ status: 'nothing-to-do', run: undefined });
    expect(renderOutcome(nothing, plain)).toBe('✓ wave4: nothing to do\n');
  });
});
