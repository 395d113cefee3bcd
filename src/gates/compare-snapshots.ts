import { diffArrays } from 'diff';
import type { Diagnostic } from '../model/gate.js';
import { comparableNames } from './comparable-message.js';
import type { ComparisonMapping } from './compare.js';
import type { GateReading } from './gate.js';
import { indexRelocations } from './relocation-index.js';

/** How an output differs from its reference on both sides of a wave. */
export interface SnapshotComparison {
  /** Lines that differed already before the wave, and that differ after it. */
  readonly before: number;
  readonly after: number;
  readonly fresh: readonly Diagnostic[];
}

/**
 * Compares outputs with what the previous wave saved, or with the output before this wave where it saved nothing. New
 * is a line that came or went and had not done so before the wave. Names that the wave moves read the same everywhere.
 */
export function compareSnapshots(
  before: NonNullable<GateReading['snapshot']>,
  after: NonNullable<GateReading['snapshot']>,
  mapping: ComparisonMapping,
): SnapshotComparison {
  const words = comparableNames(indexRelocations(mapping.relocations));
  // The saved file may be the very one that this run has written over: the text from before counts.
  const reference = linesOf(before.previous ?? before.text, words);
  const was = changesOf(reference, linesOf(before.text, words));
  const is = changesOf(reference, linesOf(after.text, words));
  const allowed = new Map<string, number>();
  for (const { key } of was) allowed.set(key, (allowed.get(key) ?? 0) + 1);
  const fresh = is.filter(({ key }) => {
    const left = allowed.get(key) ?? 0;
    allowed.set(key, left - 1);
    return left <= 0;
  });
  return { before: was.length, after: is.length, fresh: fresh.map(diagnosticOf) };
}

/** A line, or a change of one, with the wording that it is compared by. */
interface Worded {
  readonly text: string;
  readonly key: string;
}

function linesOf(text: string, words: (text: string) => string): Worded[] {
  const lines = text.replace(/\n$/, '').split('\n');
  return (text === '' ? [] : lines).map((line) => ({ text: line, key: words(line) }));
}

/** `+ line` and `- line`. */
function changesOf(reference: readonly Worded[], lines: readonly Worded[]): Worded[] {
  const parts = diffArrays([...reference], [...lines], { comparator: (a, b) => a.key === b.key });
  return parts.flatMap(({ added, removed, value }) => {
    if (!added && !removed) return [];
    const sign = added ? '+' : '-';
    return value.map(({ text, key }) => ({ text: `${sign} ${text}`, key: `${sign} ${key}` }));
  });
}

function diagnosticOf({ text }: Worded): Diagnostic {
  const code = text.startsWith('+') ? 'added' : 'removed';
  return { tool: 'snapshot', code, message: text, file: '', line: 0, column: 0, subject: undefined };
}
