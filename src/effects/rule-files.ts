import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join, relative, resolve } from 'node:path';
import { EXIT, UserError } from '../model/errors.js';
import { packageRoot } from './package-root.js';

/** The folder of one wave with its YAML files. */
export interface WaveFolder {
  readonly name: string;
  /** Absolute path. */
  readonly folder: string;
  /** The path as messages give it, which the paths of its files begin with. */
  readonly shown: string;
  readonly shipped: boolean;
}

/** Text of one rules file; `path` is how it is shown to the user. */
export interface RulesFile {
  readonly path: string;
  readonly text: string;
}

const LARGEST = 1_000_000;

/** Where the product's own waves are. */
function shippedRules(): string {
  return join(packageRoot(), 'rules-yaml');
}

/** All waves that can be named: of `--rules`, or of the repository and then the shipped ones. */
export function findWaves(root: string, rules: string | undefined): WaveFolder[] {
  const places: { folder: string; shipped: boolean }[] =
    rules === undefined
      ? [
          { folder: join(root, 'rules-yaml'), shipped: false },
          { folder: shippedRules(), shipped: true },
        ]
      : [{ folder: resolve(rules), shipped: resolve(rules) === shippedRules() }];
  const found: WaveFolder[] = [];
  for (const { folder, shipped } of places) {
    if (!existsSync(folder)) {
      if (rules === undefined) continue;
      throw new UserError(`There is no rules folder \`${rules}\`.`, EXIT.usage);
    }
    if (existsSync(join(folder, 'wave.yaml'))) found.push(waveFolder(folder, shipped));
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (!entry.isDirectory() || !existsSync(join(folder, entry.name, 'wave.yaml'))) continue;
      if (!found.some(({ name }) => name === entry.name))
        found.push(waveFolder(join(folder, entry.name), shipped));
    }
  }
  return found;
}

/** The waves of a repository: its own, or the shipped ones where it has none. */
export function ownWaves(root: string, rules: string | undefined): WaveFolder[] {
  const all = findWaves(root, rules);
  const own = all.filter(({ shipped }) => !shipped);
  return own.length > 0 ? own : all;
}

/** The folder of a wave by its name, or by its path. */
export function findWave(root: string, rules: string | undefined, name: string): WaveFolder {
  const waves = findWaves(root, rules);
  const found = waves.find((wave) => wave.name === name);
  if (found) return found;
  const asPath = resolve(name);
  if (existsSync(join(asPath, 'wave.yaml'))) return waveFolder(asPath, false);
  const known = waves.map((wave) => wave.name).join(', ');
  throw new UserError(
    `There is no wave \`${name}\`.`,
    EXIT.usage,
    [],
    known === '' ? 'A wave is a folder with a `wave.yaml` under `rules-yaml/`.' : `Known waves: ${known}.`,
  );
}

/** The YAML files of a wave. */
export function readWaveFolder({ folder, shown }: WaveFolder): RulesFile[] {
  return readdirSync(folder)
    .filter((name) => /\.ya?ml$/.test(name) && isFile(join(folder, name)))
    .sort()
    .map((name) => {
      const path = join(shown, name);
      if (statSync(join(folder, name)).size > LARGEST)
        throw new UserError(`\`${path}\` is too large for a rules file.`, EXIT.usage);
      return { path, text: decoded(path, readFileSync(join(folder, name))) };
    });
}

/** Reading a pipe would wait for ever, and a folder or a link to nowhere is no rules file. */
function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

function decoded(path: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new UserError(`\`${path}\` is not UTF-8.`, EXIT.usage, [], 'Save it as UTF-8.');
  }
}

function waveFolder(folder: string, shipped: boolean): WaveFolder {
  return { name: basename(folder), folder, shown: shownPath(folder), shipped };
}

/** A path from where the user stands when that is shorter. */
function shownPath(path: string): string {
  const near = relative(process.cwd(), path);
  return near.length < path.length && !near.startsWith('../../..') ? near : path;
}
