import { ruleJsonSchema, waveJsonSchema } from './json-schema.js';
import { rulesReference } from './reference.js';

/**
 * The files of this repository that are made from the schemas and from the kinds' cases, by path.
 *
 * @param gates their names.
 * @param snapshots what `rewrite test` has made of the cases, by path.
 */
export function generatedFiles(
  gates: readonly string[],
  snapshots: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
  return new Map([
    ['schemas/wave.schema.json', json(waveJsonSchema(gates))],
    ['schemas/rule.schema.json', json(ruleJsonSchema())],
    ['docs/rules.md', rulesReference(gates, snapshots)],
  ]);
}
