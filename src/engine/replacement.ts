import type { Finding } from '../model/finding.js';
import type { Edit, ReferenceForm } from '../model/plan.js';
import type { Alias } from '../python/ast.js';
import type { ImportSite } from '../python/scope.js';

/** An import that takes the place of one name of an import statement. */
export interface Replacement {
  /** `from`: `from module import name [as asname]`; `import`: `import module [as asname]`. */
  readonly kind: 'from' | 'import';
  /** Absolute dotted name. */
  readonly module: string;
  /** The imported name; '' for `import`. */
  readonly name: string;
  readonly asname: string | undefined;
  /** Offsets of the uses that read it; `undefined`: all uses of the replaced name. */
  readonly uses: ReadonlySet<number> | undefined;
  /** `name` is a submodule of `module`, not something that `module` defines. */
  readonly submodule?: boolean;
}

/** What becomes of the names of a file's import statements: absent, nothing; an empty list, dropped. */
export type AliasReplacements = Map<Alias, readonly Replacement[]>;

/** What the relocation table makes of one file. */
export interface FileRetarget {
  readonly aliases: AliasReplacements;
  /** Changes outside import statements. */
  readonly edits: Edit[];
  readonly findings: Finding[];
}

/** The form of reference that an import statement is, for statistics. */
export function importForm(site: ImportSite, toModule: boolean): ReferenceForm {
  if (toModule) return 'module-import';
  if (site.typeChecking) return 'from-import-type-checking';
  return site.scope.kind === 'module' || site.scope.kind === 'class' ? 'from-import' : 'from-import-local';
}
