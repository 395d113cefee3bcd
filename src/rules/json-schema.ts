import { z } from 'zod';
import { ruleKinds } from './kinds/index.js';
import { gateName, waveSchema } from './wave-schema.js';

export type JsonSchema = z.core.JSONSchema.BaseSchema;

const DIALECT = 'http://json-schema.org/draft-07/schema#';

/** JSON schema of `wave.yaml`, for editors and for other programs that write waves; `gates` are their names. */
export function waveJsonSchema(gates: readonly string[]): JsonSchema {
  return { ...toJsonSchema(waveSchema, gates), title: 'A wave of rewrite' };
}

/** JSON schema of one document of a rule file: one alternative for each kind. */
export function ruleJsonSchema(): JsonSchema {
  const oneOf = [...ruleKinds.values()].map(({ kind, summary, schema }) => {
    const { $schema: _dialect, ...alternative } = toJsonSchema(schema);
    return { ...alternative, title: kind, description: summary };
  });
  return { $schema: DIALECT, title: 'A rule of rewrite', oneOf };
}

/** Draft 7, since that is what the YAML editors understand; `input`, since people write what has no default. */
export function toJsonSchema(schema: z.ZodType, gates: readonly string[] = []): JsonSchema {
  return z.toJSONSchema(schema, {
    io: 'input',
    target: 'draft-7',
    override: ({ zodSchema, jsonSchema }) => {
      if (zodSchema === gateName && gates.length > 0) jsonSchema.enum = [...gates];
    },
  });
}
