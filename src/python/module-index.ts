/**
 * Which file a dotted module name means, by the rules of the path based finder
 * (https://docs.python.org/3/reference/import.html#the-path-based-finder): a package is a folder with
 * `__init__.py`, a folder without one is a namespace package.
 */
export class ModuleIndex {
  private readonly files: ReadonlySet<string>;
  private readonly folders = new Set<string>();
  private readonly resolved = new Map<string, string | undefined>();
  /** Folders that stand on `sys.path`: '' is the repository root. */
  readonly roots: readonly string[];

  /** @param paths repository-relative POSIX paths of all files. */
  constructor(paths: Iterable<string>) {
    this.files = new Set([...paths].filter((path) => path.endsWith('.py') || path.endsWith('.pyi')));
    for (const path of this.files) {
      for (
        let folder = parentOf(path);
        folder !== '' && !this.folders.has(folder);
        folder = parentOf(folder)
      ) {
        this.folders.add(folder);
      }
    }
    this.roots = this.findRoots();
  }

  /** A root is the folder above an outermost package; `src` and the repository itself always are. */
  private findRoots(): string[] {
    const roots = new Set<string>();
    if (this.folders.has('src')) roots.add('src');
    for (const path of this.files) {
      if (!path.endsWith('/__init__.py') && path !== '__init__.py') continue;
      let folder = parentOf(parentOf(path));
      while (folder !== '' && this.files.has(`${folder}/__init__.py`)) folder = parentOf(folder);
      roots.add(folder);
    }
    roots.add('');
    return [...roots]
      .sort((a, b) => depth(a) - depth(b) || (a < b ? -1 : 1))
      .sort((a, b) => rank(a) - rank(b));
  }

  has(path: string): boolean {
    return this.files.has(path);
  }

  /** Whether Python files stand in a folder or below it. */
  hasFolder(folder: string): boolean {
    return this.folders.has(folder);
  }

  /**
   * The file of a module: `a/b.py` or `a/b/__init__.py`.
   *
   * @param importer a file whose own folder is searched too, as for a script.
   * @returns `undefined` for modules outside the repository and for namespace packages.
   */
  resolve(dotted: string, importer?: string): string | undefined {
    let found = this.resolved.get(dotted);
    if (found === undefined && !this.resolved.has(dotted)) {
      for (const root of this.roots) {
        found = this.resolveUnder(root, dotted);
        if (found !== undefined) break;
      }
      this.resolved.set(dotted, found);
    }
    if (found !== undefined) return found;
    if (importer === undefined) return undefined;
    // A script's own folder is on `sys.path`; that of a module in a package is not.
    const folder = parentOf(importer);
    return this.files.has(join(folder, '__init__.py')) ? undefined : this.resolveUnder(folder, dotted);
  }

  resolveUnder(root: string, dotted: string): string | undefined {
    const base = join(root, dotted.replaceAll('.', '/'));
    if (this.files.has(`${base}/__init__.py`)) return `${base}/__init__.py`;
    if (this.files.has(`${base}.py`)) return `${base}.py`;
    return undefined;
  }

  /** Whether a dotted name is a package without `__init__.py`. */
  isNamespace(dotted: string): boolean {
    const folder = dotted.replaceAll('.', '/');
    return this.roots.some((root) => this.folders.has(join(root, folder)));
  }

  /** Every dotted name by which a file can be imported, the one from its innermost root first. */
  namesOf(path: string): string[] {
    const names: string[] = [];
    const stem = path.replace(/(?:\/__init__)?\.pyi?$/, '');
    for (const root of this.roots) {
      if (root !== '' && !stem.startsWith(`${root}/`)) continue;
      const relative = root === '' ? stem : stem.slice(root.length + 1);
      if (relative.split('/').every((part) => /^[^\W\d]\w*$/u.test(part)))
        names.push(relative.replaceAll('/', '.'));
    }
    return names.sort((a, b) => a.length - b.length);
  }

  /** The dotted name of a file from its innermost root; its path when it has no such name. */
  nameOf(path: string): string {
    return this.namesOf(path)[0] ?? path;
  }

  /** The root under which a dotted name is found. */
  rootOf(dotted: string): string | undefined {
    return this.roots.find((root) => this.resolveUnder(root, dotted) !== undefined);
  }
}

/**
 * The absolute name that a relative import means
 * (https://docs.python.org/3/reference/import.html#package-relative-imports).
 *
 * @param importer dotted name of the importing module.
 * @param isPackage the importer is an `__init__.py`.
 * @returns `undefined` when the dots leave the top-level package.
 */
export function absoluteName(
  importer: string,
  isPackage: boolean,
  level: number,
  module: string,
): string | undefined {
  if (level === 0) return module;
  const parts = importer.split('.');
  const keep = parts.length - level + (isPackage ? 1 : 0);
  if (keep < 0 || (keep === 0 && module === '')) return undefined;
  const base = parts.slice(0, keep).join('.');
  if (keep === 0) return undefined;
  return module === '' ? base : `${base}.${module}`;
}

/**
 * A module's name as a relative import writes it: dots and the rest.
 *
 * @returns `undefined` when the two share no top-level package.
 */
export function relativeName(importer: string, isPackage: boolean, target: string): string | undefined {
  const from = importer.split('.');
  if (!isPackage) from.pop();
  const to = target.split('.');
  let shared = 0;
  while (shared < from.length && shared < to.length && from[shared] === to[shared]) shared++;
  if (shared === 0) return undefined;
  return '.'.repeat(from.length - shared + 1) + to.slice(shared).join('.');
}

/** Whether a path is a package's `__init__`. */
export function isPackageFile(path: string): boolean {
  return /(?:^|\/)__init__\.pyi?$/.test(path);
}

/** The folder of a path, '' at the top. */
export function parentOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '' : path.slice(0, slash);
}

/** Joins a folder ('' for the top) and a relative path. */
export function join(folder: string, path: string): string {
  return folder === '' ? path : `${folder}/${path}`;
}

function depth(folder: string): number {
  return folder === '' ? 0 : folder.split('/').length;
}

/** `src` first, the repository root last: a name found under a real source root is the one that is meant. */
function rank(root: string): number {
  return root === 'src' ? 0 : root === '' ? 2 : 1;
}
