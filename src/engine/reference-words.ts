import { lastSegment } from './last-segment.js';
import { moduleAliases } from './module-aliases.js';
import { type RelocationTable, splitName } from './relocation-table.js';
import type { Survey } from './survey.js';

/** Words of which a file holds one when it refers to a legacy module: what the modules, and others for them, are called last. */
export function referenceWords(table: RelocationTable, survey: Survey): readonly Buffer[] {
  const aliases = [...moduleAliases(table, survey).keys()].map((name) => splitName(name).last);
  const words = new Set([...table.legacies.map(({ path }) => lastSegment(path)), ...aliases]);
  return [...words].map((word) => Buffer.from(word));
}
