import { EXIT, UserError } from '../model/errors.js';
import type { Finding, Place } from '../model/finding.js';
import type { Rule, Wave } from '../model/wave.js';
import { ruleKinds } from './kinds/index.js';
import { isMapping, itemsOf } from './plain-data.js';
import { error, quote, suggestion } from './problem.js';
import { missingKey, schemaFindings } from './schema-findings.js';
import { buildGates, buildPublicSurface, buildWaivers, waveFindings } from './wave-file.js';
import { waveSchema } from './wave-schema.js';
import { readYaml, type WaveFile, type YamlDocument } from './yaml-document.js';

/** What is known of a wave besides the texts of its folder. */
export interface WaveOrigin {
  readonly name: string;
  /** The folder, written as the paths of the files begin. */
  readonly folder: string;
  /** True for the waves that ship with the product. */
  readonly shipped: boolean;
  /** Names that `gates` may use. */
  readonly knownGates: ReadonlySet<string>;
  /** Those of them that can mend files and may stand in `fixers`; all of them when it is not given. */
  readonly knownFixers?: ReadonlySet<string>;
}

/**
 * Turns the YAML files of one folder into a wave that can't be invalid.
 *
 * @throws UserError with every problem of every file at once, each at its line and column.
 */
export function loadWave(files: readonly WaveFile[], origin: WaveOrigin): Wave {
  const byName = new Map(files.map((file) => [nameInFolder(file.path, origin.folder), file]));
  const waveFile = byName.get('wave.yaml');
  if (waveFile === undefined) throw notAWave(origin);

  const head = readYaml(waveFile);
  const [document, second] = head.documents;
  const findings: Finding[] = [...head.findings];
  if (document === undefined && findings.length === 0) findings.push(emptyFile(waveFile, 'says nothing'));
  if (second !== undefined) {
    findings.push(error('RW103', second.valuePlace([]), 'wave.yaml must hold a single document'));
  }
  if (document !== undefined)
    findings.push(...waveFindings(document, origin), ...afterItself(document, origin));

  const listed = ruleFiles(document, byName, findings, waveFile);
  const rules = listed.flatMap((name) => readRules(name, byName.get(name)!, findings));
  findings.push(...splitTwice(rules));

  const data = document === undefined ? undefined : waveSchema.safeParse(document.data).data;
  if (findings.length > 0 || document === undefined || data === undefined) {
    throw new UserError(title(origin.name, findings.length), EXIT.usage, findings.sort(byPlace));
  }
  return {
    name: origin.name,
    title: data.title.trim(),
    description: data.description?.trim(),
    folder: origin.folder,
    shipped: origin.shipped,
    after: data.after.map((name, index) => ({ name, place: document.valuePlace(['after', index]) })),
    rules,
    fixers: buildGates(data, 'fixers', document),
    gates: buildGates(data, 'gates', document),
    waivers: buildWaivers(data, document),
    excludes: data.exclude,
    publicSurface: buildPublicSurface(data, document),
  };
}

/** A wave that waits for itself. */
function afterItself(document: YamlDocument, { name }: WaveOrigin): Finding[] {
  const after = isMapping(document.data) ? itemsOf(document.data.after) : [];
  return after.flatMap((each, index) =>
    each === name
      ? [error('RW120', document.valuePlace(['after', index]), `${quote(name)} cannot land before itself`)]
      : [],
  );
}

/** The rule files in order, by name in the folder; a listed one that can't be used becomes a finding. */
function ruleFiles(
  document: YamlDocument | undefined,
  byName: ReadonlyMap<string, WaveFile>,
  findings: Finding[],
  waveFile: WaveFile,
): string[] {
  const beside = [...byName.keys()]
    .filter((name) => /^[^/]+\.yaml$/.test(name) && name !== 'wave.yaml')
    .sort();
  if (!isMapping(document?.data) || !('rules' in document.data)) {
    if (beside.length === 0) findings.push(emptyFile(waveFile, 'has no rule file beside it'));
    return beside;
  }
  const first = new Map<string, Place>();
  itemsOf(document.data.rules).forEach((name, index) => {
    if (typeof name !== 'string' || name === '') return;
    const place = document.valuePlace(['rules', index]);
    const before = first.get(name);
    if (before !== undefined) {
      const finding = error('RW113', place, `${quote(name)} is listed twice`);
      findings.push({ ...finding, related: [{ place: before, message: 'first listed here' }] });
    } else if (name === 'wave.yaml') {
      findings.push(error('RW113', place, 'wave.yaml is the wave itself, not one of its rules'));
    } else if (!byName.has(name)) {
      findings.push(
        error(
          'RW109',
          place,
          `there is no ${quote(name)} in this wave`,
          suggestion(name, beside, 'rule files'),
        ),
      );
    } else first.set(name, place);
  });
  return [...first.keys()];
}

/** The rules of one file, one a document; what is wrong with them goes to `findings`. */
function readRules(name: string, file: WaveFile, findings: Finding[]): Rule[] {
  const { documents, findings: unreadable } = readYaml(file);
  findings.push(...unreadable);
  if (documents.length === 0 && unreadable.length === 0) findings.push(emptyFile(file, 'holds no rule'));
  const stem = name.replace(/\.ya?ml$/, '');
  return documents.flatMap((document, index) => {
    const id = index === 0 ? stem : `${stem}#${index + 1}`;
    const kindName = isMapping(document.data) ? document.data.kind : undefined;
    const kind = typeof kindName === 'string' ? ruleKinds.get(kindName) : undefined;
    if (kind === undefined) {
      findings.push(kindFinding(document, kindName));
      return [];
    }
    const problems = [...schemaFindings(kind.schema, document), ...kind.check(document)];
    findings.push(...problems);
    const data = kind.schema.safeParse(document.data).data;
    return problems.length > 0 || data === undefined ? [] : [kind.build(data, document, id)];
  });
}

function kindFinding(document: YamlDocument, kind: unknown): Finding {
  if (!isMapping(document.data)) {
    return error('RW103', document.valuePlace([]), 'a rule must be a mapping that begins with `kind`');
  }
  if (!('kind' in document.data)) return missingKey(document, ['kind']);
  const message = `there is no rule kind ${quote(String(kind))}`;
  const hint = suggestion(String(kind), [...ruleKinds.keys()], 'kinds');
  return error('RW108', document.valuePlace(['kind']), message, hint);
}

/** Kinds of rule that say what becomes of a whole module, so that no other rule can say something about it. */
const WHOLE_MODULE = new Set(['split-module', 'move-module', 'delete-module']);

/** A module can be split or moved once: the second rule would find it gone. */
function splitTwice(rules: readonly Rule[]): Finding[] {
  const seen = new Map<string, { kind: string; place: Place }>();
  return rules.flatMap((rule) => {
    if (!('source' in rule)) return [];
    const { source, sourcePlace, kind } = rule;
    const first = seen.get(source);
    if (first === undefined) seen.set(source, { kind, place: sourcePlace });
    if (first === undefined || areJoined(first.kind, kind)) return [];
    const finding = error('RW114', sourcePlace, `${quote(source)} is the source of two rules of this wave`);
    return [{ ...finding, related: [{ place: first.place, message: 'the other rule' }] }];
  });
}

/** What is pruned leaves the module before the rest of it is split, whichever rule is listed first. */
function areJoined(...kinds: readonly [string, string]): boolean {
  if (kinds.includes('prune-symbols') && kinds.includes('split-module')) return true;
  const [first, second] = kinds;
  const retargets = kinds.includes('retarget-import') && first !== second;
  return !retargets && !kinds.some((kind) => WHOLE_MODULE.has(kind));
}

function notAWave({ name, folder }: WaveOrigin): UserError {
  const place = { file: `${folder}/wave.yaml`, line: 1, column: 1 };
  const finding = error('RW115', place, `${quote(folder)} holds no wave.yaml`, 'create it with a `title`');
  return new UserError(`${quote(name)} is not a wave`, EXIT.usage, [finding]);
}

function emptyFile(file: WaveFile, what: string): Finding {
  return error('RW111', { file: file.path, line: 1, column: 1 }, `this file ${what}`);
}

function title(name: string, count: number): string {
  return `the rules of ${quote(name)} have ${count === 1 ? 'a problem' : `${count} problems`}`;
}

function nameInFolder(path: string, folder: string): string {
  const posix = (text: string): string => text.replaceAll('\\', '/').replace(/^(\.\/)+/, '');
  const prefix = `${posix(folder).replace(/\/+$/, '')}/`;
  const whole = posix(path);
  return whole.startsWith(prefix) ? whole.slice(prefix.length) : whole;
}

function byPlace(a: Finding, b: Finding): number {
  const [p, q] = [a.place, b.place];
  if (p === undefined || q === undefined) return 0;
  if (p.file !== q.file) {
    // The wave itself first: a mistake there may explain those in its rules.
    const rank = (file: string): number => (/(^|[\\/])wave\.yaml$/.test(file) ? 0 : 1);
    return rank(p.file) - rank(q.file) || (p.file < q.file ? -1 : 1);
  }
  return p.line - q.line || p.column - q.column;
}
