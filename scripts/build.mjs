// @ts-check
/**
 * Bundles src and the libraries that it uses into dist; does nothing when dist is already made from these very sources.
 *
 * One file for each part that is loaded by itself starts in two thirds of the time that hundreds of modules take.
 */
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

const BANNER =
  "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);";
const STAMP = `${CHECKOUT}.cache/dist.sha256`;

/** Brings dist up to date. */
export async function build() {
  const sources = hashOfSources();
  if (existsSync(`${CHECKOUT}dist/cli.js`) && existsSync(STAMP) && readFileSync(STAMP, 'utf8') === sources)
    return;
  say('Bundling src to dist …');
  mkdirSync(`${CHECKOUT}.cache`, { recursive: true });
  const fresh = `${CHECKOUT}.cache/dist-${process.pid}`;
  // Not before the packages are installed.
  const { build: bundle } = await import('esbuild');
  const { metafile } = await bundle({
    absWorkingDir: CHECKOUT,
    entryPoints: ['src/cli.ts'],
    outdir: fresh,
    chunkNames: 'chunks/[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    // Native code stays a package of its own.
    external: ['@ast-grep/*'],
    // Libraries in CommonJS ask for the modules of Node by `require`.
    banner: { js: BANNER },
    legalComments: 'none',
    metafile: true,
    logLevel: 'error',
  }).catch(() => {
    rmSync(fresh, { recursive: true, force: true });
    throw new SetupError('The sources do not compile.', 'The messages of esbuild stand above.');
  });
  writeFileSync(`${fresh}/LICENSES.txt`, licenses(Object.keys(metafile.inputs)));
  chmodSync(`${fresh}/cli.js`, 0o755);
  // Swapped in one go: dist never holds files whose source is gone, nor half of a build.
  rmSync(`${CHECKOUT}dist`, { recursive: true, force: true });
  renameSync(fresh, `${CHECKOUT}dist`);
  writeFileSync(STAMP, sources);
}

/**
 * What the authors of bundled libraries want to be told with them: names, versions and licences.
 * @param {readonly string[]} inputs
 */
function licenses(inputs) {
  const folders = new Set(
    inputs.flatMap((path) => /^node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? []),
  );
  const texts = [...folders].sort().map((folder) => {
    const { name, version, license } = JSON.parse(
      readFileSync(join(CHECKOUT, folder, 'package.json'), 'utf8'),
    );
    const files = readdirSync(join(CHECKOUT, folder)).filter((file) =>
      /^(?:licen[cs]e|copying|notice)/i.test(file),
    );
    const said = files.map((file) => readFileSync(join(CHECKOUT, folder, file), 'utf8').trim());
    return [`${name} ${version} (${license})`, ...said].join('\n\n');
  });
  return `${texts.join(`\n\n${'-'.repeat(80)}\n\n`)}\n`;
}

function hashOfSources() {
  const hash = createHash('sha256');
  const files = readdirSync(`${CHECKOUT}src`, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.ts'),
  );
  for (const file of [
    ...files.map((name) => join('src', name)).sort(),
    'tsconfig.json',
    'package-lock.json',
    'scripts/build.mjs',
  ]) {
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(CHECKOUT, file)))
      .update('\0');
  }
  return hash.digest('hex');
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  await main(async () => {
    ensureDependencies();
    await build();
    return 0;
  });
}
