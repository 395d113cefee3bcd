import type { z } from 'zod';
import type { Finding } from '../model/finding.js';
import type { Rule } from '../model/wave.js';
import type { YamlDocument } from './yaml-document.js';

/**
 * One kind of rule: the shape of its YAML, what the shape can't say, and how it becomes a rule of the model.
 *
 * A kind is one folder under `kinds/` and one line in `kinds/index.ts`; the schema documents itself through
 * `.describe()`, from which the JSON schema and docs/rules.md are generated.
 */
export interface RuleKind<S extends z.ZodObject = z.ZodObject> {
  /** The value of the document's `kind` key. */
  readonly kind: string;
  /** One sentence for the reference. */
  readonly summary: string;
  /** A whole, valid document for the reference. */
  readonly example: string;
  readonly schema: S;
  /**
   * Finds what no schema can say (duplicates, rules that do not compile). It also runs when the schema fails, so that
   * every problem is told at once: `document.data` may be anything.
   */
  readonly check: (document: YamlDocument) => readonly Finding[];
  /** Turns a valid document into the model; `id` names the rule in plans and messages. */
  readonly build: (data: z.output<S>, document: YamlDocument, id: string) => Rule;
}

/** Declares a rule kind; only there so that `build` is typed by `schema`. */
export function defineKind<S extends z.ZodObject>(kind: RuleKind<S>): RuleKind {
  return kind as unknown as RuleKind;
}
