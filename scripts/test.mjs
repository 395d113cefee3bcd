// @ts-check
/** `npm test`: everything that the tests need, then all of them; arguments go to vitest. */
import { spawnSync } from 'node:child_process';
import { build } from './build.mjs';
import { CHECKOUT, ensureDependencies, main } from './dependencies.mjs';
import { requirePython } from './python.mjs';
import { sampleEnvironment } from './sample.mjs';

await main(async () => {
  // First what nobody can install for the user.
  requirePython();
  ensureDependencies();
  await build();
  sampleEnvironment();
  const { status } = spawnSync(
    process.execPath,
    ['node_modules/vitest/vitest.mjs', 'run', ...process.argv.slice(2)],
    {
      cwd: CHECKOUT,
      stdio: 'inherit',
    },
  );
  return status ?? 1;
});
