import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import type { Cell } from '../../conformance/cell.js';
import { allCells } from '../../conformance/cells.js';
import { type CellResult, checkCells, planTree } from '../../conformance/check.js';
import { Interpreters, type Job } from '../../conformance/python.js';
import { FORMS } from '../../conformance/table.js';
import { moduleName } from './trees.js';

type Peer = 'rope' | 'libcst';

/** One tree for a peer, with the moves that the wave asks for. */
interface PeerJob {
  readonly name: string;
  readonly folder: string;
  readonly module: string;
  readonly source: string;
  readonly gone: boolean;
  /** Symbol, new module, its file. */
  readonly moves: readonly (readonly [string, string, string])[];
  readonly destinations: readonly string[];
}

const here = fileURLToPath(new URL('.', import.meta.url));
const root = mkdtempSync(join(tmpdir(), 'peers-'));
try {
  const python = join(root, 'venv', 'bin', 'python');
  await execa('python3', ['-m', 'venv', join(root, 'venv')]);
  await execa(python, ['-m', 'pip', 'install', '--quiet', '-r', join(here, 'requirements.txt')]);
  const { stdout: versions } = await execa(python, ['-m', 'pip', 'list', '--format=freeze']);
  const every = Number(process.argv[2] ?? 1);
  const cells = allCells().filter(
    (cell, index) =>
      cell.kind === 'split-module' &&
      cell.refused === undefined &&
      cell.since === undefined &&
      index % every === 0,
  );
  const own = await checkCells(cells);
  const rope = await measure('rope', cells, python);
  const libcst = await measure('libcst', cells, python);
  process.stdout.write(
    `${report(cells, own, [rope.alone, rope.given, libcst.given])}\n\n${versions.match(/^(?:rope|libcst)==.*$/gm)?.join(', ')}\n`,
  );
} finally {
  rmSync(root, { recursive: true, force: true });
}

/** Why cells fail, by their ids: the tool raised an error, or the assertion does not hold afterwards. */
type Failures = ReadonlyMap<string, 'tool' | 'assertion'>;

/**
 * Runs a peer on every tree and the assertions on what it leaves: as it is, and once more with the new modules that
 * this project writes in the place of the peer's own, so that only its rewriting of the other files is judged.
 */
async function measure(
  peer: Peer,
  cells: readonly Cell[],
  python: string,
): Promise<{ alone: Failures; given: Failures }> {
  const trees = cells.map((cell, index) => prepare(cell, join(root, peer, String(index))));
  const jobs = trees.map(({ job }) => job);
  const { stdout } = await execa(python, [join(here, 'peer.py'), peer], { input: JSON.stringify(jobs) });
  const crashed = JSON.parse(stdout) as Record<string, string>;
  const assertions: Job[] = cells.map(({ id, tree, assertion }, index) => {
    const { folder, gone } = jobs[index]!;
    const modules = Object.keys(tree).filter((path) => path.endsWith('.py') && path !== 'shop/legacy.py');
    return {
      name: id,
      folder,
      assertion,
      modules: modules.map(moduleName),
      gone: gone ? ['shop.legacy'] : [],
      unloaded: [],
    };
  });
  const outcome = async (): Promise<Failures> => {
    const python = new Interpreters();
    for (const job of assertions) python.run(job);
    const failed = await python.failures();
    return new Map(
      cells.flatMap(({ id }): [string, 'tool' | 'assertion'][] =>
        crashed[id] !== undefined ? [[id, 'tool']] : failed.has(id) ? [[id, 'assertion']] : [],
      ),
    );
  };
  const alone = await outcome();
  for (const { job, modules } of trees) {
    rmSync(join(job.folder, job.source), { force: true });
    for (const [path, content] of modules) write(join(job.folder, path), content);
  }
  return { alone, given: await outcome() };
}

function write(path: string, content: Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}

/** Writes a tree, with what the wave asks of it and the modules that this project would write. */
function prepare(cell: Cell, folder: string): { job: PeerJob; modules: [string, Uint8Array][] } {
  const bytes = new Map(
    Object.entries(cell.tree).map(([path, text]) => [
      path,
      typeof text === 'string' ? Buffer.from(text) : text,
    ]),
  );
  const plan = planTree(cell.rule, bytes);
  const moves = plan.relocations.flatMap(({ name, to }) =>
    name === undefined || !to || to.name === undefined
      ? []
      : [[name, to.module, `${to.module.replaceAll('.', '/')}.py`] as const],
  );
  const destinations: string[] = [...new Set(moves.map(([, , path]) => path))];
  for (const [path, content] of bytes) write(join(folder, path), content);
  const modules = plan.changes.flatMap((change): [string, Uint8Array][] => {
    const isOurs =
      change.kind === 'create' || destinations.includes(change.path) || change.path === 'shop/legacy.py';
    return change.kind !== 'delete' && isOurs ? [[change.path, change.after]] : [];
  });
  const gone = /^legacy: delete/m.test(cell.rule);
  return {
    job: {
      name: cell.id,
      folder,
      module: 'shop.legacy',
      source: 'shop/legacy.py',
      gone,
      moves,
      destinations,
    },
    modules,
  };
}

function report(cells: readonly Cell[], own: readonly CellResult[], peers: readonly Failures[]): string {
  const green = new Set(own.filter(({ outcome }) => outcome === 'green').map(({ cell }) => cell.id));
  const rows = [
    '| form | cells | rewrite | rope | rope, given the new modules | LibCST, given the new modules |',
    '| --- | ---: | ---: | ---: | ---: | ---: |',
  ];
  const row = (title: string, ids: readonly string[]) => {
    const counts = [
      ids.filter((id) => green.has(id)),
      ...peers.map((failed) => ids.filter((id) => !failed.has(id))),
    ];
    rows.push(`| ${title} | ${ids.length} | ${counts.map(({ length }) => length).join(' | ')} |`);
  };
  for (const [index, name] of FORMS.entries()) {
    row(
      `${index + 1}. ${name}`,
      cells.filter(({ form }) => form === index + 1).map(({ id }) => id),
    );
  }
  row(
    'all',
    cells.map(({ id }) => id),
  );
  const errors = (failed: Failures) => [...failed.values()].filter((why) => why === 'tool').length;
  rows.push(
    '',
    `Counted as failed because the tool itself raised an error: rope ${errors(peers[0]!)}, LibCST ${errors(peers[2]!)}.`,
  );
  return rows.join('\n');
}
