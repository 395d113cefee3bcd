import type { Finding } from '../model/finding.js';
import type {
  Destination,
  MoveModuleRule,
  MoveSymbolRule,
  RenameSymbolRule,
  RetargetImportRule,
} from '../model/wave.js';
import { isPackageFile, parentOf } from '../python/module-index.js';
import { decideRemoval } from './liveness/removal.js';
import type { RemovalRule } from './liveness/requests.js';
import type { SourceRule, StructuralRule } from './source-rule.js';
import type { Survey } from './survey.js';

/** A file that goes with a package that moves, though no statement of it does. */
export interface CarriedFile {
  readonly from: string;
  readonly to: string;
  readonly rule: string;
}

/** The structural rules of a wave, one per module. */
export interface LoweredRules {
  readonly sources: readonly SourceRule[];
  readonly carried: readonly CarriedFile[];
  /** Files that are no modules and go with a package that is deleted. */
  readonly deleted: readonly { readonly path: string; readonly rule: string }[];
  readonly findings: readonly Finding[];
  /** Findings in spite of which a plan is made, for a waiver to accept them. */
  readonly doubts: readonly Finding[];
  /** Rules whose work is done already in this tree. */
  readonly landed: readonly SourceRule[];
}

/** Brings structural rules into one form: what becomes of each module that they name. */
export function lowerRules(rules: readonly StructuralRule[], survey: Survey): LoweredRules {
  const sources: SourceRule[] = [];
  const carried: CarriedFile[] = [];
  const findings: Finding[] = [];
  const landed: SourceRule[] = [];
  const removals: RemovalRule[] = [];
  for (const rule of rules) {
    if (rule.kind === 'split-module') {
      sources.push({
        ...rule,
        ...NOTHING_REMOVED,
        renames: [],
        whole: false,
        retargetOnly: false,
        package: undefined,
      });
    } else if (rule.kind === 'move-module') {
      const moved = lowerMove(rule, survey);
      sources.push(...moved.sources);
      carried.push(...moved.carried);
      findings.push(...moved.findings);
      landed.push(...moved.landed);
    } else if (rule.kind === 'prune-symbols' || rule.kind === 'delete-module') {
      removals.push(rule);
    } else {
      add(
        sources,
        rule.kind === 'retarget-import' ? lowerRetarget(rule, survey) : lowerSymbols(rule, survey),
      );
    }
  }
  const removal = decideRemoval(removals, survey);
  // What is left of a module whose pruning is refused is not known: nothing can be said of the rest of its rules.
  const refused = new Set(removal.findings.length > 0 ? removals.map(({ source }) => source) : []);
  const decided = sources.filter(({ source }) => !refused.has(source));
  for (const source of removal.sources) add(decided, source);
  findings.push(...removal.findings);
  const { doubts } = removal;
  landed.push(...removal.landed);
  return { sources: decided, carried, deleted: removal.files, findings, doubts, landed };
}

const NOTHING_REMOVED = { removes: [], deleted: false } as const;

/** Adds what a rule says to what others say about the same module. */
function add(sources: SourceRule[], own: SourceRule): void {
  const at = sources.findIndex(
    ({ source, retargetOnly, path }) =>
      source === own.source && retargetOnly === own.retargetOnly && (path ?? own.path) === (own.path ?? path),
  );
  if (at < 0) sources.push(own);
  else sources[at] = joined(sources[at]!, own);
}

function lowerSymbols(rule: MoveSymbolRule | RenameSymbolRule, survey: Survey): SourceRule {
  const { id, source, place, sourcePlace } = rule;
  const base = {
    id,
    source,
    place,
    sourcePlace,
    heir: undefined,
    mentions: [],
    ...NOTHING_REMOVED,
    whole: false,
    retargetOnly: false,
    package: undefined,
  };
  if (rule.kind === 'rename-symbol')
    return { ...base, legacy: 'keep', into: [], defer: [], renames: rule.symbols };
  const destination: Destination = {
    module: rule.to,
    docstring: rule.docstring,
    selector: undefined,
    selectorPlace: undefined,
    symbols: rule.symbols,
    rest: false,
    existing: survey.index.resolve(rule.to) !== undefined,
    place: rule.toPlace,
  };
  return { ...base, legacy: 'keep', into: [destination], defer: rule.defer, renames: [] };
}

function lowerRetarget(
  { id, source, to, symbols, place, sourcePlace, toPlace }: RetargetImportRule,
  survey: Survey,
): SourceRule {
  const destination: Destination = {
    module: to,
    docstring: undefined,
    selector: undefined,
    selectorPlace: undefined,
    symbols: symbols ?? [],
    rest: symbols === undefined,
    existing: survey.index.resolve(to) !== undefined,
    place: toPlace,
  };
  return {
    id,
    source,
    legacy: 'keep',
    into: [destination],
    defer: [],
    renames: [],
    ...NOTHING_REMOVED,
    heir: undefined,
    mentions: [],
    whole: symbols === undefined,
    retargetOnly: true,
    package: undefined,
    place,
    sourcePlace,
  };
}

/** Two rules about the same kept module. */
function joined(first: SourceRule, second: SourceRule): SourceRule {
  const into = [...first.into];
  for (const destination of second.into) {
    const at = into.findIndex(({ module }) => module === destination.module);
    if (at < 0) into.push(destination);
    else {
      const { symbols, rest } = into[at]!;
      into[at] = {
        ...into[at]!,
        symbols: [...symbols, ...destination.symbols],
        rest: rest || destination.rest,
      };
    }
  }
  const renames = [...first.renames, ...second.renames];
  const defer = [...first.defer, ...second.defer];
  return {
    ...first,
    id: `${first.id}+${second.id}`,
    into,
    renames,
    removes: [...first.removes, ...second.removes],
    mentions: [...first.mentions, ...second.mentions],
    defer,
    whole: first.whole || second.whole,
  };
}

function lowerMove(rule: MoveModuleRule, survey: Survey): Omit<LoweredRules, 'deleted' | 'doubts'> {
  const { index } = survey;
  const path = index.resolve(rule.source);
  const folder = path === undefined ? namespaceFolder(rule.source, survey) : parentOf(path);
  const target = index.resolve(rule.to);
  if (path === undefined && folder === undefined) {
    const one = moved(rule, rule.source, rule.to, undefined);
    if (target !== undefined || index.isNamespace(rule.to))
      return { sources: [], carried: [], findings: [], landed: [one] };
    return { sources: [one], carried: [], findings: [], landed: [] };
  }
  if (path !== undefined && !isPackageFile(path))
    return { sources: [moved(rule, rule.source, rule.to, undefined)], carried: [], findings: [], landed: [] };
  const root = folder!.slice(0, folder!.length - rule.source.length).replace(/\/$/, '');
  const into = [...(root === '' ? [] : [root]), ...rule.to.split('.')].join('/');
  const sources: SourceRule[] = [];
  const carried: CarriedFile[] = [];
  const taken = survey.paths.find((other) => other.startsWith(`${into}/`) && !other.startsWith(`${folder}/`));
  const findings: Finding[] =
    taken === undefined
      ? []
      : [
          {
            code: 'RW208',
            severity: 'error',
            place: rule.toPlace,
            message: `The package \`${rule.to}\` exists already (\`${taken}\`).`,
            hint: 'Choose another name, or move the modules one by one.',
          },
        ];
  for (const inside of survey.paths) {
    if (!inside.startsWith(`${folder}/`)) continue;
    const rest = inside.slice(folder!.length + 1);
    const below = rest.replace(/(?:(?:^|\/)__init__)?\.py$/, '');
    const dotted = below === '' ? '' : `.${below.replaceAll('/', '.')}`;
    if (rest.endsWith('.py') && index.resolve(rule.source + dotted) === inside)
      sources.push(moved(rule, rule.source + dotted, rule.to + dotted, rule.source));
    else carried.push({ from: inside, to: `${into}/${rest}`, rule: rule.id });
  }
  return { sources, carried, findings, landed: [] };
}

/** The folder of a package without `__init__.py`. */
function namespaceFolder(dotted: string, { index }: Survey): string | undefined {
  const inside = dotted.replaceAll('.', '/');
  if (!index.isNamespace(dotted)) return undefined;
  return index.roots
    .map((root) => (root === '' ? inside : `${root}/${inside}`))
    .find((each) => index.hasFolder(each));
}

function moved(rule: MoveModuleRule, source: string, to: string, within: string | undefined): SourceRule {
  const destination: Destination = {
    module: to,
    docstring: undefined,
    selector: undefined,
    selectorPlace: undefined,
    symbols: [],
    rest: true,
    existing: false,
    place: rule.toPlace,
  };
  return {
    id: rule.id,
    source,
    legacy: 'delete',
    into: [destination],
    defer: [],
    renames: [],
    ...NOTHING_REMOVED,
    heir: to,
    mentions: rule.mentions,
    whole: true,
    retargetOnly: false,
    package: within,
    place: rule.place,
    sourcePlace: rule.sourcePlace,
  };
}
