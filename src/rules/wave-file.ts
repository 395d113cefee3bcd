import type { Finding } from '../model/finding.js';
import type { BenchmarkSpec, GateSpec, PublicSurfaceContract, Waiver } from '../model/wave.js';
import { isMapping, itemsOf } from './plain-data.js';
import { error, listed, nearest, quote } from './problem.js';
import { missingKey, schemaFindings } from './schema-findings.js';
import { type WaveData, waveSchema } from './wave-schema.js';
import type { YamlDocument, YamlPath } from './yaml-document.js';

/** The names that a wave may use. */
export interface KnownGates {
  readonly knownGates: ReadonlySet<string>;
  readonly knownFixers?: ReadonlySet<string>;
}

/** Everything that is wrong with a `wave.yaml` itself, apart from the rule files that it lists. */
export function waveFindings(document: YamlDocument, known: KnownGates): Finding[] {
  const wave = isMapping(document.data) ? document.data : {};
  const gatesOf = (list: 'fixers' | 'gates', names: ReadonlySet<string>): Finding[] =>
    itemsOf(wave[list]).flatMap((entry, index) => gateFindings(document, [list, index], entry, names));
  return [
    ...schemaFindings(waveSchema, document),
    ...gatesOf('fixers', known.knownFixers ?? known.knownGates),
    ...gatesOf('gates', known.knownGates),
  ];
}

function gateFindings(
  document: YamlDocument,
  path: YamlPath,
  entry: unknown,
  known: ReadonlySet<string>,
): Finding[] {
  if (!isMapping(entry) || typeof entry.gate !== 'string' || entry.gate === '') return [];
  if (!known.has(entry.gate)) {
    const [list] = path;
    const names = [...known].sort();
    const near = nearest(entry.gate, names);
    const guess = near === undefined ? '' : `did you mean ${quote(near)}? `;
    const what = list === 'fixers' ? 'fixer' : 'gate';
    const place = document.valuePlace([...path, 'gate']);
    const hint = `${guess}there are ${listed(names, 'and')}`;
    return [error('RW112', place, `there is no ${what} ${quote(entry.gate)}`, hint)];
  }
  return keyFindings(document, path, entry, entry.gate);
}

/** Keys that belong to gates which run a command of the wave's own. */
const OWN_KEYS: ReadonlyMap<
  string,
  { readonly needed: readonly string[]; readonly more: readonly string[] }
> = new Map([
  ['command', { needed: ['argv'], more: [] }],
  ['benchmark', { needed: ['argv'], more: ['runs', 'tolerance', 'metric'] }],
  ['snapshot', { needed: ['argv', 'save'], more: ['previous'] }],
]);

const NEEDED_FOR: Readonly<Record<string, string>> = {
  argv: 'it is what the gate runs',
  save: 'it is where the output is kept',
};

function keyFindings(
  document: YamlDocument,
  path: YamlPath,
  entry: Readonly<Record<string, unknown>>,
  gate: string,
): Finding[] {
  const own = OWN_KEYS.get(gate) ?? { needed: [], more: [] };
  const known = [...OWN_KEYS].flatMap(([name, { needed, more }]) =>
    [...needed, ...more].map((key) => ({ key, name })),
  );
  const misplaced = [...new Set(known.map(({ key }) => key))].filter(
    (key) => key in entry && !known.some((each) => each.key === key && each.name === gate),
  );
  const missing = own.needed.filter((key) => !(key in entry));
  const unusable = own.needed.length === 0 ? [] : ['args', 'paths'].filter((key) => key in entry);
  return [
    ...missing.map((key) => missingKey(document, [...path, key], `: ${NEEDED_FOR[key]}`)),
    ...unusable.map((key) => {
      const message = `${quote(key)} means nothing for ${quote(`gate: ${gate}`)}: put it into ${quote('argv')}`;
      return error('RW103', document.keyPlace([...path, key]), message);
    }),
    ...misplaced.map((key) => {
      const owners = known.filter((each) => each.key === key).map(({ name }) => name);
      const way = key === 'argv' ? `; ${quote('args')} changes arguments` : '';
      const message = `${quote(key)} is only for ${listed(owners, 'and')}${way}`;
      return error('RW103', document.keyPlace([...path, key]), message);
    }),
  ];
}

/** The gates of one list of a valid `wave.yaml`. */
export function buildGates(data: WaveData, list: 'fixers' | 'gates', document: YamlDocument): GateSpec[] {
  return data[list].map((entry, index) => ({
    gate: entry.gate,
    args: entry.args,
    paths: entry.paths,
    argv: entry.argv,
    timeout: entry.timeout,
    place: document.valuePlace([list, index]),
    ...(entry.gate === 'benchmark' ? { benchmark: benchmarkOf(entry) } : {}),
    ...(entry.save === undefined ? {} : { snapshot: { save: entry.save, previous: entry.previous } }),
  }));
}

const PAIRS = 7;
const TOLERANCE = '10%';

function benchmarkOf({
  runs = PAIRS,
  tolerance = TOLERANCE,
  metric,
}: WaveData['gates'][number]): BenchmarkSpec {
  return {
    runs,
    tolerance: Number(tolerance.slice(0, -1)) / 100,
    metric: metric && { ...metric, key: metric.key.map(String) },
  };
}

/** The waivers of a valid `wave.yaml`. */
export function buildWaivers(data: WaveData, document: YamlDocument): Waiver[] {
  return data.waivers.map(({ code, path, match, reason }, index) => ({
    code,
    path,
    match,
    reason: reason.trim(),
    place: document.valuePlace(['waivers', index]),
  }));
}

/** What a valid `wave.yaml` says of the public surface. */
export function buildPublicSurface(
  data: WaveData,
  document: YamlDocument,
): PublicSurfaceContract | undefined {
  return (
    data['public-surface'] && {
      allow: data['public-surface'].allow.map((glob, index) => ({
        glob,
        place: document.valuePlace(['public-surface', 'allow', index]),
      })),
    }
  );
}
