import { expect, test } from 'vitest';
import { SourceFile } from '../../src/engine/source-file.js';

const FORMS: Readonly<Record<string, (depth: number) => string>> = {
  sum: (depth) => `x = 1${' + 1'.repeat(depth)}`,
  attributes: (depth) => `x = a${'.b'.repeat(depth)}`,
  calls: (depth) => `x = a${'()'.repeat(depth)}`,
  negation: (depth) => `x = ${'-'.repeat(depth)}1`,
  not: (depth) => `x = ${'not '.repeat(depth)}1`,
  power: (depth) => `x = 1${' ** 1'.repeat(depth)}`,
  lambda: (depth) => `x = ${'lambda: '.repeat(depth)}1`,
  ternary: (depth) => `x = ${'1 if a else '.repeat(depth)}1`,
  elif: (depth) => `if a:\n    pass\n${'elif a:\n    pass\n'.repeat(depth)}`,
  parentheses: (depth) => `x = ${'('.repeat(depth)}1${')'.repeat(depth)}`,
  blocks: (depth) =>
    `${Array.from({ length: depth }, (_, level) => `${' '.repeat(level)}if a:\n`).join('')}${' '.repeat(depth)}pass\n`,
};

test.each(Object.entries(FORMS))(
  '%s: 10,000 levels are an error of the source, 90 are none',
  (_name, text) => {
    const scopesOf = (depth: number) => new SourceFile('a.py', Buffer.from(text(depth))).scopes;
    expect(() => scopesOf(10_000)).toThrow(/too deeply nested|too many/);
    expect(() => scopesOf(90)).not.toThrow();
  },
);
