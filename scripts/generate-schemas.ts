/**
 * Writes schemas/*.json and docs/rules.md from the zod schemas in src/rules.
 *
 *     tsx scripts/generate-schemas.ts            writes them
 *     tsx scripts/generate-schemas.ts --check    exits with 1 when one of them is stale
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readSnapshots } from '../src/effects/case-files.js';
import { GATES } from '../src/gates/index.js';
import { generatedFiles } from '../src/rules/generated-files.js';

const check = process.argv.includes('--check');
const stale: string[] = [];
for (const [path, text] of generatedFiles(
  GATES.map(({ name }) => name),
  readSnapshots(fileURLToPath(new URL('..', import.meta.url))),
)) {
  const file = fileURLToPath(new URL(`../${path}`, import.meta.url));
  if (readOrEmpty(file) === text) continue;
  stale.push(path);
  if (!check) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}
for (const path of stale) console.log(check ? `stale: ${path}` : `written: ${path}`);
if (check && stale.length > 0) {
  console.log('run: npx tsx scripts/generate-schemas.ts');
  process.exitCode = 1;
}

function readOrEmpty(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
