/** A dotted name that nothing may refer to, and why. */
export interface BannedName {
  readonly name: string;
  readonly isModule: boolean;
  readonly reason: string;
}

/** What import-linter has to know of the repository to keep a module from being imported. */
export interface ModuleTree {
  /** Packages without a dot in their name. */
  readonly roots: readonly string[];
  /** Names of the modules and packages directly in a package. */
  readonly children: ReadonlyMap<string, readonly string[]>;
}

/** The first line of what is written here: files that begin with it may be written over. */
export const GENERATED = '# Written by `rewrite gates export`.';

/** A ruff configuration that bans the names (TID251), to be extended by a repository's own. */
export function ruffBannedApi(bans: readonly BannedName[]): string {
  return lines([
    GENERATED,
    '# In the configuration of the repository: `extend = "<this file>"`, beside `line-length` and the like.',
    '[lint]',
    'extend-select = ["TID251"]',
    '',
    '[lint.flake8-tidy-imports.banned-api]',
    ...bans.map(({ name, reason }) => `${quoted(name)}.msg = ${quoted(reason)}`),
  ]);
}

/**
 * Contracts of import-linter that nothing imports a banned module. They are contracts of layers, because only those
 * may name a module that does not exist: it stands above all others as long as it is gone, and breaks the contract once
 * it is back and imported.
 */
export function importLinterContracts(bans: readonly BannedName[], tree: ModuleTree): string {
  const modules = bans.filter(
    ({ name, isModule }) => isModule && tree.roots.includes(name.split('.', 1)[0]!),
  );
  return lines([
    GENERATED,
    '# Run it beside the contracts of the repository: `lint-imports --config <this file>`.',
    '[tool.importlinter]',
    `root_packages = [${tree.roots.map(quoted).join(', ')}]`,
    ...modules.flatMap(({ name, reason }) => [
      '',
      '[[tool.importlinter.contracts]]',
      `id = ${quoted(name)}`,
      `name = ${quoted(`Nothing imports ${name}`)}`,
      'type = "layers"',
      'layers = [',
      `  ${quoted(`(${name})`)},`,
      `  ${quoted(
        othersThan(name, tree)
          .map((other) => `(${other})`)
          .join(' : '),
      )},`,
      ']',
      `broken_contract_guidance = ${quoted(reason)}`,
    ]),
  ]);
}

/** The largest parts of the tree that do not hold the module: beside it, beside its package, and so on. */
function othersThan(name: string, { roots, children }: ModuleTree): string[] {
  const path = name.split('.');
  const above = path.slice(1).map((_, index) => path.slice(0, index + 1).join('.'));
  const beside = above.flatMap((parent) => (children.get(parent) ?? []).map((child) => `${parent}.${child}`));
  const own = new Set([...above, name]);
  return [...roots, ...beside].filter((other) => !own.has(other)).sort();
}

function quoted(text: string): string {
  // A basic string of TOML and a string of JSON are written alike.
  return JSON.stringify(text);
}

function lines(all: readonly string[]): string {
  return `${all.join('\n')}\n`;
}
