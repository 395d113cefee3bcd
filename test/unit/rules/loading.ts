import { UserError } from '../../../src/model/errors.js';
import type { Wave } from '../../../src/model/wave.js';
import { loadWave } from '../../../src/rules/load.js';

/** The gates that the waves of these tests may name. */
export const GATES = new Set(['benchmark', 'command', 'pytest', 'ruff', 'ruff-format', 'snapshot']);

const TITLE = 'title: A wave\n';

/** Loads a wave whose folder holds these texts, by file name. */
export function load(texts: Readonly<Record<string, string>>, gates = GATES): Wave {
  const files = Object.entries(texts).map(([name, text]) => ({ path: `waves/w/${name}`, text }));
  return loadWave(files, { name: 'w', folder: 'waves/w', shipped: false, knownGates: gates });
}

/** Every finding of a wave, one a line: `CODE file:line:column message (hint)`. */
export function problems(texts: Readonly<Record<string, string>>): string[] {
  try {
    load(texts);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return error.findings.map(({ code, place, message, hint, related = [] }) => {
      const at =
        place === undefined ? '?' : `${place.file.replace('waves/w/', '')}:${place.line}:${place.column}`;
      const others = related.map((r) => ` [${r.place.line}:${r.place.column} ${r.message}]`).join('');
      return `${code} ${at} ${message}${hint === undefined ? '' : ` (${hint})`}${others}`;
    });
  }
  return [];
}

/** The findings of one rule file beside a sound wave.yaml. */
export function ruleProblems(text: string): string[] {
  return problems({ 'wave.yaml': TITLE, 'r.yaml': text });
}

/** The findings of a wave.yaml beside a sound rule file. */
export function waveProblems(text: string): string[] {
  return problems({ 'wave.yaml': text, 'r.yaml': SOUND_RULE });
}

export const SOUND_RULE = `kind: split-module
source: shop.models
into:
  - module: shop.orders
    symbols: [Order]
  - module: shop.people
    rest: true
`;
