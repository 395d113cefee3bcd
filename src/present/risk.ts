/**
 * What happens when a finding is overlooked, the worst first:
 *
 * - `silent`: the program runs on and does something else: other state, other values, something that does not happen.
 * - `late`: it fails when that place is reached: a name, an attribute, an import in a function, a pickle.
 * - `import`: it fails at once and loudly: when the module is imported, or before the wave can be planned at all.
 * - `trace`: nothing fails: something names what is gone, or says nothing any more.
 */
type Risk = 'silent' | 'late' | 'import' | 'trace';

/** By code, or by the beginning of several: the longest that fits counts; `import` where none does. */
const RISKS: Readonly<Record<string, Risk>> = {
  // State, identity and order of effects: nothing tells that they changed.
  RW3: 'silent',
  RW303: 'late',
  RW305: 'import',
  RW341: 'import',
  // Statements that would be lost, doubled or changed.
  RW50: 'silent',
  RW500: 'import',
  RW526: 'silent',
  // A test that tests nothing any more, a registration that somebody waits for, an effect that is missed.
  RW223: 'silent',
  RW226: 'silent',
  RW227: 'silent',
  // References that are found broken when they are reached.
  RW202: 'late',
  RW203: 'late',
  RW211: 'late',
  RW212: 'late',
  RW214: 'silent',
  RW22: 'late',
  RW244: 'silent',
  RW302: 'late',
  RW318: 'late',
  RW330: 'late',
  RW331: 'trace',
  RW52: 'late',
  RW522: 'import',
  RW610: 'late',
  // Names of what is gone, and rules that say nothing any more.
  RW521: 'trace',
  RW531: 'trace',
  RW532: 'trace',
  RW601: 'trace',
  RW611: 'trace',
  RW701: 'trace',
};

/** From the worst on. */
const ORDER: readonly Risk[] = ['silent', 'late', 'import', 'trace'];

/** What happens when findings of a code are overlooked. */
export function riskOf(code: string): Risk {
  for (let length = code.length; length > 2; length--) {
    const risk = RISKS[code.slice(0, length)];
    if (risk !== undefined) return risk;
  }
  return 'import';
}

/** What a risk means, for people. */
export const RISK_TEXTS: Readonly<Record<Risk, string>> = {
  silent: 'the program would run on and do something else',
  late: 'it would fail when that place is reached',
  import: 'it would fail at once, when the module is imported or before anything is planned',
  trace: 'nothing would fail: a name is left that means nothing, or an entry that does nothing',
};

/** Smaller is worse. */
export function riskRank(code: string): number {
  return ORDER.indexOf(riskOf(code));
}
