import { isPackageFile } from '../../python/module-index.js';
import type { Binding } from '../../python/scope.js';
import { forEachCall } from '../module-uses.js';
import type { SourceFile } from '../source-file.js';
import type { Tree } from './tree.js';
import { isForTypesOnly } from './type-checking.js';

/** Whether a module has a name: `types` when only type checkers see it, `unknown` when code decides that. */
export type Offer = 'yes' | 'types' | 'no' | 'unknown';

/** Names that every module has. */
const MODULE_DUNDERS =
  /^__(?:name|file|doc|package|spec|loader|path|builtins|cached|annotations|dict|class|dir|getattribute)__$/;

/** What modules of a tree offer to those that import from them. */
export class ModuleNames {
  private readonly open = new Map<string, boolean>();

  constructor(readonly tree: Tree) {}

  /** Whether `from module import name` finds something. */
  offers(path: string, name: string, seen: ReadonlySet<string> = new Set()): Offer {
    const offer = this.holds(path, name, seen);
    if (offer !== 'no' && offer !== 'types') return offer;
    const answers = this.tree.python(path)?.scopes.module.bindings.has('__getattr__');
    return answers ? 'unknown' : offer;
  }

  /** Whether code of the module itself finds a global of that name: its `__getattr__` is not asked then. */
  holds(path: string, name: string, seen: ReadonlySet<string> = new Set()): Offer {
    const file = this.tree.python(path);
    if (!file) return 'unknown';
    if (MODULE_DUNDERS.test(name)) return 'yes';
    const binding = file.scopes.module.bindings.get(name);
    if (binding && isDeleted(file, binding)) return 'no';
    const sites = binding?.sites.filter(({ kind }) => kind !== 'annotation' && kind !== 'delete') ?? [];
    if (sites.some((site) => !isForTypesOnly(file, site.start))) return 'yes';
    if (isPackageFile(path) && this.tree.exists(`${this.tree.nameOf(path)}.${name}`)) return 'yes';
    const starred = this.throughStars(file, name, new Set([...seen, path]));
    if (starred !== 'no') return starred;
    if (this.isOpen(file)) return 'unknown';
    return sites.length > 0 ? 'types' : 'no';
  }

  private throughStars(file: SourceFile, name: string, seen: ReadonlySet<string>): Offer {
    let best: Offer = 'no';
    for (const { node, scope } of file.scopes.imports) {
      if (node.kind !== 'ImportFrom' || node.names[0]?.name !== '*' || scope.kind !== 'module') continue;
      const module = this.tree.moduleOf(file.path, node);
      const path = module === undefined ? undefined : this.tree.resolve(module, file.path);
      if (path === undefined) best = 'unknown';
      else if (!seen.has(path)) {
        const offer = this.offers(path, name, seen);
        const typed = offer === 'yes' && isForTypesOnly(file, node.start);
        if (offer === 'yes' && !typed) return 'yes';
        if (offer !== 'no') best = typed ? 'types' : offer;
      }
    }
    return best;
  }

  /** Whether code of a module gives it names that its text does not bind. */
  private isOpen(file: SourceFile): boolean {
    let open = this.open.get(file.path);
    if (open === undefined) {
      open = changesItsNames(file);
      this.open.set(file.path, open);
    }
    return open;
  }
}

/** `globals()[…] = …`, `vars().update(…)`, `setattr(sys.modules[__name__], …)`, `exec(…)`. */
function changesItsNames(file: SourceFile): boolean {
  if (!/\b(?:globals|vars|locals|setattr|exec|sys\.modules)\b/.test(file.text)) return false;
  let found = false;
  forEachCall(file.module, ({ func, args }) => {
    const name = func.kind === 'Name' ? func.id : '';
    if (
      name === 'globals' ||
      (name === 'vars' && args.length === 0) ||
      (name === 'locals' && args.length === 0)
    )
      found = true;
    if (
      name === 'exec' ||
      (name === 'setattr' &&
        args[0] &&
        /sys\.modules|module/.test(file.text.slice(args[0].start, args[0].end)))
    )
      found = true;
  });
  return found || /sys\.modules\[__name__\]/.test(file.text);
}

/** The last thing that the module says of a name is `del name`. */
function isDeleted(file: SourceFile, { sites }: Binding): boolean {
  const last = sites.at(-1);
  return (
    last?.kind === 'delete' && last.from.kind === 'module' && file.units[last.unit]?.stmt.kind === 'Delete'
  );
}
