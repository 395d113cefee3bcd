import type { Finding } from '../model/finding.js';
import type { GateSpec, Waiver } from '../model/wave.js';
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
  if (entry.gate !== 'command') {
    if (!('argv' in entry)) return [];
    const message = `${quote('argv')} is only for ${quote('gate: command')}; ${quote('args')} changes arguments`;
    return [error('RW103', document.keyPlace([...path, 'argv']), message)];
  }
  const findings =
    'argv' in entry ? [] : [missingKey(document, [...path, 'argv'], ': it is what the gate runs')];
  const unusable = ['args', 'paths'].filter((key) => key in entry);
  return [
    ...findings,
    ...unusable.map((key) => {
      const message = `${quote(key)} means nothing for ${quote('gate: command')}: put it into ${quote('argv')}`;
      return error('RW103', document.keyPlace([...path, key]), message);
    }),
  ];
}

/** The gates of one list of a valid `wave.yaml`. */
export function buildGates(data: WaveData, list: 'fixers' | 'gates', document: YamlDocument): GateSpec[] {
  return data[list].map(({ gate, args, paths, argv, timeout }, index) => ({
    gate,
    args,
    paths,
    argv,
    timeout,
    place: document.valuePlace([list, index]),
  }));
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
