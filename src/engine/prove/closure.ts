import { findUsesBeforeBinding } from './import-order.js';
import { findBrokenImports, type TreeNames } from './import-targets.js';
import { findChangedMeanings } from './meanings.js';
import { ModuleNames } from './module-names.js';
import { findLostNames } from './named-in-text.js';
import { Origins } from './origins.js';
import { type ProofContext, type Proved, proved } from './proof.js';
import type { Tree } from './tree.js';
import { findUnloadedModules } from './unloaded-modules.js';
import { findUnresolvedNames } from './unresolved-names.js';

/** Each name in each written file is bound, each import finds something, and both mean what they meant before. */
export function proveClosure(context: ProofContext): Proved {
  const before = treeNames(context.before);
  const earlier = context.earlier === context.before ? before : treeNames(context.earlier);
  const after = treeNames(context.after);
  const names = findUnresolvedNames(context, { earlier, after });
  const imports = findBrokenImports(context, earlier, after);
  const findings = [
    ...names.findings,
    ...findUsesBeforeBinding(context),
    ...imports.findings,
    ...findChangedMeanings(context, before, after),
    ...findLostNames(context, before, after),
    ...findUnloadedModules(context),
  ];
  const detail = `${names.checked} names and ${imports.checked} imports resolve in ${context.written.length} written files`;
  return proved('closure', findings, detail);
}

function treeNames(tree: Tree): TreeNames {
  return { names: new ModuleNames(tree), origins: new Origins(tree) };
}
