import { openRepository, type Repository } from '../../src/effects/repository.js';
import type { Split } from '../../src/engine/split.js';
import { GATES } from '../../src/gates/index.js';
import { UserError } from '../../src/model/errors.js';
import type { Finding } from '../../src/model/finding.js';
import { loadWave } from '../../src/rules/load.js';
import { type Prepared, prepareWave } from '../../src/run/prepare.js';
import { refusalOf } from '../../src/run/refusal.js';
import type { Ground } from './mutations.js';
import { type WaveData, waveTexts } from './wave-texts.js';

/** A wave as planned, or the findings on its YAML. */
export interface Planning {
  /** `undefined` when the YAML itself is refused. */
  readonly prepared: Prepared | undefined;
  /** Errors that stand in the way. */
  readonly errors: readonly Finding[];
  /** Why it may not be applied; `undefined` when it may. */
  readonly refusal: string | undefined;
  /** The line that a finding points at. */
  lineOf(finding: Finding): string;
}

/** A repository with the wave that is broken in it: files are read and parsed once for all variants. */
export class Subject {
  private readonly repository: Repository;

  /** @param python the interpreter that plans are checked with. */
  constructor(
    readonly root: string,
    private readonly python: string,
  ) {
    this.repository = openRepository(root, ['rules-yaml']);
  }

  /** Plans a variant in memory. */
  async plan(wave: WaveData): Promise<Planning> {
    const files = waveTexts(wave, 'rules-yaml/variant');
    const ruleLine = ({ place }: Finding) =>
      files.find(({ path }) => path === place?.file)?.text.split('\n')[place!.line - 1];
    try {
      const loaded = loadWave(files, {
        name: 'variant',
        folder: 'rules-yaml/variant',
        shipped: false,
        knownGates: new Set(GATES.map(({ name }) => name)),
      });
      const prepared = await prepareWave(loaded, this.sharedFiles(), files, {
        python: this.python,
        commands: 'leave-out',
      });
      const { survey, after } = prepared;
      return {
        prepared,
        errors: prepared.plan.findings.filter(({ severity }) => severity === 'error'),
        refusal: refusalOf(prepared),
        lineOf(finding) {
          const { place } = finding;
          if (!place) return '';
          const file = (place.planned ? after : survey).file(place.file);
          return file?.text.split('\n')[place.line - 1] ?? ruleLine(finding) ?? '';
        },
      };
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      const lineOf = (finding: Finding) => ruleLine(finding) ?? '';
      return { prepared: undefined, errors: error.findings, refusal: error.message, lineOf };
    }
  }

  /** The repository with a record of its own of what could not be read. */
  private sharedFiles(): Repository {
    const unreadable = new Set<string>();
    const read = (path: string) => {
      const bytes = this.repository.read(path);
      if (!bytes) unreadable.add(path);
      return bytes;
    };
    return { ...this.repository, read, unreadable: () => [...unreadable].sort() };
  }

  /** What mutations choose from, given the wave as it is. */
  ground({ prepared }: Planning): Ground {
    if (!prepared) throw new Error('The wave that is to be broken is broken already.');
    const touched = new Set(prepared.splits.flatMap(({ module }) => [module]));
    const { index } = prepared.survey;
    const others = this.repository.paths
      .filter((path) => path.endsWith('.py') && path.startsWith('src/') && !path.endsWith('__main__.py'))
      .map((path) => index.nameOf(path))
      .filter((module) => !touched.has(module));
    return { homes: new Map(prepared.splits.map((split) => [split.module, homesOf(split)])), others };
  }
}

/** The destination of each symbol that a split defines. */
export function homesOf({ facts, home, module }: Split): Map<string, string> {
  const homes = new Map<string, string>();
  for (const [unit, { kind, binds }] of facts.entries()) {
    if (kind !== 'definition') continue;
    for (const name of binds) homes.set(name, home[unit]?.module ?? module);
  }
  return homes;
}
