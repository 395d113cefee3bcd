import { nodeFileSystem } from '../effects/file-system.js';
import { refuseLocked } from '../effects/lock.js';
import { locateRepository, openRepository, type Repository } from '../effects/repository.js';
import { writeWaveFolder } from '../effects/write-wave.js';
import { closest } from '../engine/closest.js';
import {
  brokenReferences,
  comparesItsName,
  meetsAnyDivision,
  mendingBonds,
  undecidedMentions,
} from '../engine/suggest/mend.js';
import { statementGraph } from '../engine/suggest/statement-graph.js';
import { type SplitWishes, suggestSplit } from '../engine/suggest/suggest-split.js';
import { Survey } from '../engine/survey.js';
import { GATES } from '../gates/index.js';
import { EXIT, UserError } from '../model/errors.js';
import type { Finding } from '../model/finding.js';
import type { ProgressReporter } from '../model/progress.js';
import type { StatementGraph } from '../model/statement-graph.js';
import type { Suggestion } from '../model/suggestion.js';
import { loadWave } from '../rules/load.js';
import { writeSplit, writeSplitWave } from '../rules/write-split.js';
import { type Prepared, prepareWave } from './prepare.js';
import { refusalOf } from './refusal.js';
import { usualGates } from './usual-gates.js';

/** What `rewrite suggest` is asked for. */
export interface SuggestRequest {
  readonly repo: string;
  /** Dotted name or path of the module. */
  readonly module: string;
  readonly into: number | undefined;
  readonly around: readonly string[];
  readonly keep: boolean;
  readonly seed: number | undefined;
  readonly explain: boolean;
  /** Plan and prove the suggestion, and mend it where that finds something. */
  readonly prove: boolean;
  /** Folder of a new wave. */
  readonly write: string | undefined;
  readonly python: string | undefined;
}

/** A suggestion with its YAML, and what our own gates say of it. */
export interface Suggested {
  readonly suggestion: Suggestion;
  /** Text of the rule. */
  readonly rule: string;
  /** Text of the `wave.yaml`. */
  readonly wave: string;
  /** The plan of the suggestion as it stands; `undefined` when it was not asked for. */
  readonly prepared: Prepared | undefined;
  /** Why the suggestion cannot be applied as it is. */
  readonly refusal: string | undefined;
  /** That is so of any division of the module: the code that refers to it has to change first. */
  readonly inAnyDivision: boolean;
  /** Files that were written. */
  readonly written: readonly string[];
  /** Text of a file that findings point at. */
  readonly source: (file: string) => string | undefined;
}

/** How often what the gates find is mended by keeping more together. */
const MOST_ROUNDS = 4;

/** Suggests a split of a module: free of circles by construction, and proved like any other wave. */
export async function suggest(request: SuggestRequest, progress: ProgressReporter): Promise<Suggested> {
  const root = locateRepository(request.repo);
  refuseLocked(nodeFileSystem, root);
  const repository = openRepository(root, ['rules-yaml']);
  const survey = new Survey(repository);
  const { path, module } = locateModule(request.module, survey);
  checkAround(request.around, survey, path);
  let found: Pick<SplitWishes, 'together' | 'leave' | 'broken' | 'begins'> = {
    together: [],
    leave: [],
    broken: [],
    begins: false,
  };
  const result = await progress.step(`Reading ${module}`, async () => {
    for (let round = 0; ; round++) {
      const suggestion = suggestSplit(survey, path, module, { ...request, ...found });
      const texts = textsOf(suggestion, request, repository);
      if (!request.prove || suggestion.findings.some(({ severity }) => severity === 'error'))
        return { suggestion, ...texts, prepared: undefined };
      progress.update('Planning and proving it');
      const prepared = await proveTexts(texts, repository, request.python);
      const more = mendingBonds(prepared, survey.file(path)!);
      const mentions = undecidedMentions(prepared).filter((each) => !found.leave.includes(each));
      const broken = brokenReferences(prepared).filter((each) => !found.broken.includes(each));
      const begins = comparesItsName(prepared);
      const isStuck = more.length + mentions.length + broken.length === 0 && (!begins || found.begins);
      if (refusalOf(prepared) === undefined || isStuck || round >= MOST_ROUNDS)
        return { suggestion, ...texts, prepared };
      found = {
        together: [...found.together, ...more],
        leave: [...found.leave, ...mentions],
        broken: [...found.broken, ...broken],
        begins: found.begins || begins,
      };
    }
  });
  const stuck = result.suggestion.findings.find(({ severity }) => severity === 'error');
  const refusal = stuck?.message ?? (result.prepared && refusalOf(result.prepared));
  const sourceOf = (file: string) => survey.file(file)?.text;
  const inAnyDivision = result.prepared !== undefined && meetsAnyDivision(result.prepared);
  return { ...result, refusal, inAnyDivision, written: written(request, result), source: sourceOf };
}

/** What the statements of a module need of each other. @param module its dotted name or path. */
export function graphOf(repo: string, module: string): StatementGraph {
  const survey = new Survey(openRepository(locateRepository(repo), ['rules-yaml']));
  const located = locateModule(module, survey);
  return statementGraph(survey, located.path, located.module);
}

function locateModule(asked: string, survey: Survey): { path: string; module: string } {
  const asPath = asked.replace(/^\.\//, '');
  const path = survey.index.has(asPath) ? asPath : survey.index.resolve(asked);
  if (path === undefined || path.endsWith('.pyi')) {
    const names = survey.paths
      .filter((each) => each.endsWith('.py'))
      .map((each) => survey.index.nameOf(each));
    const guess = closest(asked, names);
    throw new UserError(
      `There is no module \`${asked}\` in this repository.`,
      EXIT.usage,
      [],
      guess === undefined
        ? 'Give its dotted name, or its path in the repository.'
        : `Did you mean \`${guess}\`?`,
    );
  }
  const problem = survey.problem(path);
  if (problem) throw new UserError(`\`${path}\` cannot be split.`, EXIT.findings, [problem]);
  return { path, module: path === asPath ? survey.index.nameOf(path) : asked };
}

/** Symbols to build modules around have to be there. */
function checkAround(around: readonly string[], survey: Survey, path: string): void {
  const bound = [...survey.file(path)!.scopes.module.bindings.keys()];
  const findings = around
    .filter((name) => !bound.includes(name))
    .map((name): Finding => {
      const guess = closest(name, bound);
      return {
        code: 'RW262',
        severity: 'error',
        place: { file: path, line: 1, column: 1 },
        message: `\`${path}\` defines no \`${name}\`.`,
        ...(guess === undefined ? {} : { hint: `Did you mean \`${guess}\`?` }),
      };
    });
  if (findings.length > 0)
    throw new UserError('A symbol to build a module around is not there.', EXIT.usage, findings);
}

function textsOf(
  suggestion: Suggestion,
  { explain }: SuggestRequest,
  repository: Repository,
): { rule: string; wave: string } {
  return {
    rule: writeSplit(suggestion, explain),
    wave: writeSplitWave(suggestion, ruleFile(suggestion), usualGates(repository)),
  };
}

function ruleFile({ source }: Suggestion): string {
  return `split-${source.split('.').at(-1)!.replaceAll('_', '-')}.yaml`;
}

async function proveTexts(
  { rule, wave }: { rule: string; wave: string },
  repository: Repository,
  python: string | undefined,
): Promise<Prepared> {
  const files = [
    { path: 'suggested/wave.yaml', text: wave.replace(/^rules:.*$/m, 'rules: [rule.yaml]') },
    { path: 'suggested/rule.yaml', text: rule },
  ];
  const loaded = loadWave(files, {
    name: 'suggested',
    folder: 'suggested',
    shipped: false,
    knownGates: new Set(GATES.map(({ name }) => name)),
  });
  return prepareWave(loaded, repository, files, { python, commands: 'leave-out' });
}

function written(
  { write }: SuggestRequest,
  { suggestion, rule, wave }: { suggestion: Suggestion; rule: string; wave: string },
): string[] {
  if (write === undefined || suggestion.modules.length < 2) return [];
  const files = { 'wave.yaml': wave, [ruleFile(suggestion)]: rule };
  writeWaveFolder(write, files);
  return Object.keys(files).map((name) => `${write.replace(/\/$/, '')}/${name}`);
}
