import type { UseForm } from '../../model/liveness.js';

/** A top-level name of a file of the repository. */
export interface SymbolId {
  readonly path: string;
  readonly name: string;
}

/** A place that needs a symbol or a module. Offsets are UTF-16, in the file. */
export interface Use {
  readonly form: UseForm;
  readonly path: string;
  readonly start: number;
  readonly end: number;
  readonly detail?: string;
}

/** The key of a symbol in maps; also how `Origins` writes a definition. */
export function keyOf({ path, name }: SymbolId): string {
  return `${path}:${name}`;
}

/** Whether a file belongs to the tests: what only tests use is not needed by the program. */
export function isTestPath(path: string): boolean {
  const segments = path.split('/');
  const file = segments.at(-1)!;
  return (
    segments.slice(0, -1).some((segment) => segment === 'tests' || segment === 'test') ||
    /^(?:test_.*|.*_test|conftest)\.pyi?$/.test(file)
  );
}
