import { counted, grouped } from '../../model/counted.js';
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
  const kept = context.written.filter((path) => context.keepsNames(path)).length;
  const detail = `${counted(names.checked, 'name')} and ${counted(imports.checked, 'import')} resolve in ${counted(context.written.length, 'written file')}`;
  return proved(
    'closure',
    findings,
    kept === 0 ? detail : `${detail}; in ${grouped(kept)} of them only imports change`,
  );
}

function treeNames(tree: Tree): TreeNames {
  return { names: new ModuleNames(tree), origins: new Origins(tree) };
}
