import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What a generated repository is like. */
export interface RepositoryShape {
  /** Python files besides the module that is split. */
  readonly files: number;
  /** How many of them import it. */
  readonly importers: number;
  /** How they import it: names, or the module object. */
  readonly form: 'from' | 'module';
  /** Functions that the module defines. */
  readonly symbols: number;
}

/** Dotted name of the module that the wave `bench` of a generated repository splits. */
export const SPLIT_MODULE = 'app.core.registry';

const WORDS = ['order', 'price', 'stock', 'client', 'route', 'batch', 'event', 'query', 'token', 'graph'];

/** The same numbers for the same seed (mulberry32), from 0 to below 1. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Writes a repository with a wave `bench` into an empty folder, under git. */
export function generateRepository(folder: string, shape: RepositoryShape, seed = 1): void {
  const random = randomNumbers(seed);
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  write('app/__init__.py', '');
  write('app/core/__init__.py', '');
  const names = Array.from({ length: shape.symbols }, (_, index) => `make_${index}`);
  write('app/core/registry.py', `"""Makers."""\n\n${names.map(maker).join('\n\n')}`);
  for (let index = 0; index < shape.files; index++) {
    const group = Math.floor(index / 100);
    if (index % 100 === 0) write(`app/part_${group}/__init__.py`, '');
    const imports = index < shape.importers;
    const name = names[Math.floor(random() * names.length)]!;
    write(`app/part_${group}/file_${index}.py`, fileText(random, imports ? shape.form : undefined, name));
  }
  write('rules-yaml/bench/wave.yaml', 'title: Split the registry\n');
  write('rules-yaml/bench/split.yaml', rule(names));
  git(folder, 'init', '--quiet');
  git(folder, 'add', '--all');
  git(
    folder,
    '-c',
    'user.name=bench',
    '-c',
    'user.email=bench@localhost',
    'commit',
    '--quiet',
    '-m',
    'Generated',
  );
}

/** Runs git in a folder. */
export function git(folder: string, ...args: string[]): void {
  const { status, stderr } = spawnSync('git', args, { cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new Error(`git ${args[0]}: ${stderr}`);
}

function maker(name: string): string {
  return `def ${name}(value: int) -> int:\n    """Gives a number."""\n    return value + ${name.length}\n`;
}

function rule(names: readonly string[]): string {
  const moved = names.slice(0, Math.max(1, Math.floor(names.length / 2)));
  return [
    'kind: split-module',
    `source: ${SPLIT_MODULE}`,
    'legacy: delete',
    'heir: app.core.second',
    'into:',
    `  - { module: app.core.first, symbols: [${moved.join(', ')}] }`,
    '  - { module: app.core.second, rest: true }',
    '',
  ].join('\n');
}

/** About 2.5 KB: imports, a class, functions; none of it refers to the module unless asked. */
function fileText(random: () => number, form: RepositoryShape['form'] | undefined, name: string): string {
  const word = () => WORDS[Math.floor(random() * WORDS.length)]!;
  const lines = ['"""Part of a program."""', '', 'from __future__ import annotations', '', 'import json'];
  lines.push('from dataclasses import dataclass', 'from pathlib import Path', '');
  if (form === 'from') lines.push(`from ${SPLIT_MODULE} import ${name}`, '');
  if (form === 'module') lines.push('from app.core import registry', '');
  lines.push('', '@dataclass', `class ${word().toUpperCase()}:`);
  for (let index = 0; index < 6; index++) lines.push(`    ${word()}_${index}: int = ${index}`);
  for (let index = 0; index < 12; index++) {
    const [first, second] = [word(), `${word()}_x`];
    lines.push('', '', `def ${first}_${index}(${second}: dict[str, int], path: Path) -> int:`);
    lines.push(`    """Adds what the ${first} has."""`, '    total = 0');
    lines.push(`    for key, value in ${second}.items():`, '        if key != path.name:');
    lines.push(`            total += value + len(json.dumps({"${first}": key}))`, '    return total');
  }
  if (form === 'from') lines.push('', '', 'def made() -> int:', `    return ${name}(1)`);
  if (form === 'module') lines.push('', '', 'def made() -> int:', `    return registry.${name}(1)`);
  return `${lines.join('\n')}\n`;
}
