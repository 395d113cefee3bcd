import type { Legacy, Target } from './relocation-table.js';
import { renamed } from './renamed.js';
import type { Replacement } from './replacement.js';

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
        ...(legacy.split.whole ? { submodule: true } : {}),
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
