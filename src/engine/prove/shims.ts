import type { Finding } from '../../model/finding.js';
import { isPackageFile } from '../../python/module-index.js';
import { resolve } from '../../python/scope.js';
import { unitFacts } from '../../python/unit-facts.js';
import type { SourceFile } from '../source-file.js';
import type { Split } from '../split.js';
import { isMovable } from './movable-unit.js';
import { finding, listed, type ProofContext } from './proof.js';

/** Modules under a dead or emptied name that only hand on what has moved. */
export function findShims(context: ProofContext): Finding[] {
  return context.splits.flatMap((split) =>
    split.rule.legacy === 'delete' ? atDeadName(context, split) : inKeptSource(context, split),
  );
}

/** A module may stand under a dead name only where the wave puts a destination there, or packages for one. */
function atDeadName(context: ProofContext, split: Split): Finding[] {
  const { after } = context;
  const path = after.resolve(split.module);
  if (path === undefined) return [];
  const wanted = split.destinations.some(
    ({ module }) => module === split.module || module.startsWith(`${split.module}.`),
  );
  const file = after.python(path);
  const handedOn = file ? movedImports(context, file, split) : [];
  const owns = file && unitFacts(file.units, file.scopes, file.text).some(isMovable);
  if (wanted && (owns || handedOn.length === 0)) return [];
  const message = wanted
    ? `\`${split.module}\` would only hand on ${listed(handedOn)}, which have moved.`
    : `\`${split.module}\` is deleted by the wave and would still be found, as \`${path}\`.`;
  const hint = wanted
    ? 'Import the names from the modules that define them.'
    : 'Delete what stands there, or choose another name for it.';
  return [finding('RW511', 'error', after.place(path, 0), message, hint)];
}

/** Names that a kept module imports from a destination, and does not use itself. A package keeps its public names. */
function inKeptSource(context: ProofContext, split: Split): Finding[] {
  const { after } = context;
  const file = after.python(split.file.path);
  if (!file || isPackageFile(split.file.path)) return [];
  const used = new Set(
    file.scopes.uses.filter(({ ctx }) => ctx !== 'Store').map((use) => resolve(use.name, use.scope)),
  );
  const idle = movedImports(context, file, split).filter(
    (name) => !used.has(file.scopes.module.bindings.get(name)),
  );
  if (idle.length === 0) return [];
  const site = file.scopes.module.bindings.get(idle[0]!)?.sites[0];
  const message = `\`${split.module}\` would import ${listed(idle)} only to hand ${idle.length === 1 ? 'it' : 'them'} on.`;
  return [
    finding(
      'RW511',
      'error',
      after.place(file.path, site?.start ?? 0, site?.end),
      message,
      'Import the names from the modules that define them.',
    ),
  ];
}

/** Moved names that a file imports from a destination of the split, by their local names. */
function movedImports({ after, table }: ProofContext, file: SourceFile, split: Split): string[] {
  const legacy = table.at(split.file.path);
  return file.scopes.imports.flatMap(({ node, scope }) => {
    if (node.kind !== 'ImportFrom' || scope.kind !== 'module') return [];
    const module = after.moduleOf(file.path, node);
    const from = module === undefined ? undefined : after.resolve(module, file.path);
    if (!split.destinations.some(({ path }) => path === from)) return [];
    return node.names.flatMap(({ name, asname }) =>
      name === '*' || legacy?.target(name).kind === 'moved' ? [asname ?? name] : [],
    );
  });
}
