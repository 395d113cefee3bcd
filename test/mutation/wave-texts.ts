import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';

/** A symbol as `symbols` lists it. */
export type SymbolEntry = string | Record<string, string>;

/** One entry of `into`, as YAML has it. */
export interface DestinationData {
  module: string;
  docstring?: string;
  rule?: { any?: unknown[] } & Record<string, unknown>;
  symbols?: SymbolEntry[];
  rest?: boolean;
  existing?: boolean;
}

/** A `split-module` document, as YAML has it. */
export interface SplitData {
  kind: 'split-module';
  source: string;
  legacy: 'delete' | 'keep';
  into: DestinationData[];
  heir?: string;
  mentions?: { path: string; module?: string; leave?: string }[];
}

/** The documents of one wave: what a mutation changes. */
export interface WaveData {
  readonly head: { waivers?: unknown[] } & Record<string, unknown>;
  /** By file name. */
  readonly splits: Map<string, SplitData>;
}

/** A file of a wave. */
export interface WaveText {
  readonly path: string;
  readonly text: string;
}

/** Reads the YAML files of a wave; its rules have to be splits. */
export function readWave(folder: string): WaveData {
  const splits = new Map<string, SplitData>();
  let head: WaveData['head'] = {};
  for (const name of readdirSync(folder).sort()) {
    if (!/\.ya?ml$/.test(name)) continue;
    const data = parse(readFileSync(join(folder, name), 'utf8'));
    if (name === 'wave.yaml') head = data;
    else splits.set(name, data);
  }
  return { head, splits };
}

/** A copy that can be changed. */
export function copyWave(wave: WaveData): WaveData {
  return structuredClone(wave);
}

/** The wave as texts again, one symbol a line so that each has a place of its own. */
export function waveTexts({ head, splits }: WaveData, folder: string): WaveText[] {
  return [
    { path: `${folder}/wave.yaml`, text: stringify(head) },
    ...[...splits].map(([name, data]) => ({
      path: `${folder}/${name}`,
      text: stringify(data, { lineWidth: 0 }),
    })),
  ];
}
