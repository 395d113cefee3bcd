import { describe, expect, it } from 'vitest';
import { findGate, UnreadableOutput } from '../../../src/gates/index.js';
import { CONTEXT, outputOf, specOf } from './outputs.js';

const gate = (name: string) => findGate(name)!;
const argvOf = (name: string, more = {}) => gate(name).command(specOf(name, more), CONTEXT).argv.join(' ');
const read = (name: string, more: Parameters<typeof outputOf>[0]) =>
  gate(name).read(outputOf(more), '/repo').diagnostics;

describe('ruff', () => {
  // Recorded from ruff 0.14 and 0.17, shortened.
  const stdout = `[
  {
    "cell": null,
    "code": "F401",
    "end_location": { "column": 10, "row": 1 },
    "filename": "/repo/src/pkg/a.py",
    "fix": { "applicability": "safe", "edits": [], "message": "Remove unused import: \`os\`" },
    "location": { "column": 8, "row": 1 },
    "message": "\`os\` imported but unused",
    "noqa_row": 1,
    "url": "https://docs.astral.sh/ruff/rules/unused-import"
  },
  {
    "cell": null,
    "code": null,
    "end_location": { "column": 8, "row": 1 },
    "filename": "/repo/src/pkg/syn.py",
    "fix": null,
    "location": { "column": 7, "row": 1 },
    "message": "SyntaxError: Expected a parameter or the end of the parameter list",
    "noqa_row": null,
    "url": null
  }
]`;

  it('never fixes, and always prints what can be read', () => {
    expect(argvOf('ruff')).toBe('ruff check --no-fix --output-format json');
    expect(
      argvOf('ruff', {
        args: ['check', '--fix', '--output-format=concise', '--select', 'F'],
        paths: ['src'],
      }),
    ).toBe('ruff check --fix --select F --no-fix --output-format json src');
  });

  it('reads places and codes', () => {
    expect(read('ruff', { stdout, exitCode: 1 })).toMatchInlineSnapshot(`
      [
        {
          "code": "F401",
          "column": 8,
          "file": "src/pkg/a.py",
          "line": 1,
          "message": "\`os\` imported but unused",
          "subject": undefined,
          "tool": "ruff",
        },
        {
          "code": "invalid-syntax",
          "column": 7,
          "file": "src/pkg/syn.py",
          "line": 1,
          "message": "SyntaxError: Expected a parameter or the end of the parameter list",
          "subject": undefined,
          "tool": "ruff",
        },
      ]
    `);
  });

  it('reads that there is nothing', () => {
    expect(read('ruff', { stdout: '[]' })).toEqual([]);
  });

  it('quotes a crash', () => {
    const stderr = "error: unexpected argument '--bogus' found\n";
    const reading = () => read('ruff', { stderr, exitCode: 2 });
    expect(reading).toThrow(UnreadableOutput);
    try {
      reading();
    } catch (error) {
      expect(error).toMatchObject({
        gate: 'ruff',
        reason: 'ended with exit code 2',
        exitCode: 2,
        seen: "error: unexpected argument '--bogus' found",
      });
    }
  });

  it.each([
    ['printed no JSON', { stdout: 'All checks passed!\n' }],
    ['printed JSON that is cut off or broken', { stdout: '[\n  {\n    "code":' }],
    ['printed JSON of another shape (at "0.code"', { stdout: '[{}]' }],
    ['did not finish in 60 s', { timedOut: true, exitCode: undefined, seconds: 60 }],
    ['was ended by a signal', { exitCode: undefined }],
  ])('says that it %s', (reason, more) => {
    expect(() => read('ruff', more)).toThrow(reason);
  });
});

describe('ruff-format', () => {
  it('checks', () => {
    expect(argvOf('ruff-format')).toBe('ruff format --check');
  });

  it('reads the text of ruff before 0.15', () => {
    const stdout =
      'Would reformat: src/pkg/ugly.py\n1 file would be reformatted, 4 files already formatted\n';
    const stderr =
      'error: Failed to parse src/pkg/syn.py:1:7: Expected a parameter or the end of the parameter list\n';
    expect(read('ruff-format', { stdout, stderr, exitCode: 2 })).toMatchInlineSnapshot(`
      [
        {
          "code": "unformatted",
          "column": 0,
          "file": "src/pkg/ugly.py",
          "line": 0,
          "message": "File would be reformatted",
          "subject": undefined,
          "tool": "ruff-format",
        },
        {
          "code": "invalid-syntax",
          "column": 7,
          "file": "src/pkg/syn.py",
          "line": 1,
          "message": "Expected a parameter or the end of the parameter list",
          "subject": undefined,
          "tool": "ruff-format",
        },
      ]
    `);
  });

  it('reads the text of newer ruff', () => {
    const stdout = `invalid-syntax: Expected a parameter or the end of the parameter list
 --> src/pkg/syn.py:1:7
  |
1 | def f(:
  |       ^

unformatted: File would be reformatted
 --> src/pkg/ugly.py:1:6
  |
  - x = {  "a":1 }
1 + x = {"a": 1}
  |

1 file would be reformatted, 4 files already formatted
`;
    expect(
      read('ruff-format', { stdout, exitCode: 2 }).map(({ code, file, line }) => [code, file, line]),
    ).toEqual([
      ['unformatted', 'src/pkg/ugly.py', 0],
      ['invalid-syntax', 'src/pkg/syn.py', 1],
    ]);
  });

  it('does not take bad arguments for a clean tree', () => {
    const stderr = "error: unexpected argument '--bogus' found\n";
    expect(() => read('ruff-format', { stderr, exitCode: 2 })).toThrow('exit code 2 and named no file');
  });
});

describe('ruff-isort', () => {
  it('selects the order of imports', () => {
    expect(argvOf('ruff-isort', { paths: ['src'] })).toBe(
      'ruff check --select I --no-fix --output-format json src',
    );
  });
});

describe('pyrefly', () => {
  // Recorded from pyrefly 1.4, shortened.
  const stdout = `{
  "errors": [
    {
      "line": 2,
      "column": 1,
      "stop_line": 2,
      "stop_column": 30,
      "path": "src/pkg/a.py",
      "code": -2,
      "name": "missing-import",
      "description": "Cannot find module \`pkg.missing\`\\n  Looked in these locations (from default config)",
      "concise_description": "Cannot find module \`pkg.missing\`",
      "severity": "error"
    },
    {
      "line": 9,
      "column": 1,
      "stop_line": 9,
      "stop_column": 2,
      "path": "src/pkg/a.py",
      "code": -2,
      "name": "unused-ignore",
      "description": "Unused ignore",
      "severity": "warn"
    }
  ]
}`;

  it('prints what can be read', () => {
    expect(argvOf('pyrefly')).toBe('pyrefly check --output-format json');
  });

  it('reads errors, in their short form', () => {
    const stderr = ' INFO 1 error (1 warning not shown)\n';
    expect(read('pyrefly', { stdout, stderr, exitCode: 1 })).toMatchInlineSnapshot(`
      [
        {
          "code": "missing-import",
          "column": 1,
          "file": "src/pkg/a.py",
          "line": 2,
          "message": "Cannot find module \`pkg.missing\`",
          "subject": undefined,
          "tool": "pyrefly",
        },
      ]
    `);
  });

  it('quotes a crash', () => {
    const stderr = 'No Python files matched patterns `/repo/**/*.py*`\n';
    expect(() => read('pyrefly', { stderr, exitCode: 1 })).toThrow('printed no JSON');
  });
});

describe('pyright', () => {
  // Recorded from pyright 1.1.414, shortened; the first lines are its PyPI wrapper's.
  const stdout = `WARNING: there is a new pyright version available (v1.1.400 -> v1.1.414).
Please install the new version or set PYRIGHT_PYTHON_FORCE_VERSION to \`latest\`

{
    "version": "1.1.414",
    "time": "1795340179296",
    "generalDiagnostics": [
        {
            "file": "/repo/src/pkg/a.py",
            "severity": "error",
            "message": "Type \\"int\\" is not assignable to return type \\"str\\"\\n  \\"int\\" is not assignable to \\"str\\"",
            "range": {
                "start": { "line": 6, "character": 11 },
                "end": { "line": 6, "character": 12 }
            },
            "rule": "reportReturnType"
        },
        {
            "file": "/repo/src/pkg/a.py",
            "severity": "warning",
            "message": "Import \\"x\\" is not accessed",
            "range": {
                "start": { "line": 1, "character": 5 },
                "end": { "line": 1, "character": 16 }
            }
        }
    ],
    "summary": { "filesAnalyzed": 3, "errorCount": 1, "warningCount": 1, "informationCount": 0, "timeInSec": 0.5 }
}
`;

  it('prints what can be read', () => {
    expect(argvOf('pyright', { args: ['--outputjson', '-p', 'pyright.json'] })).toBe(
      'pyright -p pyright.json --outputjson',
    );
  });

  it('reads errors', () => {
    expect(read('pyright', { stdout, exitCode: 1 })).toMatchInlineSnapshot(`
      [
        {
          "code": "reportReturnType",
          "column": 12,
          "file": "src/pkg/a.py",
          "line": 7,
          "message": "Type "int" is not assignable to return type "str"
        "int" is not assignable to "str"",
          "subject": undefined,
          "tool": "pyright",
        },
      ]
    `);
  });

  it('reads warnings where the wave makes them count', () => {
    const argv = ['pyright', '--warnings', '--outputjson'];
    expect(read('pyright', { stdout, argv, exitCode: 1 }).map(({ line, code }) => [line, code])).toEqual([
      [7, 'reportReturnType'],
      [2, ''],
    ]);
  });

  it('quotes a crash', () => {
    const stderr = 'File or directory "file:///repo/nosuch" does not exist\n';
    expect(() => read('pyright', { stderr, exitCode: 4 })).toThrow('ended with exit code 4');
  });
});
