import * as fs from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { astParse, findPython } from '../../../src/effects/python.js';
import { put, repository } from './repository.js';

const python = findPython('/nowhere')!;

describe('findPython', () => {
  test('prefers the one asked for, then the environment of the project', () => {
    expect(python.version[0]).toBe(3);
    const root = repository({ '.venv/bin/python': `-> ${python.path}` });
    expect(findPython(root)?.path).toBe(join(root, '.venv/bin/python'));
    expect(findPython(root, python.path)).toEqual(python);
    expect(() => findPython(root, join(root, 'none'))).toThrow('is not a working Python 3 interpreter');
    put(root, 'broken', '#!/bin/sh\nexit 127\n');
    fs.chmodSync(join(root, 'broken'), 0o755);
    expect(() => findPython(root, join(root, 'broken'))).toThrow('is not a working');
  });
});

describe('astParse', () => {
  const file = (path: string, text: string | Uint8Array) => ({ path, bytes: Buffer.from(text) });

  test('names what the interpreter refuses, with UTF-16 columns', async () => {
    const errors = await astParse(python, [
      file('fine.py', 'x = "\\d"\nif x is 1: pass\n'),
      file('bom.py', '\ufeffx = 1\n'),
      file('latin.py', Buffer.from('# coding: latin-1\nx = "\xe9"\n', 'latin1')),
      file('empty.py', ''),
      file('print.py', 'x = 1\nprint "a"\n'),
      file('wide.py', '"😀" +++ = 1\n'),
      file('indent.py', 'if x:\npass\n'),
      file('null.py', 'x\0y'),
      file('utf8.py', Buffer.from([0x78, 0x20, 0x3d, 0x20, 0x22, 0xff, 0x22])),
      file('deep.py', '('.repeat(500)),
      file('coding.py', '# coding: no-such\n'),
      file('last.py', 'x =\n'),
    ]);
    const names = [
      'print.py',
      'wide.py',
      'indent.py',
      'null.py',
      'utf8.py',
      'deep.py',
      'coding.py',
      'last.py',
    ];
    expect(errors.map(({ path }) => path)).toEqual(names);
    expect(errors[0]).toMatchObject({ line: 2, column: 1, message: expect.stringContaining('print') });
    expect(errors[1]).toMatchObject({ line: 1, column: '"😀" +++ '.length + 1 });
    expect(errors[2]).toMatchObject({ line: 2, message: expect.stringContaining('indented block') });
    expect(await astParse(python, [])).toEqual([]);
  });

  test('asks the compiler, when told', async () => {
    const files = [
      file('late.py', 'import os\nfrom __future__ import annotations\n'),
      file('return.py', 'return 1\n'),
    ];
    expect(await astParse(python, files)).toEqual([]);
    const errors = await astParse(python, files, { compile: true });
    expect(errors.map(({ path, line }) => [path, line])).toEqual([
      ['late.py', 2],
      ['return.py', 1],
    ]);
  });
});
