import type { Survey } from '../survey.js';
import { type Bond, bondsOf, type SuggestSource } from './bonds.js';
import { circleBonds, orderOf, type PartOrder } from './circles.js';
import { namesToDefer } from './deferral.js';
import { ModuleParts } from './module-parts.js';
import { OutsideCircles } from './outside-circles.js';

/** The parts of a module, none of them in a circle with another. */
export interface Arrangement {
  readonly parts: ModuleParts;
  /** The parts before those that need each other in a circle were joined. */
  readonly loose: ModuleParts;
  readonly order: PartOrder;
  readonly bonds: readonly Bond[];
  /** Modules in an import circle with the source that were not taken as a reason to keep parts together. */
  readonly ignored: number;
}

/** A circle through other modules that would hold more of the source than this is left to the static gates. */
const LARGEST_SHARE = 0.5;

/** Finds the parts of a module. @param together what is kept together besides. */
export function arrangeParts(source: SuggestSource, survey: Survey, together: readonly Bond[]): Arrangement {
  const known = [...bondsOf(source), ...together];
  const deferred = namesToDefer(new ModuleParts(source, known));
  const loose = new ModuleParts(source, known, deferred);
  const outside = new OutsideCircles(survey, source.file.path);
  const inside = new ModuleParts(source, [...known, ...circleBonds(loose, undefined)], deferred);
  const bonds = [...known, ...circleBonds(loose, outside)];
  const whole = new ModuleParts(source, bonds, deferred);
  const isCheap = largestShare(whole) < LARGEST_SHARE || largestShare(whole) < largestShare(inside) + 0.1;
  if (outside.modules.length === 0 || isCheap)
    return { parts: whole, loose, order: orderOf(whole, outside), bonds, ignored: 0 };
  return {
    parts: inside,
    loose,
    order: orderOf(inside, undefined),
    bonds: [...known, ...circleBonds(loose, undefined)],
    ignored: outside.modules.length,
  };
}

function largestShare({ parts }: ModuleParts): number {
  const all = parts.reduce((sum, { lines }) => sum + lines, 0);
  return Math.max(0, ...parts.map(({ lines }) => lines)) / all;
}
