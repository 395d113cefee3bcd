import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { CHECKOUT } from '../../scripts/dependencies.mjs';
import { requirePython } from '../../scripts/python.mjs';

/** A virtual environment with the libraries that read annotations: its interpreter, or why there is none. */
export function libraryEnvironment(): { readonly python: string } | { readonly missing: string } {
  const requirements = `${CHECKOUT}test/annotations/requirements.txt`;
  const { path, version } = requirePython();
  const key = createHash('sha256').update(readFileSync(requirements)).digest('hex').slice(0, 12);
  const folder = `${CHECKOUT}.cache/environments/annotations-${version}-${key}`;
  const python = `${folder}/bin/python`;
  if (existsSync(`${folder}/.complete`)) return { python };
  rmSync(folder, { recursive: true, force: true });
  const steps = [
    [path, '-m', 'venv', folder],
    [python, '-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', requirements],
  ];
  for (const [program, ...args] of steps) {
    const { status, stderr } = spawnSync(program!, args, { encoding: 'utf8', timeout: 200_000 });
    if (status !== 0) return { missing: `pip could not install the libraries: ${stderr.trim().slice(-300)}` };
  }
  writeFileSync(`${folder}/.complete`, '');
  return { python };
}
