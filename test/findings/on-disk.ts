import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { Chalk } from 'chalk';
import { vi } from 'vitest';
import { caseSnapshot, SNAPSHOT_MARKER } from '../../src/present/case-snapshot.js';
import { renderCases } from '../../src/present/cases.js';
import { renderChecked } from '../../src/present/checked.js';
import { renderFindings } from '../../src/present/findings.js';
import { renderObstacles, renderSuggestion } from '../../src/present/suggestion.js';
import { runCases } from '../../src/run/cases.js';
import { checkWaves } from '../../src/run/check.js';
import { type Prepared, prepare } from '../../src/run/prepare.js';
import { readRulesText } from '../../src/run/rules-text.js';
import { settleSnapshots, snapshotFindings } from '../../src/run/snapshots.js';
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
          : run.command === 'test'
            ? await tried(repo, run, write)
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

/** `rewrite test`, where the snapshots of what was there first have been written already. */
async function tried(
  repo: string,
  { afterwards }: CaseCommand,
  write: (path: string, text: string) => void,
): Promise<Shown> {
  const settled = async (update: boolean) => {
    const report = await runCases({ repo, rules: undefined, names: [], python: undefined });
    const texts = new Map(report.cases.map((each) => [each.snapshot, caseSnapshot(each)]));
    return { ...report, snapshots: settleSnapshots({ ...report, texts, marker: SNAPSHOT_MARKER }, update) };
  };
  if (afterwards) {
    vi.stubEnv('CI', '');
    await settled(true);
    vi.unstubAllEnvs();
    for (const [path, text] of Object.entries(afterwards)) write(path, text);
  }
  const { cases, uncovered, snapshots } = await settled(false);
  const findings = [
    ...cases.flatMap(({ problems }) => problems),
    ...uncovered,
    ...snapshotFindings(snapshots),
  ];
  const text =
    renderCases(cases, snapshots, chalk) + renderFindings(findings, { chalk, source: readRulesText });
  return { ...codesOf(findings), text };
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
