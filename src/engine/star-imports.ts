import { absoluteName, isPackageFile } from '../python/module-index.js';
import type { ImportSite } from '../python/scope.js';
import { exportedNames, readExportList } from './export-list.js';
import type { SourceFile } from './source-file.js';
import type { Survey } from './survey.js';

/** Whether a star import binds a name; `unknown` when its module is not to be read, or computes its `__all__`. */
export type StarAnswer = 'brings' | 'lacks' | 'unknown';

/** The star imports of a module's own body, in source order. */
export function starImports({ scopes }: SourceFile): ImportSite[] {
  return scopes.imports.filter(
    ({ node, scope }) => scope.kind === 'module' && node.kind === 'ImportFrom' && node.names[0]?.name === '*',
  );
}

/** What a star import takes: `__all__`, or every public name, those that other stars brought too (reference, 7.11). */
export function starBrings(
  name: string,
  { node }: ImportSite,
  file: SourceFile,
  survey: Survey,
  seen: ReadonlySet<string> = new Set(),
): StarAnswer {
  if (node.kind !== 'ImportFrom') return 'lacks';
  const own = survey.index.nameOf(file.path);
  const module = absoluteName(own, isPackageFile(file.path), node.level, node.module);
  const path = module === undefined ? undefined : survey.index.resolve(module, file.path);
  const other = path === undefined ? undefined : survey.python(path);
  if (!other) return 'unknown';
  if (exportedNames(other.module, other.scopes).includes(name)) return 'brings';
  const { declared, computed } = readExportList(other.module);
  if (declared) return computed ? 'unknown' : 'lacks';
  if (name.startsWith('_') || seen.has(other.path)) return 'lacks';
  const inner = new Set([...seen, other.path]);
  const answers = starImports(other).map((site) => starBrings(name, site, other, survey, inner));
  return (
    answers.find((answer) => answer === 'brings') ?? answers.find((answer) => answer === 'unknown') ?? 'lacks'
  );
}
