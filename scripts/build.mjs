// @ts-check
/** Compiles src to dist; does nothing when dist is already made from these very sources. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { argv } from 'node:process';
import { fileURLToPath } from 'node:url';
import { CHECKOUT, ensureDependencies, main, SetupError, say } from './dependencies.mjs';

const STAMP = `${CHECKOUT}.cache/dist.sha256`;

/** Brings dist up to date. */
export function build() {
  const sources = hashOfSources();
  if (existsSync(`${CHECKOUT}dist/cli.js`) && existsSync(STAMP) && readFileSync(STAMP, 'utf8') === sources)
    return;
  say('Compiling src to dist (tsc) …');
  mkdirSync(`${CHECKOUT}.cache`, { recursive: true });
  const fresh = `${CHECKOUT}.cache/dist-${process.pid}`;
  const { status } = spawnSync(
    process.execPath,
    ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json', '--outDir', fresh],
    { cwd: CHECKOUT, stdio: ['ignore', 2, 2] },
  );
  if (status !== 0) {
    rmSync(fresh, { recursive: true, force: true });
    throw new SetupError('The sources do not compile.', 'The messages of tsc stand above.');
  }
  chmodSync(`${fresh}/cli.js`, 0o755);
  // Swapped in one go: dist never holds files whose source is gone, nor half of a build.
  rmSync(`${CHECKOUT}dist`, { recursive: true, force: true });
  renameSync(fresh, `${CHECKOUT}dist`);
  writeFileSync(STAMP, sources);
}

function hashOfSources() {
  const hash = createHash('sha256');
  const files = readdirSync(`${CHECKOUT}src`, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.ts'),
  );
  for (const file of [
    ...files.map((name) => join('src', name)).sort(),
    'tsconfig.json',
    'tsconfig.build.json',
  ]) {
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(CHECKOUT, file)))
      .update('\0');
  }
  return hash.digest('hex');
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  await main(() => {
    ensureDependencies();
    build();
    return 0;
  });
}
