import type { RuleKind } from '../define-kind.js';
import { deleteModule } from './delete-module/rule.js';
import { moveModule } from './move-module/rule.js';
import { moveSymbol } from './move-symbol/rule.js';
import { pruneSymbols } from './prune-symbols/rule.js';
import { renameSymbol } from './rename-symbol/rule.js';
import { requireKind } from './require/rule.js';
import { retargetImport } from './retarget-import/rule.js';
import { rewrite } from './rewrite/rule.js';
import { splitModule } from './split-module/rule.js';

/** Every rule kind, by the value of a document's `kind` key. */
export const ruleKinds: ReadonlyMap<string, RuleKind> = new Map(
  [
    splitModule,
    moveSymbol,
    renameSymbol,
    moveModule,
    retargetImport,
    pruneSymbols,
    deleteModule,
    rewrite,
    requireKind,
  ].map((kind) => [kind.kind, kind]),
);
