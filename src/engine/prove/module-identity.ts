import type { Finding } from '../../model/finding.js';
import { absoluteName, parentOf } from '../../python/module-index.js';
import { type NameUse, resolve } from '../../python/scope.js';
import { forEachChild, type Node } from '../../python/visit.js';
import { selectStatements } from '../select.js';
import type { Split } from '../split.js';
import { isMovable } from './movable-unit.js';
import { finding, type ProofContext } from './proof.js';

/** Code that asks for the file, the name or the package of the module that it stands in, and moves. */
export function findModuleIdentity(context: ProofContext, split: Split): Finding[] {
  const { file, facts, home } = split;
  const findings: Finding[] = [];
  const noted = new Set<string>();
  for (const use of file.scopes.uses) {
    const to = home[use.unit];
    if (!to || !isMovable(facts[use.unit]!) || resolve(use.name, use.scope) !== undefined) continue;
    const place = context.before.place(file.path, use.start, use.end);
    const isFolder = use.name === '__file__' || use.name === '__package__' || use.name === '__path__';
    if (
      isFolder &&
      parentOf(to.path) !== parentOf(file.path) &&
      !goesWithItsFolder(split) &&
      !isAnchorInside(split, use)
    ) {
      const message = `\`${use.name}\` means the folder \`${parentOf(file.path)}/\` here, and \`${parentOf(to.path)}/\` in \`${to.module}\`.`;
      findings.push(
        finding(
          'RW307',
          'error',
          place,
          message,
          'Keep it in a module of the same folder, or find the path in another way first.',
        ),
      );
    } else if (use.name === '__name__' && !isMainBlock(split, use.unit) && !isLoggerName(split, use)) {
      const message = `\`__name__\` is \`${split.module}\` here, and will be \`${to.module}\`.`;
      if (isImported(split, use) && !(split.whole && split.isPackage)) {
        const hint = `The module that is imported here would be looked for in \`${to.module}\`: write \`${split.module}\` instead of \`__name__\` before the wave.`;
        findings.push(finding('RW308', 'error', place, message, hint));
        continue;
      }
      if (noted.has(to.module)) continue;
      noted.add(to.module);
      findings.push(finding('RW308', 'note', place, message));
    }
  }
  return [...findings, ...findMainBlock(context, split)];
}

/** A package that gets another name in the same place takes its files along: paths from a module of it still hold. */
function goesWithItsFolder({ rule, whole }: Split): boolean {
  if (rule.package === undefined || !whole) return false;
  const depth = (dotted: string) => dotted.split('.').length;
  return depth(whole.module) === depth(rule.source);
}

/** `import_module(".name", __package__)` that stays in a package which moves: all that it can reach moves along. */
function isAnchorInside({ file, rule, module, isPackage }: Split, { start }: NameUse): boolean {
  const lead = file.text.slice(Math.max(0, start - 200), start);
  const dots = /\bimport_module\(\s*["'](\.+)[\w.]*["']\s*,\s*(?:package\s*=\s*)?$/.exec(lead)?.[1]?.length;
  if (dots === undefined || rule.package === undefined) return false;
  const base = absoluteName(module, isPackage, dots, '');
  return base === rule.package || base?.startsWith(`${rule.package}.`) === true;
}

/** `getLogger(__name__)` is meant to follow the module. */
function isLoggerName({ file }: Split, { start }: NameUse): boolean {
  return /(?:^|[._\s=(,])(?:get_?logger|getChild|Logger)\s*\(\s*(?:name\s*=\s*)?$/i.test(
    file.text.slice(Math.max(0, start - 60), start),
  );
}

/** `import_module(f"{__name__}.part")`: a module is looked for below the one that asks. */
function isImported({ file }: Split, { unit, start, end }: NameUse): boolean {
  let found = false;
  const walk = (node: Node): void => {
    if (found || start < node.start || end > node.end) return;
    if (node.kind === 'Call') {
      const called = file.text.slice(node.func.start, node.func.end);
      found = start > node.func.end && /(?:^|\.)(?:import_module|__import__|find_spec)$/.test(called);
    }
    forEachChild(node, walk);
  };
  walk(file.units[unit]!.stmt);
  return found;
}

function isMainBlock({ file }: Split, unit: number): boolean {
  const { stmt } = file.units[unit]!;
  return (
    stmt.kind === 'If' &&
    /^__name__\s*==\s*|==\s*__name__$/.test(file.text.slice(stmt.test.start, stmt.test.end))
  );
}

/** A module that is run as a program is run by its path or name, which go. */
function findMainBlock(context: ProofContext, split: Split): Finding[] {
  const { file, home, rule } = split;
  const unit = file.units.findIndex(({ index }) => isMainBlock(split, index));
  const to = unit < 0 ? undefined : home[unit];
  if (!to || rule.legacy !== 'delete' || split.whole) return [];
  const selections = selectStatements(
    file.text,
    file.units,
    split.destinations.map(({ spec }) => ({ selector: spec.selector })),
  );
  if (selections.some((selection) => selection?.statements.has(unit))) return [];
  const { start, end } = file.units[unit]!;
  const message = `\`${split.module}\` can be run as a program; after the wave only \`${to.module}\` can, and nothing says that this is wanted.`;
  const hint = `Claim the statement: \`{ kind: if_statement, regex: "__name__" }\` under the \`rule\` of the module that takes it.`;
  return [finding('RW309', 'error', context.before.place(file.path, start, end), message, hint)];
}
