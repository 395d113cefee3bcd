import { describe, expect, it } from 'vitest';
import type { ComparisonMapping, GateReading, TestOutcome } from '../../../src/gates/index.js';
import { judge, undecided } from '../../../src/gates/index.js';
import type { Relocation } from '../../../src/model/relocation.js';

const relocations: readonly Relocation[] = [
  {
    module: 'tests.test_registry',
    name: 'test_views',
    to: { module: 'tests.test_views', name: 'test_views' },
    rule: 'r',
  },
  {
    module: 'tests.test_registry',
    name: 'TestOld',
    to: { module: 'tests.test_views', name: 'TestNew' },
    rule: 'r',
  },
  { module: 'tests.test_registry', name: 'test_dead', to: undefined, rule: 'r' },
  { module: 'pkg.registry', name: 'alpha', to: { module: 'pkg.views', name: 'alpha' }, rule: 'r' },
];

const mapping: ComparisonMapping = {
  relocations,
  enclosingSymbol: (_side, file) =>
    file.endsWith('.py')
      ? {
          module: file
            .replace(/^src\//, '')
            .replace(/\.py$/, '')
            .replaceAll('/', '.'),
          name: undefined,
        }
      : undefined,
};

const reading = (tests: Readonly<Record<string, TestOutcome>>): GateReading => ({
  tests: new Map(Object.entries(tests)),
  diagnostics: Object.entries(tests)
    .filter(([, outcome]) => outcome === 'failed' || outcome === 'error')
    .map(([id, code]) => ({
      tool: 'pytest',
      code,
      message: 'assert 0',
      file: id.split('::')[0]!,
      line: 1,
      column: 0,
      subject: id,
    })),
});

const run = { gate: 'pytest', command: 'pytest -q', tool: 'pytest 9.2.0', seconds: 1 };
const report = (before: Record<string, TestOutcome>, after: Record<string, TestOutcome>) =>
  judge(run, reading(before), reading(after), mapping);
const fresh = (before: Record<string, TestOutcome>, after: Record<string, TestOutcome>) =>
  report(before, after).fresh.map(({ code, subject }) => `${code} ${subject}`);

describe('a test', () => {
  const id = 'tests/test_a.py::test_x';

  it.each<[TestOutcome, TestOutcome]>([
    ['passed', 'failed'],
    ['passed', 'error'],
    ['passed', 'skipped'],
    ['skipped', 'failed'],
    ['xfailed', 'failed'],
  ])('that was %s and is %s now is new', (was, is) => {
    expect(fresh({ [id]: was }, { [id]: is })).toEqual([`${is} ${id}`]);
  });

  it.each<[TestOutcome, TestOutcome]>([
    ['failed', 'failed'],
    ['failed', 'error'],
    ['error', 'failed'],
    ['failed', 'passed'],
    ['skipped', 'skipped'],
    ['passed', 'xfailed'],
  ])('that was %s and is %s now is not new', (was, is) => {
    expect(fresh({ [id]: was }, { [id]: is })).toEqual([]);
  });

  it('that passed and is gone is missed; one that did not pass is not', () => {
    expect(fresh({ [id]: 'passed' }, {})).toEqual([`missing ${id}`]);
    expect(fresh({ [id]: 'failed' }, {})).toEqual([]);
  });

  it('that fails and is itself new is new', () => {
    expect(fresh({}, { [id]: 'failed' })).toEqual([`failed ${id}`]);
    expect(fresh({}, { [id]: 'passed' })).toEqual([]);
  });
});

describe('a moved test', () => {
  it('is followed to its new file', () => {
    const before = { 'tests/test_registry.py::test_views[1]': 'passed' } as const;
    expect(fresh(before, { 'tests/test_views.py::test_views[1]': 'passed' })).toEqual([]);
    expect(fresh(before, { 'tests/test_views.py::test_views[1]': 'failed' })).toEqual([
      'failed tests/test_views.py::test_views[1]',
    ]);
    expect(fresh(before, { 'tests/test_views.py::test_views[2]': 'passed' })).toHaveLength(1);
  });

  it('may have failed before', () => {
    const before = { 'tests/test_registry.py::TestOld::test_m': 'failed' } as const;
    expect(fresh(before, { 'tests/test_views.py::TestNew::test_m': 'failed' })).toEqual([]);
  });

  it('may be deleted on purpose', () => {
    expect(fresh({ 'tests/test_registry.py::test_dead': 'passed' }, {})).toEqual([]);
  });

  it('may have a moved name among its parameters', () => {
    expect(
      fresh(
        { 'tests/test_api.py::test_public[pkg.registry.alpha-1]': 'passed' },
        { 'tests/test_api.py::test_public[pkg.views.alpha-1]': 'passed' },
      ),
    ).toEqual([]);
  });

  it('may be a doctest', () => {
    expect(
      fresh(
        { 'src/pkg/registry.py::pkg.registry.alpha': 'passed' },
        { 'src/pkg/views.py::pkg.views.alpha': 'passed' },
      ),
    ).toEqual([]);
  });
});

describe('a file that cannot be collected any more', () => {
  it('is told once, not once for each test in it', () => {
    const before = { 'tests/test_a.py::test_x': 'passed', 'tests/test_a.py::test_y': 'passed' } as const;
    expect(fresh(before, { 'tests/test_a.py': 'error' })).toEqual(['error tests/test_a.py']);
  });
});

describe('a report', () => {
  it('counts', () => {
    const told = report(
      { 'a.py::t': 'passed', 'a.py::u': 'failed', 'a.py::v': 'error', 'a.py::w': 'error' },
      { 'a.py::t': 'passed', 'a.py::u': 'passed' },
    );
    expect(told).toEqual({
      ...run,
      status: 'passed',
      before: 3,
      after: 0,
      fresh: [],
      counts: { before: '1 passed, 1 failed, 2 errors', after: '2 passed' },
    });
  });

  it('may be undecided', () => {
    expect(undecided(run, 'pytest is not installed')).toEqual({
      ...run,
      status: 'unavailable',
      before: 0,
      after: 0,
      fresh: [],
      reason: 'pytest is not installed',
    });
  });

  it('of another gate compares diagnostics', () => {
    const one = reading({ 'a.py::t': 'failed' }).diagnostics;
    const told = judge({ ...run, gate: 'ruff' }, { diagnostics: [] }, { diagnostics: one }, mapping);
    expect(told).toEqual({ ...run, gate: 'ruff', status: 'failed', before: 0, after: 1, fresh: one });
  });
});
