import type { Finding } from '../model/finding.js';
import type { Edit, FileChange } from '../model/plan.js';
import { encodeSource } from '../python/encoding.js';
import { addToModule } from './add-to-module.js';
import { boundNames, type Contribution } from './contribution.js';
import type { RetargetContext } from './file-context.js';
import { renderNewModule } from './render-module.js';

/** One module that takes statements from sources of the wave. */
export interface WrittenDestination {
  readonly changes: readonly FileChange[];
  /** Edits of a module that exists; they join the file's other edits. */
  readonly additions: readonly Edit[];
  readonly findings: readonly Finding[];
}

/** Writes a new module, or the additions to one that exists. */
export function writeDestination(
  path: string,
  contributions: readonly Contribution[],
  context: RetargetContext,
): WrittenDestination {
  const [{ destination, legacy }] = contributions as [Contribution, ...Contribution[]];
  const findings = [
    ...contributions.flatMap(({ composition }) => composition.findings),
    ...boundTwice(contributions, context),
  ];
  const file = destination.spec.existing ? context.survey.python(path) : undefined;
  if (destination.spec.existing) {
    const gives = contributions.some(({ composition: { body } }) => body.length > 0);
    if (!gives && path.endsWith('.pyi')) return { changes: [], additions: [], findings };
    const added = file && addToModule(file, contributions, context);
    return {
      changes: [],
      additions: added?.edits ?? [],
      findings: [...findings, ...(added?.findings ?? [])],
    };
  }
  const isEmpty = contributions.every(({ composition: { body } }) => body.length === 0);
  // Without a declaration for it, a stub would hide the module.
  if (isEmpty && path.endsWith('.pyi')) return { changes: [], additions: [], findings };
  const text = renderNewModule(contributions);
  const after = encodeSource(text, legacy.split.file.decodedText!.encoding);
  return {
    changes: [{ kind: 'create', path, after, rule: legacy.rule.id }],
    additions: [],
    findings,
  };
}

/** Symbols of the same name that two sources send to one module. */
function boundTwice(contributions: readonly Contribution[], { survey }: RetargetContext): Finding[] {
  const known = new Map<string, Contribution>();
  const findings: Finding[] = [];
  for (const contribution of contributions) {
    for (const name of new Set(boundNames(contribution))) {
      const first = known.get(name);
      known.set(name, first ?? contribution);
      const site = contribution.legacy.split.file.scopes.module.bindings.get(name)?.sites[0];
      if (!first || !site) continue;
      const { path, module } = { path: contribution.legacy.path, module: contribution.destination.module };
      findings.push({
        code: 'RW208',
        severity: 'error',
        place: survey.place(path, site.start, site.end),
        message: `\`${module}\` would get two symbols \`${name}\`: this one, and that of \`${first.legacy.split.module}\`.`,
        hint: 'Rename one of them, or move it to another module.',
      });
    }
  }
  return findings;
}
