import { ruleJsonSchema, waveJsonSchema } from './json-schema.js';
import { rulesReference } from './reference.js';

/** The files of this repository that are made from the schemas, by path; `gates` are the names of the gates. */
export function generatedFiles(gates: readonly string[]): ReadonlyMap<string, string> {
  const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
  return new Map([
    ['schemas/wave.schema.json', json(waveJsonSchema(gates))],
    ['schemas/rule.schema.json', json(ruleJsonSchema())],
    ['docs/rules.md', rulesReference(gates)],
  ]);
}
