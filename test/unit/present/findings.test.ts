import { Chalk } from 'chalk';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../../src/model/errors.js';
import type { Finding, Place } from '../../../src/model/finding.js';
import { renderFindings } from '../../../src/present/findings.js';
import { renderUserError } from '../../../src/present/user-error.js';

const sources: Readonly<Record<string, string>> = {
  'waves/split.yaml': 'kind: split-module\nsource: pkg.registry\ninto:\n  - symbols: [alpha, beta]\n',
  'src/registry.py': 'def alpha() -> None:\n\tvalue = "日本語" + name\n\n\nclass Beta(\n    Base,\n): ...\n',
  'src/long.py': `x = "${'a'.repeat(150)}" + missing + "${'b'.repeat(150)}"\n`,
};

const view = { chalk: new Chalk({ level: 0 }), source: (file: string) => sources[file] };

const at = (file: string, line: number, column: number, end: Partial<Place> = {}): Place => ({
  file,
  line,
  column,
  ...end,
});

const finding = (more: Partial<Finding>): Finding => ({
  code: 'RW201',
  severity: 'error',
  place: undefined,
  message: 'symbol `alpha` is claimed twice',
  ...more,
});

describe('findings', () => {
  it('shows the place, what it relates to and the way out', () => {
    const told = renderFindings(
      [
        finding({
          place: at('waves/split.yaml', 4, 15, { endColumn: 20 }),
          related: [{ place: at('src/registry.py', 1, 5), message: 'defined here' }],
          hint: 'Take it out of one of the two destinations; a symbol stands in exactly one module after the wave, and whoever needs it imports it.',
        }),
      ],
      view,
    );
    expect(told).toMatchInlineSnapshot(`
      "error[RW201]: symbol \`alpha\` is claimed twice
       --> waves/split.yaml:4:15
        |
      4 |   - symbols: [alpha, beta]
        |               ^^^^^
        |
       ::: src/registry.py:1:5
        |
      1 | def alpha() -> None:
        |     ----- defined here
        |
        = help: Take it out of one of the two destinations; a symbol stands in exactly one module after
                the wave, and whoever needs it imports it.

      1 error · more about the first: rewrite explain RW201
      "
    `);
  });

  it('puts marks under wide characters and tabs', () => {
    const place = at('src/registry.py', 2, 18, { endColumn: 22 });
    expect(
      renderFindings([finding({ place, message: 'no import provides `name`' })], view),
    ).toMatchInlineSnapshot(`
      "error[RW201]: no import provides \`name\`
       --> src/registry.py:2:18
        |
      2 |     value = "日本語" + name
        |                        ^^^^

      1 error · more about the first: rewrite explain RW201
      "
    `);
  });

  it('marks a place that goes on to the end of its first line', () => {
    const place = at('src/registry.py', 5, 1, { endLine: 7, endColumn: 3 });
    expect(renderFindings([finding({ place })], view)).toMatchInlineSnapshot(`
      "error[RW201]: symbol \`alpha\` is claimed twice
       --> src/registry.py:5:1
        |
      5 | class Beta(
        | ^^^^^^^^^^^

      1 error · more about the first: rewrite explain RW201
      "
    `);
  });

  it('cuts a long line around the place', () => {
    const place = at('src/long.py', 1, 160, { endColumn: 167 });
    const told = renderFindings([finding({ place })], view);
    expect(told).toMatchInlineSnapshot(`
      "error[RW201]: symbol \`alpha\` is claimed twice
       --> src/long.py:1:160
        |
      1 | …aaaaaaaaaaaaaaaa" + missing + "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb…
        |                      ^^^^^^^

      1 error · more about the first: rewrite explain RW201
      "
    `);
    for (const line of told.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
  });

  it('does without a source, a place or a hint', () => {
    const findings = [finding({ place: at('gone.py', 3, 1) }), finding({ message: 'the wave has no rules' })];
    expect(renderFindings(findings, view)).toMatchInlineSnapshot(`
      "error[RW201]: the wave has no rules

      error[RW201]: symbol \`alpha\` is claimed twice
       --> gone.py:3:1

      2 errors · more about the first: rewrite explain RW201
      "
    `);
  });

  it('begins with errors, and within a severity with the first file and line', () => {
    const findings = [
      finding({ severity: 'note', message: 'n', place: at('a.py', 1, 1) }),
      finding({ severity: 'warning', message: 'w', place: at('a.py', 1, 1) }),
      finding({ message: 'e3', place: at('b.py', 1, 1) }),
      finding({ message: 'e2', place: at('a.py', 10, 1) }),
      finding({ message: 'e1', place: at('a.py', 9, 1) }),
    ];
    const told = renderFindings(findings, view);
    expect(told.match(/^\w+\[RW201\]: (.*)$/gm)?.map((line) => line.split(': ')[1])).toEqual([
      'e1',
      'e2',
      'e3',
      'w',
      'n',
    ]);
    expect(told.trimEnd().split('\n').at(-1)).toMatchInlineSnapshot(
      `"3 errors, 1 warning, 1 note · more about the first: rewrite explain RW201"`,
    );
  });

  it('counts what it does not show', () => {
    const many = Array.from({ length: 12 }, (_, index) => finding({ place: at('gone.py', index + 1, 1) }));
    expect(renderFindings(many, { ...view, limit: 1 })).toMatchInlineSnapshot(`
      "error[RW201]: symbol \`alpha\` is claimed twice
       --> gone.py:1:1

      12 errors (11 of them not shown) · more about the first: rewrite explain RW201
      "
    `);
  });

  it('says nothing of nothing', () => {
    expect(renderFindings([], view)).toBe('');
  });

  it('colours with the given chalk', () => {
    const told = renderFindings([finding({ place: at('waves/split.yaml', 1, 1) })], {
      ...view,
      chalk: new Chalk({ level: 1 }),
    });
    expect(told.replaceAll('\x1b', '␛')).toMatchInlineSnapshot(`
      "␛[31m␛[1merror[RW201]␛[22m␛[39m␛[1m: symbol \`alpha\` is claimed twice␛[22m
       ␛[34m-->␛[39m waves/split.yaml:1:1
        ␛[34m|␛[39m
      ␛[34m1␛[39m ␛[34m|␛[39m kind: split-module
        ␛[34m|␛[39m ␛[31m^^^^␛[39m

      ␛[31m␛[1m1 error␛[22m␛[39m · more about the first: ␛[2mrewrite explain RW201␛[22m
      "
    `);
  });
});

describe('user errors', () => {
  it('tells title, findings and way out', () => {
    const error = new UserError(
      'wave4 cannot be read',
      2,
      [finding({ place: at('waves/split.yaml', 1, 7), message: 'unknown kind' })],
      'See `rewrite schema` for all kinds.',
    );
    expect(renderUserError(error, view)).toMatchInlineSnapshot(`
      "error: wave4 cannot be read

      error[RW201]: unknown kind
       --> waves/split.yaml:1:7
        |
      1 | kind: split-module
        |       ^^^^^

      1 error · more about the first: rewrite explain RW201
      help: See \`rewrite schema\` for all kinds.
      "
    `);
  });
});
