import type { RuleKind } from '../define-kind.js';
import { splitModule } from './split-module/rule.js';

/** Every rule kind, by the value of a document's `kind` key. */
export const ruleKinds: ReadonlyMap<string, RuleKind> = new Map(
  [splitModule].map((kind) => [kind.kind, kind]),
);
