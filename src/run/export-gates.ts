import { locateRepository, openRepository } from '../effects/repository.js';
import { findWave, ownWaves, readWaveFolder } from '../effects/rule-files.js';
import { type Ban, bansOf } from '../engine/bans.js';
import { standingOf } from '../engine/standing.js';
import { Survey } from '../engine/survey.js';
import { EXIT, UserError } from '../model/errors.js';
import { loadWave } from '../rules/load.js';
import { waveOrigin } from './wave-origin.js';

/** What other linters have to know to keep landed waves landed. */
export interface ExportedGates {
  readonly bans: readonly Ban[];
  readonly tree: {
    readonly roots: readonly string[];
    readonly children: ReadonlyMap<string, readonly string[]>;
  };
}

/**
 * The names that waves have taken away: of one wave, or of every wave that has landed.
 *
 * @throws UserError when there are none.
 */
export function exportedGates(request: {
  readonly repo: string;
  readonly rules: string | undefined;
  readonly wave: string | undefined;
}): ExportedGates {
  const root = locateRepository(request.repo);
  const survey = new Survey(openRepository(root, []));
  const { wave: named, rules } = request;
  const folders = named === undefined ? ownWaves(root, rules) : [findWave(root, rules, named)];
  const waves = folders
    .map((folder) => loadWave(readWaveFolder(folder), waveOrigin(folder)))
    .filter((wave) => named !== undefined || standingOf(wave, survey).state === 'landed');
  const bans = waves.flatMap(bansOf);
  if (bans.length === 0) {
    const what = named === undefined ? 'No wave has landed here' : `\`${named}\` takes no name away`;
    throw new UserError(`${what}, so there is nothing to export.`, EXIT.usage, [], 'Name a wave.');
  }
  return { bans, tree: treeOf(survey, bans) };
}

/** The regular packages beside those of the banned modules, as other linters see them: with an `__init__.py`. */
function treeOf({ paths, index }: Survey, bans: readonly Ban[]): ExportedGates['tree'] {
  const folders = new Set(bans.map(({ name }) => index.rootOf(name.split('.', 1)[0]!)));
  const children = new Map<string, Set<string>>();
  const roots = new Set<string>();
  for (const path of paths) {
    if (!path.endsWith('.py')) continue;
    const parts = index.nameOf(path).split('.');
    const root = index.rootOf(parts[0]!);
    if (index.resolve(parts.join('.')) !== path || !folders.has(root)) continue;
    if (index.resolve(parts[0]!)?.endsWith('/__init__.py')) roots.add(parts[0]!);
    for (let depth = 1; depth < parts.length; depth++) {
      const parent = parts.slice(0, depth).join('.');
      children.set(parent, (children.get(parent) ?? new Set()).add(parts[depth]!));
    }
  }
  return {
    roots: [...roots].sort(),
    children: new Map([...children].map(([parent, names]) => [parent, [...names].sort()])),
  };
}
