import { expect, test } from 'vitest';
import type { Finding } from '../../../src/model/finding.js';
import { riskOf } from '../../../src/present/risk.js';
import { riskiestFirst } from '../../../src/present/severity.js';

const at = (code: string, file: string, severity: Finding['severity'] = 'error'): Finding => ({
  code,
  severity,
  place: { file, line: 1, column: 1 },
  message: code,
});

test('what breaks silently comes before what fails late, at once, or only names something', () => {
  const found = [
    at('RW601', 'a.py'),
    at('RW530', 'a.py'),
    at('RW523', 'b.py'),
    at('RW301', 'z.py'),
    at('RW503', 'a.py', 'warning'),
    at('RW207', 'y.py'),
  ];
  expect(riskiestFirst(found).map(({ code }) => code)).toEqual([
    'RW301',
    'RW523',
    'RW530',
    'RW207',
    'RW601',
    'RW503',
  ]);
});

test.each([
  ['RW315', 'silent'],
  ['RW522', 'import'],
  ['RW520', 'late'],
  ['RW532', 'trace'],
  ['RW101', 'import'],
])('the class of %s is %s', (code, risk) => {
  expect(riskOf(code)).toBe(risk);
});
