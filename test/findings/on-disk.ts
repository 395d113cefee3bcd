import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { Chalk } from 'chalk';
import { renderChecked } from '../../src/present/checked.js';
import { renderFindings } from '../../src/present/findings.js';
import { renderObstacles, renderSuggestion } from '../../src/present/suggestion.js';
import { checkWaves } from '../../src/run/check.js';
import { type Prepared, prepare } from '../../src/run/prepare.js';
import { suggest } from '../../src/run/suggest.js';
import { type CaseCommand, type FindingCase, treeOf, waveFiles } from './cases.js';
import { codesOf, type Shown } from './shown.js';

const chalk = new Chalk({ level: 0 });

/** Runs the command of a case on a folder that is gone afterwards, and gives what the terminal shows. */
export async function onDisk(
  one: FindingCase,
  run: CaseCommand,
  planned: (prepared: Prepared) => Shown,
): Promise<Shown> {
  const repo = mkdtempSync(join(tmpdir(), 'rewrite-finding-'));
  const write = (path: string, text: string | Uint8Array) => {
    mkdirSync(dirname(join(repo, path)), { recursive: true });
    writeFileSync(join(repo, path), text);
  };
  for (const [path, bytes] of treeOf(one)) write(path, bytes);
  if (run.command !== 'suggest') for (const { path, text } of waveFiles(one)) write(path, text);
  try {
    const request = { repo, rules: undefined, python: undefined, wave: 'wave', trust: run.trust === true };
    const shown =
      run.command === 'diff'
        ? planned(await prepare(request))
        : run.command === 'check'
          ? await checked(request)
          : await suggested(repo, run);
    // Who stands in the folder sees the wave's files without it, wherever it lies to the tests' own.
    const near = `${relative(process.cwd(), repo)}/`;
    return { ...shown, text: shown.text.replaceAll(`${repo}/`, '').replaceAll(near, '') };
  } finally {
    rmSync(repo, { recursive: true });
  }
}

async function checked(request: Parameters<typeof checkWaves>[0]): Promise<Shown> {
  const waves = await checkWaves(request);
  const text = waves.map(
    (wave) => renderChecked(wave, chalk) + renderFindings(wave.findings, { chalk, source: wave.source }),
  );
  return { ...codesOf(waves.flatMap(({ findings }) => findings)), text: text.join('') };
}

async function suggested(repo: string, { into, around = [] }: CaseCommand): Promise<Shown> {
  const none = { python: undefined, seed: undefined, write: undefined, explain: false, keep: false };
  const result = await suggest(
    { ...none, repo, module: 'shop.models', into, around, prove: false },
    {
      step: (_, work) => work(),
      update: () => undefined,
      track: () => ({ begin() {}, said() {}, end() {} }),
    },
  );
  const text = renderObstacles(result, chalk) + renderSuggestion(result, chalk);
  return { ...codesOf(result.suggestion.findings), text };
}
