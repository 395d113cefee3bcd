import { allCells } from './cells.js';
import { type CellResult, checkCells } from './check.js';
import { matrixTables } from './table.js';

const started = performance.now();
const patterns = process.argv.slice(2);
const results = await checkCells(
  allCells().filter(({ id }) => patterns.length === 0 || patterns.some((pattern) => id.includes(pattern))),
);
const broken = results.filter(({ outcome }) => outcome === 'broken');
const lines = [matrixTables(results), ''];
for (const { cell, problems } of broken)
  lines.push(`✗ ${cell.id}`, ...problems.map((problem) => `    ${problem.replaceAll('\n', '\n    ')}`));
const count = (outcome: CellResult['outcome']) =>
  results.filter((result) => result.outcome === outcome).length;
const seconds = ((performance.now() - started) / 1000).toFixed(1);
lines.push(
  `${results.length} cells: ✓ ${count('green')} rewritten · ● ${count('refused')} refused with a finding · ✗ ${count('broken')} broken (${seconds} s)`,
);
process.stdout.write(`${lines.join('\n')}\n`);
if (broken.length > 0) process.exitCode = 1;
