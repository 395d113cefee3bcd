import type { RelocationTable } from '../relocation-table.js';
import type { CanonicalText } from './canonical-text.js';
import type { MovableUnit } from './movable-unit.js';
import { type Origins, relocated } from './origins.js';
import { type ComparedToken, retargetedTokens } from './retargeted-tokens.js';

/** What two units are compared with. */
export interface Comparison {
  readonly origins: { readonly before: Origins; readonly after: Origins };
  readonly table: RelocationTable;
  readonly text: CanonicalText;
}

/** The first tokens that differ, as written. */
export interface Difference {
  /** `undefined` where one side ends. */
  readonly before: string | undefined;
  readonly after: string | undefined;
  /** Offset in the file before. */
  readonly start: number;
  /** Offset in the planned file. */
  readonly end: number;
}

/** Compares a statement with its copy in the planned tree; `undefined` when only retargeted references differ. */
export function compareUnits(
  source: MovableUnit,
  copy: MovableUnit,
  comparison: Comparison,
): Difference | undefined {
  const { origins, table, text } = comparison;
  const destination = copy.file.path;
  const before = retargetedTokens(source.file, source.unit, source.tokens.of(source.unit), {
    origins: origins.before,
    table,
    text,
    deferred: new Set(),
    destination,
  });
  const after = retargetedTokens(copy.file, copy.unit, copy.tokens.of(copy.unit), {
    origins: origins.after,
    table: undefined,
    text,
    deferred: deferredSymbols(source.file.path, table),
    destination,
  });
  const guarded = (unit: MovableUnit) =>
    unit.file.units[unit.unit]!.guard ? 'if TYPE_CHECKING:' : 'no condition';
  const start = source.file.units[source.unit]!.start;
  const end = copy.file.units[copy.unit]!.start;
  if (guarded(source) !== guarded(copy)) return { before: guarded(source), after: guarded(copy), start, end };
  for (let i = 0; i < Math.max(before.length, after.length); i++) {
    const [a, b] = [before[i], after[i]];
    if (a && b && equal(a, b)) continue;
    return {
      before: a?.written,
      after: b?.written,
      start: a?.start ?? start,
      end: b?.start ?? end,
    };
  }
  return undefined;
}

/** Where the symbols stand that a source's code may import in its functions. */
function deferredSymbols(path: string, table: RelocationTable): ReadonlySet<string> {
  const names = table.at(path)?.rule.defer ?? [];
  return new Set(names.flatMap(({ name }) => [...relocated(`${path}:${name}`, table)]));
}

function equal(a: ComparedToken, b: ComparedToken): boolean {
  for (const text of b.texts) if (a.texts.has(text)) return true;
  return false;
}
