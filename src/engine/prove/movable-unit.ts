import { type UnitFacts, unitFacts } from '../../python/unit-facts.js';
import type { SourceFile } from '../source-file.js';
import { listed } from './proof.js';
import { FileTokens } from './unit-tokens.js';

/** A statement of a split module, or of a file that its statements move to. */
export interface MovableUnit {
  readonly file: SourceFile;
  readonly tokens: FileTokens;
  readonly unit: number;
  readonly facts: UnitFacts;
}

/** The statements of a file that move at most once: no imports, loggers, export lists. */
export function movableUnits(file: SourceFile): MovableUnit[] {
  const tokens = new FileTokens(file);
  return unitFacts(file.units, file.scopes, file.text).flatMap((facts, unit) =>
    isMovable(facts) ? [{ file, tokens, unit, facts }] : [],
  );
}

export function isMovable({ kind }: UnitFacts): boolean {
  return kind === 'definition' || kind === 'effect';
}

/** Whether a statement stands under `if TYPE_CHECKING:`. */
export function isGuarded({ file, unit }: MovableUnit): boolean {
  return file.units[unit]!.guard !== undefined;
}

/** How messages call a statement. */
export function nameOf({ facts, file, unit }: MovableUnit): string {
  if (facts.binds.length > 0) return listed(facts.binds);
  const line = file.position(file.units[unit]!.start).line;
  return `the statement of line ${line}`;
}
