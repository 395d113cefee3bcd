import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findGate } from '../../../src/gates/index.js';
import { CONTEXT, outputOf, specOf } from './outputs.js';

const gate = findGate('imports')!;

describe('imports', () => {
  it('imports each module, but runs no program', () => {
    const { argv } = gate.command(specOf('imports'), CONTEXT);
    expect(argv.slice(0, 3)).toEqual(['python', '-B', '-c']);
    expect(argv.slice(4)).toEqual(['["src"]', 'pkg.a', 'pkg.b']);
  });

  it('reads results of any prober that leaves out what is not there', () => {
    const stdout = '{"module":"pkg.a","ok":true}\n{"module":"pkg.b","ok":false,"error":"OSError"}\n';
    const [only, ...others] = gate.read(outputOf({ stdout }), '/repo').diagnostics;
    expect(only).toMatchObject({ subject: 'pkg.b', code: 'OSError', message: '', file: '', line: 0 });
    expect(others).toEqual([]);
  });

  it('does not take another program for its own', () => {
    expect(() => gate.read(outputOf({ stdout: 'hello\n' }), '/repo')).toThrow(
      'printed a line that is no result: hello',
    );
    expect(() => gate.read(outputOf({ exitCode: 1 }), '/repo')).toThrow('ended with exit code 1');
  });
});

describe('with a real Python', () => {
  const root = mkdtempSync(join(tmpdir(), 'imports-'));
  const files: Readonly<Record<string, string>> = {
    'src/pkg/__init__.py': '',
    'src/pkg/good.py': 'import json\n',
    'src/pkg/noisy.py': 'import sys\nprint("{loud}")\nsys.stdout = None\n',
    'src/pkg/broken.py': 'import json\n\nfrom pkg.nowhere import thing\n',
    'src/pkg/outer.py': 'import pkg.broken\n',
    'src/pkg/leaves.py': 'raise SystemExit(3)\n',
    'src/pkg/dies.py': 'import os\nos._exit(7)\n',
    'src/pkg/dies_once.py':
      'import os, pathlib\nmark = pathlib.Path(__file__).with_suffix(".tried")\nif not mark.exists():\n    mark.touch()\n    os._exit(1)\n',
    'src/pkg/alone.py': 'import sys\nassert "pkg.good" not in sys.modules\n',
    'src/pkg/circle_a.py': 'from pkg.circle_b import b\na = 1\n',
    'src/pkg/circle_b.py': 'from pkg.circle_a import a\nb = 1\n',
  };
  const python = process.platform === 'win32' ? 'python' : 'python3';

  beforeAll(() => {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  it('tells which modules do not import, and where', () => {
    const names = [
      'good',
      'noisy',
      'broken',
      'outer',
      'leaves',
      'dies',
      'dies_once',
      'alone',
      'circle_a',
      'gone',
    ];
    const modules = names.map((name) => `pkg.${name}`);
    const { argv } = gate.command(specOf('imports'), { ...CONTEXT, root, modules });
    const stdout = execFileSync(python, argv.slice(1), { cwd: root, encoding: 'utf8' });
    const told = gate.read(outputOf({ stdout }), root).diagnostics.map((diagnostic) => {
      const { subject, code, message, file, line } = diagnostic;
      return `${subject} | ${code} | ${message.replaceAll(root, '<root>')} | ${file}:${line}`;
    });
    expect(existsSync(join(root, 'src/pkg/dies_once.tried'))).toBe(true);
    expect(told).toMatchInlineSnapshot(`
      [
        "pkg.broken | ModuleNotFoundError | No module named 'pkg.nowhere' | src/pkg/broken.py:3",
        "pkg.outer | ModuleNotFoundError | No module named 'pkg.nowhere' | src/pkg/broken.py:3",
        "pkg.leaves | SystemExit | 3 | src/pkg/leaves.py:1",
        "pkg.dies |  | the interpreter ended with exit code 7 | :0",
        "pkg.circle_a | ImportError | cannot import name 'a' from partially initialized module 'pkg.circle_a' (most likely due to a circular import) (<root>/src/pkg/circle_a.py) | src/pkg/circle_b.py:1",
        "pkg.gone | ModuleNotFoundError | No module named 'pkg.gone' | :0",
      ]
    `);
  });
});
