import type { Finding } from '../model/finding.js';
import type { Edit, ReferenceForm } from '../model/plan.js';
import type { Alias, ImportFrom } from '../python/ast.js';
import { absoluteName } from '../python/module-index.js';
import type { ImportSite } from '../python/scope.js';
import type { PatchSites } from './patch-sites.js';
import {
  identityOf,
  type Legacy,
  type ModuleIdentity,
  type RelocationTable,
  type Target,
} from './relocation-table.js';
import type { AliasReplacements, FileRetarget, Replacement } from './replacement.js';
import { retargetModuleBindings } from './retarget-modules.js';
import { retargetOwn } from './retarget-own.js';
import { retargetStar } from './retarget-star.js';
import type { SourceFile } from './source-file.js';
import type { Survey } from './survey.js';

/** What the rewriting of one file needs to know. */
export interface RetargetContext {
  readonly survey: Survey;
  readonly table: RelocationTable;
  readonly patches: PatchSites;
}

/** One file being rewritten. */
export class FileContext {
  readonly aliases: AliasReplacements = new Map();
  readonly edits: Edit[] = [];
  readonly findings: Finding[] = [];
  /** The file as it stands, which relative imports are read from. */
  readonly identity: ModuleIdentity;

  /** @param outer where an offset of the text stands in its file, for code that is embedded in it. */
  constructor(
    readonly context: RetargetContext,
    readonly file: SourceFile,
    private readonly outer: (offset: number) => number = (offset) => offset,
  ) {
    this.identity = identityOf(file.path, context.survey);
  }

  edit(start: number, end: number, text: string, rule: string, form: ReferenceForm | undefined): void {
    this.edits.push({ start, end, text, rule, form });
  }

  report(
    code: string,
    start: number,
    end: number,
    message: string,
    hint: string,
    severity: Finding['severity'] = 'error',
  ): void {
    this.findings.push({
      code,
      severity,
      place: this.context.survey.place(this.file.path, this.outer(start), this.outer(end)),
      message,
      hint,
    });
  }

  /** The absolute name of the module that a from-import reads. */
  moduleOf(node: ImportFrom): string | undefined {
    return absoluteName(this.identity.module, this.identity.isPackage, node.level, node.module);
  }
}

/** Applies the relocation table to the names of one file. */
export function retargetFile(
  context: RetargetContext,
  file: SourceFile,
  outer?: (offset: number) => number,
): FileRetarget {
  const state = new FileContext(context, file, outer);
  for (const site of file.scopes.imports) {
    if (site.node.kind === 'ImportFrom') retargetFromImport(state, site, site.node);
  }
  retargetModuleBindings(state);
  return { aliases: state.aliases, edits: state.edits, findings: state.findings };
}

function retargetFromImport(state: FileContext, site: ImportSite, node: ImportFrom): void {
  const module = state.moduleOf(node);
  const legacy = module === undefined ? undefined : state.context.table.named(module, state.file.path);
  if (!legacy || module === undefined) return;
  for (const alias of node.names) {
    if (alias.name === '*') retargetStar(state, site, alias, legacy, module);
    else retargetName(state, site, alias, legacy, module);
  }
}

function retargetName(
  state: FileContext,
  site: ImportSite,
  alias: Alias,
  legacy: Legacy,
  module: string,
): void {
  const target = legacy.target(alias.name);
  if (target.kind === 'stays') legacy.takenOutside.add(alias.name);
  const own = target.kind === 'moved' && target.destination.path === state.file.path;
  if (own && (alias.asname !== undefined || site.scope.kind === 'class'))
    return retargetOwn(state, site, alias, legacy);
  const replacement = replacementFor(target, alias.name, alias.asname, legacy, module);
  if (replacement) {
    state.aliases.set(alias, [replacement]);
    if (site.scope.kind !== 'module') state.context.patches.noteReader(legacy, alias.name);
  } else if (target.kind === 'missing') reportMissing(state, alias, legacy, module);
}

function reportMissing(state: FileContext, alias: Alias, legacy: Legacy, module: string): void {
  const { survey } = state.context;
  if (survey.index.resolve(`${module}.${alias.name}`) !== undefined) return;
  if (legacy.split.destinations.some(({ module: name }) => name === `${module}.${alias.name}`)) return;
  if (!legacy.gone) return;
  state.report(
    'RW211',
    alias.start,
    alias.end,
    `\`${alias.name}\` is imported from \`${legacy.split.module}\`, which does not define it: this reference is broken already.`,
    'Mend or delete the import first; a waiver keeps it failing, from the first destination of the split.',
  );
  const first = legacy.split.destinations[0];
  if (first) {
    state.aliases.set(alias, [
      {
        kind: 'from',
        module: renamed(module, legacy, first.module),
        name: alias.name,
        asname: alias.asname,
        uses: undefined,
      },
    ]);
  }
}

/** A patch whose name is looked up in several modules after the split, or in none. */
export function reportPatch(
  state: FileContext,
  legacy: Legacy,
  names: readonly string[],
  sites: readonly string[],
  start: number,
  end: number,
): void {
  const listed = names.map((name) => `\`${name}\``).join(', ');
  const [verb, pronoun] = names.length === 1 ? ['is', 'it is'] : ['are', 'they are'];
  state.report(
    'RW304',
    start,
    end,
    sites.length === 0
      ? `\`${legacy.split.module}.${names[0]}\` is replaced here, but no code looks it up in a known module.`
      : `${listed} ${verb} replaced here; after the split ${pronoun} looked up in ${sites.map((site) => `\`${site}\``).join(' and ')}.`,
    sites.length === 0
      ? 'Remove the replacement, or replace the name where it is used.'
      : 'Replace it in each module that looks it up, or keep its users together in the wave.',
  );
}

/** The import that binds what `from legacy import name` bound; `undefined` when it stays as it is. */
export function replacementFor(
  target: Target,
  name: string,
  asname: string | undefined,
  legacy: Legacy,
  module: string,
): Replacement | undefined {
  switch (target.kind) {
    case 'moved':
      return {
        kind: 'from',
        module: renamed(module, legacy, target.destination.module),
        name: target.name,
        asname: asname ?? (target.name === name ? undefined : name),
        uses: undefined,
      };
    case 'replicated': {
      const first = target.destinations[0];
      return (
        first && {
          kind: 'from',
          module: renamed(module, legacy, first.module),
          name,
          asname,
          uses: undefined,
        }
      );
    }
    case 'origin':
      if (target.name !== undefined) {
        const local = asname ?? name;
        return {
          kind: 'from',
          module: renamed(module, legacy, target.module),
          name: target.name,
          asname: local === target.name ? asname : local,
          uses: undefined,
        };
      }
      return {
        kind: 'import',
        module: target.module,
        name: '',
        asname: (asname ?? name) === target.module ? undefined : (asname ?? name),
        uses: undefined,
      };
    default:
      return undefined;
  }
}

/**
 * A new module's name in the way the importer spelt the old one: `src.pkg.old` becomes `src.pkg.new` where the
 * importer reaches the package through a folder above the source root.
 */
export function renamed(spelt: string, legacy: Legacy, module: string): string {
  const own = legacy.split.module;
  if (spelt === own || !spelt.endsWith(`.${own}`)) return module;
  const top = own.split('.', 1)[0]!;
  const sharesTop = module === top || module.startsWith(`${top}.`);
  return sharesTop ? spelt.slice(0, spelt.length - own.length) + module : module;
}
