import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { openFolder } from '../../src/effects/case-files.js';
import { LivenessGraph } from '../../src/engine/liveness/graph.js';
import { Verdicts } from '../../src/engine/liveness/verdicts.js';
import { planWave } from '../../src/engine/plan-wave.js';
import { Survey } from '../../src/engine/survey.js';
import { loadWave } from '../../src/rules/load.js';

/** A package with tests of its own in its source distribution. */
const PACKAGES = [
  { name: 'click', version: '8.1.8', source: 'src/click/' },
  { name: 'jinja2', version: '3.1.4', source: 'src/jinja2/' },
  { name: 'itsdangerous', version: '2.2.0', source: 'src/itsdangerous/' },
  { name: 'packaging', version: '24.2', source: 'src/packaging/' },
] as const;

type Package = (typeof PACKAGES)[number];

const here = fileURLToPath(new URL('.', import.meta.url));
const root = mkdtempSync(join(tmpdir(), 'liveness-'));
const python = join(root, 'venv', 'bin', 'python');
let failed = false;
try {
  await execa(process.env.PYTHON ?? 'python3', ['-m', 'venv', join(root, 'venv')]);
  await execa(python, ['-m', 'pip', 'install', '--quiet', '-r', join(here, 'requirements.txt')]);
  const wanted = process.argv.slice(2);
  for (const each of PACKAGES)
    if (wanted.length === 0 || wanted.includes(each.name)) process.stdout.write(`${await judge(each)}\n`);
} finally {
  rmSync(root, { recursive: true, force: true });
}
if (failed) process.exitCode = 1;

/**
 * Two questions to a package: is anything that its tests run judged dead, and do its tests pass as before once all
 * that is judged dead has been pruned?
 */
async function judge(item: Package): Promise<string> {
  const before = await unpack(item);
  const ran = await runTests(before);
  const repository = openFolder(before);
  const graph = new LivenessGraph(new Survey(repository));
  const verdicts = new Verdicts(graph);
  const own = graph.space.nodes.filter(({ path, names }) => names.length > 0 && path.startsWith(item.source));
  const counted = (kind: string) => own.filter((node) => verdicts.kindOf(node) === kind);
  const dead = counted('dead');
  const wrong = dead.flatMap(({ path, names }) =>
    names.map((name) => `${path}:${name}`).filter((key) => ran.functions.has(key)),
  );
  const after = `${before}-pruned`;
  cpSync(before, after, { recursive: true });
  const pruned = prune(after, graph, dead);
  const again = await runTests(after);
  const changed = [...ran.outcomes].filter(([test, outcome]) => again.outcomes.get(test) !== outcome);
  if (wrong.length > 0 || changed.length > 0) failed = true;
  return [
    `${item.name} ${item.version}: ${counted('alive').length} alive, ${counted('tests-only').length} for tests only, ${dead.length} dead`,
    `  ${ran.functions.size} functions ran in ${ran.outcomes.size} tests; judged dead though they ran: ${wrong.join(', ') || 'none'}`,
    `  ${pruned} symbols pruned; tests with another outcome: ${changed.map(([test]) => test).join(', ') || 'none'}`,
  ].join('\n');
}

async function unpack({ name, version }: Package): Promise<string> {
  const folder = join(root, name);
  const options = ['--no-deps', '--no-binary', ':all:', '--no-build-isolation', '--quiet', '-d', folder];
  await execa(python, ['-m', 'pip', 'download', ...options, `${name}==${version}`]);
  const archive = readdirSync(folder)[0]!;
  await execa('tar', ['xzf', archive], { cwd: folder });
  return join(folder, archive.replace(/\.tar\.gz$/, ''));
}

async function runTests(folder: string): Promise<{ functions: Set<string>; outcomes: Map<string, string> }> {
  const report = join(folder, '..', 'junit.xml');
  const ran = join(folder, '..', 'ran.txt');
  const args = ['-m', 'pytest', '-q', '-p', 'trace_functions', '-p', 'no:cacheprovider', '-o', 'addopts='];
  await execa(python, [...args, '-W', 'ignore', `--junitxml=${report}`, 'tests'], {
    cwd: folder,
    reject: false,
    env: { PYTHONPATH: `${join(folder, 'src')}:${here}`, RAN: ran, PYTHONDONTWRITEBYTECODE: '1' },
  });
  const cases = readFileSync(report, 'utf8').matchAll(
    /<testcase classname="([^"]*)" name="([^"]*)"[^>]*?(\/>|>\s*<(failure|error|skipped))?/g,
  );
  const outcomes = new Map(
    [...cases].map(([, module, name, , kind]) => [`${module}.${name}`, kind ?? 'passed']),
  );
  if (outcomes.size === 0) throw new Error(`no tests ran in ${folder}`);
  return { functions: new Set(readFileSync(ran, 'utf8').split('\n')), outcomes };
}

/** Prunes what is dead, module by module; what has a stub beside it, or is refused otherwise, ends the bench. */
function prune(folder: string, graph: LivenessGraph, dead: LivenessGraph['nodes']): number {
  const rules = [...new Set(dead.map(({ path }) => path))].map((path) => {
    const symbols = dead.flatMap((node) => (node.path === path ? node.names : [])).join(', ');
    const mentions = 'mentions: [{ path: "**", leave: documentation }]';
    return `kind: prune-symbols\nsource: ${graph.space.tree.nameOf(path)}\nsymbols: [${symbols}]\n${mentions}\n`;
  });
  if (rules.length === 0) return 0;
  const files = [
    { path: 'w/wave.yaml', text: 'title: Prune everything that is dead\n' },
    { path: 'w/rule.yaml', text: rules.join('---\n') },
  ];
  const wave = loadWave(files, { name: 'w', folder: 'w', shipped: false, knownGates: new Set() });
  const { plan } = planWave(wave, openFolder(folder), { root: folder, width: 88 });
  const [refusal] = plan.findings.filter(({ severity }) => severity === 'error');
  if (refusal) throw new Error(`${refusal.code} ${refusal.place?.file}: ${refusal.message}`);
  for (const change of plan.changes) {
    if (change.kind === 'delete') rmSync(join(folder, change.path));
    else writeFileSync(join(folder, change.path), change.after);
  }
  return plan.statistics.symbolsRemoved;
}
