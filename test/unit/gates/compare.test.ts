import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ComparisonMapping, compareDiagnostics, type Owner } from '../../../src/gates/index.js';
import type { Diagnostic } from '../../../src/model/gate.js';
import type { Relocation } from '../../../src/model/relocation.js';

/** `pkg.registry` is split into `pkg.views` and `pkg.schemas`; `old_name` is renamed on the way. */
const relocations: readonly Relocation[] = [
  { module: 'pkg.registry', name: 'alpha', to: { module: 'pkg.views', name: 'alpha' }, rule: 'split' },
  { module: 'pkg.registry', name: 'beta', to: { module: 'pkg.schemas', name: 'beta' }, rule: 'split' },
  { module: 'pkg.registry', name: 'old_name', to: { module: 'pkg.views', name: 'new_name' }, rule: 'split' },
  { module: 'pkg.registry', name: 'dead', to: undefined, rule: 'prune' },
  { module: 'pkg.registry', name: undefined, to: undefined, rule: 'split' },
  { module: 'pkg.was', name: undefined, to: { module: 'pkg.now', name: undefined }, rule: 'move' },
];

/** Files of the test world name their module; the line is the index of the definition, from 1; 0 is the module. */
const NAMES = ['alpha', 'beta', 'old_name', 'dead', 'gamma', 'new_name'];
const moduleOf = (file: string) =>
  file
    .replace(/^src\//, '')
    .replace(/\.py$/, '')
    .replaceAll('/', '.');
const fileOf = (module: string) => `src/${module.replaceAll('.', '/')}.py`;

const mapping: ComparisonMapping = {
  relocations,
  root: '/repo',
  enclosingSymbol: (_side, file, line): Owner | undefined =>
    file.endsWith('.py') ? { module: moduleOf(file), name: NAMES[line - 1] } : undefined,
};

const lineOf = (name: string | undefined) => (name === undefined ? 0 : NAMES.indexOf(name) + 1);

const diagnostic = (module: string, name: string | undefined, message: string, code = 'E1'): Diagnostic => ({
  tool: 'pyright',
  code,
  message,
  file: fileOf(module),
  line: lineOf(name),
  column: 1,
  subject: undefined,
});

const fresh = (before: readonly Diagnostic[], after: readonly Diagnostic[], world = mapping) =>
  compareDiagnostics(before, after, world).map(({ file, message }) => `${file}: ${message}`);

describe('an old error', () => {
  it('moves with its function', () => {
    const before = [diagnostic('pkg.registry', 'alpha', 'no')];
    expect(fresh(before, [diagnostic('pkg.views', 'alpha', 'no')])).toEqual([]);
    expect(fresh(before, [diagnostic('pkg.schemas', 'alpha', 'no')])).toEqual(['src/pkg/schemas.py: no']);
    expect(fresh(before, [diagnostic('pkg.views', 'gamma', 'no')])).toEqual(['src/pkg/views.py: no']);
  });

  it('moves with a function that gets another name, and with a whole module', () => {
    expect(
      fresh(
        [diagnostic('pkg.registry', 'old_name', '"old_name" is obscure')],
        [diagnostic('pkg.views', 'new_name', '"new_name" is obscure')],
      ),
    ).toEqual([]);
    expect(fresh([diagnostic('pkg.was', 'gamma', 'no')], [diagnostic('pkg.now', 'gamma', 'no')])).toEqual([]);
  });

  it('excuses one new error, not two', () => {
    const one = diagnostic('pkg.app', 'gamma', 'no');
    expect(fresh([one], [one, one])).toEqual(['src/pkg/app.py: no']);
  });

  it('of another tool or code excuses nothing', () => {
    const before = [diagnostic('pkg.app', 'gamma', 'no', 'E1')];
    expect(fresh(before, [diagnostic('pkg.app', 'gamma', 'no', 'E2')])).toHaveLength(1);
    expect(fresh(before, [{ ...before[0]!, tool: 'ruff' }])).toHaveLength(1);
  });

  it('of a function that is gone excuses nothing', () => {
    const before = [diagnostic('pkg.registry', 'dead', 'no')];
    expect(fresh(before, [diagnostic('pkg.views', 'dead', 'no')])).toHaveLength(1);
  });

  it('of the module itself is handed to each part, because imports are copied', () => {
    const before = [diagnostic('pkg.registry', undefined, 'Import "numpi" could not be resolved')];
    const after = ['pkg.views', 'pkg.schemas'].map((module) =>
      diagnostic(module, undefined, 'Import "numpi" could not be resolved'),
    );
    expect(fresh(before, after)).toEqual([]);
    expect(fresh(before, [diagnostic('pkg.app', undefined, before[0]!.message)])).toHaveLength(1);
  });

  it('of a helper that every part gets a copy of is handed to each part', () => {
    const before = [diagnostic('pkg.registry', 'gamma', 'logger is untyped')];
    const after = ['pkg.views', 'pkg.schemas'].map((module) =>
      diagnostic(module, 'gamma', 'logger is untyped'),
    );
    expect(fresh(before, after)).toEqual([]);
  });

  it('about a module that does not import is handed to its parts', () => {
    const broken = (module: string): Diagnostic => ({
      ...diagnostic('', undefined, "No module named 'numpi'"),
      tool: 'imports',
      file: '',
      subject: module,
    });
    expect(fresh([broken('pkg.registry')], [broken('pkg.views'), broken('pkg.schemas')])).toEqual([]);
    expect(fresh([broken('pkg.registry')], [broken('pkg.app')])).toHaveLength(1);
  });

  it('in a file that is no module stays with its file', () => {
    const before = { ...diagnostic('pkg.app', undefined, 'no'), file: 'docs/a.md', line: 3 };
    expect(fresh([before], [{ ...before, line: 30 }])).toEqual([]);
    expect(fresh([before], [{ ...before, file: 'docs/b.md' }])).toHaveLength(1);
  });
});

describe('messages', () => {
  it.each([
    ['`pkg.registry.alpha` imported but unused', '`pkg.views.alpha` imported but unused'],
    ['Module "pkg.registry" has no attribute "x"', 'Module "pkg.schemas" has no attribute "x"'],
    ['Redefinition of `f` from line 3', 'Redefinition of `f` from line 17'],
    ['see /repo/src/pkg/registry.py:12:3', 'see /repo/src/pkg/views.py:3:1'],
    ['see src/pkg/app.py:12', 'see src/pkg/app.py:99'],
    ['object at 0x7f3a2b4c', 'object at 0x7f3affff'],
    ['one\n  two', 'one two'],
    ['`old_name` is long', '`new_name` is long'],
  ])('%j equals %j', (before, after) => {
    expect(fresh([diagnostic('pkg.app', 'gamma', before)], [diagnostic('pkg.app', 'gamma', after)])).toEqual(
      [],
    );
  });

  it.each([
    ['`pkg.registry.alpha` imported but unused', '`pkg.views.beta` imported but unused'],
    ['Line too long (120 > 110)', 'Line too long (130 > 110)'],
    ['Module "pkg.registry" is odd', 'Module "pkg.registry_two" is odd'],
    ['Module "pkg.registry" is odd', 'Module "my.pkg.registry" is odd'],
    ['see src/pkg/app.py:12', 'see src/pkg/other.py:12'],
    ['expected 3 arguments', 'expected 4 arguments'],
  ])('%j is not %j', (before, after) => {
    expect(
      fresh([diagnostic('pkg.app', 'gamma', before)], [diagnostic('pkg.app', 'gamma', after)]),
    ).toHaveLength(1);
  });
});

describe('an import that fans out', () => {
  const lines: Readonly<Record<string, string>> = {
    'before:src/pkg/app.py:0': 'from pkg.registry import alpha, beta',
    'after:src/pkg/app.py:0': 'from pkg.views import alpha',
    'after:src/pkg/other.py:0': 'from pkg.elsewhere import alpha',
  };
  const world: ComparisonMapping = {
    ...mapping,
    sourceLine: (side, file, line) => lines[`${side}:${file}:${line}`],
  };
  const complaint = (module: string) =>
    diagnostic(module, undefined, 'Module level import not at top of file', 'E402');

  it('keeps the complaint that there was, however many imports it becomes', () => {
    expect(fresh([complaint('pkg.app')], [complaint('pkg.app'), complaint('pkg.app')], world)).toEqual([]);
  });

  it('gets no new one', () => {
    expect(fresh([], [complaint('pkg.app')], world)).toHaveLength(1);
    expect(
      fresh([complaint('pkg.other')], [complaint('pkg.other'), complaint('pkg.other')], world),
    ).toHaveLength(1);
  });
});

describe('a statement that is repeated for each new module', () => {
  const lines: Readonly<Record<string, string>> = {
    'before:src/pkg/app.py:0': 'patch.setattr(pkg_registry, "alpha", lambda name: 1)',
    'after:src/pkg/app.py:0': 'patch.setattr(pkg_views, "alpha", lambda name: 1)',
    'after:src/pkg/other.py:0': 'patch.setattr(pkg_views, "alpha", lambda other: 1)',
  };
  const world: ComparisonMapping = {
    ...mapping,
    enclosingSymbol: () => ({ module: 'pkg.app', name: undefined }),
    sourceLine: (side, file, line) => lines[`${side}:${file}:${line}`],
  };
  const complaint = (module: string) => diagnostic(module, undefined, 'The type of `name` is not known');

  it('keeps the complaint that there was', () => {
    expect(fresh([complaint('pkg.app')], [complaint('pkg.app'), complaint('pkg.app')], world)).toEqual([]);
  });

  it('excuses no other statement', () => {
    expect(fresh([complaint('pkg.app')], [complaint('pkg.app'), complaint('pkg.other')], world)).toHaveLength(
      1,
    );
    expect(fresh([], [complaint('pkg.app')], world)).toHaveLength(1);
  });
});

describe('what is measured against a limit', () => {
  const long = (count: number) => diagnostic('pkg.app', 'gamma', `Too many statements (${count} > 50)`);
  const covered = (count: number) => diagnostic('pkg.app', 'gamma', `Too little covered (${count} < 90)`);

  it('is not new when it is no worse', () => {
    expect(fresh([long(55)], [long(51)])).toEqual([]);
    expect(fresh([covered(70)], [covered(80)])).toEqual([]);
    expect(fresh([long(55), long(60)], [long(58), long(55)])).toEqual([]);
  });

  it('is new when it is worse, or against another limit', () => {
    expect(fresh([long(51)], [long(55)])).toHaveLength(1);
    expect(fresh([covered(80)], [covered(70)])).toHaveLength(1);
    expect(fresh([long(55)], [long(51), long(52)])).toHaveLength(1);
    expect(fresh([long(55)], [diagnostic('pkg.app', 'gamma', 'Too many statements (51 > 40)')])).toHaveLength(
      1,
    );
  });
});

const stays = fc.constantFrom('pkg.app', 'pkg.other', 'tests.test_app');
const words = fc.constantFrom(
  'no',
  'Import "pkg.registry" is odd',
  '`pkg.registry.alpha` unused',
  'x from line 3',
);
const unmoved = fc
  .tuple(stays, fc.constantFrom(...NAMES, undefined), words, fc.constantFrom('E1', 'E2'))
  .map(([module, name, message, code]) => diagnostic(module, name, message, code));
const moved = fc
  .tuple(fc.constantFrom('alpha', 'beta', 'old_name'), words)
  .map(([name, message]) => diagnostic('pkg.registry', name, message));
const world = fc.array(fc.oneof(unmoved, moved), { maxLength: 20 });

/** What the same complaint looks like after the wave. */
function carried(old: Diagnostic): Diagnostic {
  const row = relocations.find(
    ({ module, name }) => fileOf(module) === old.file && name === NAMES[old.line - 1],
  );
  const message = old.message.replaceAll('pkg.registry', 'pkg.views').replace('line 3', 'line 41');
  if (row?.to === undefined) return { ...old, message };
  return { ...old, message, file: fileOf(row.to.module), line: lineOf(row.to.name), column: 9 };
}

const shuffled = (diagnostics: readonly Diagnostic[]) =>
  fc.shuffledSubarray([...diagnostics], { minLength: diagnostics.length, maxLength: diagnostics.length });

describe('properties', () => {
  it('nothing is new in the same tree', () => {
    const still = { ...mapping, relocations: [] };
    fc.assert(
      fc.property(world, (all) => {
        expect(compareDiagnostics(all, all, still)).toEqual([]);
      }),
    );
  });

  it('what the wave carries along is not new, in any order', () => {
    fc.assert(
      fc.property(
        world.chain((all) => fc.tuple(fc.constant(all), shuffled(all.map(carried)))),
        ([before, after]) => {
          expect(compareDiagnostics(before, after, mapping)).toEqual([]);
        },
      ),
    );
  });

  it('mending never makes anything new', () => {
    fc.assert(
      fc.property(
        world.chain((all) => fc.tuple(fc.constant(all), fc.subarray(all.map(carried)))),
        ([before, after]) => {
          expect(compareDiagnostics(before, after, mapping)).toEqual([]);
        },
      ),
    );
  });

  it('exactly what is added is new', () => {
    const added = fc.array(
      unmoved.map((one) => ({ ...one, code: 'NEW' })),
      { maxLength: 5 },
    );
    fc.assert(
      fc.property(world, added, (before, extra) => {
        expect(compareDiagnostics(before, [...before.map(carried), ...extra], mapping)).toEqual(extra);
      }),
    );
  });

  it('there are at least as many new ones as there are more of them', () => {
    fc.assert(
      fc.property(fc.array(unmoved), fc.array(unmoved), (before, after) => {
        const found = compareDiagnostics(before, after, mapping).length;
        expect(found).toBeGreaterThanOrEqual(after.length - before.length);
        expect(found).toBeLessThanOrEqual(after.length);
      }),
    );
  });
});
