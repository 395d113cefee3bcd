import type { ChalkInstance } from 'chalk';
import type { Plan } from '../model/plan.js';
import type { Suggestion } from '../model/suggestion.js';
import { renderFindings } from './findings.js';

/** A suggestion as it is shown. */
export interface SuggestionView {
  readonly suggestion: Suggestion;
  readonly rule: string;
  readonly wave: string;
  readonly prepared: { readonly plan: Plan } | undefined;
  /** Why the suggestion cannot be applied as it is. */
  readonly refusal: string | undefined;
  /** That is so of any division of the module. */
  readonly inAnyDivision: boolean;
  readonly written: readonly string[];
  /** Text of a file that findings point at. */
  readonly source: (file: string) => string | undefined;
}

/** What stands in the way of a better suggestion. */
export function renderObstacles({ suggestion, source }: SuggestionView, chalk: ChalkInstance): string {
  return renderFindings(suggestion.findings, { chalk, source });
}

/** What a suggestion comes to: its modules, and what our own gates say of it. */
export function renderSuggestion(view: SuggestionView, chalk: ChalkInstance): string {
  const { suggestion, prepared, refusal, inAnyDivision, written } = view;
  const { modules, source, crossingPrivate } = suggestion;
  const lines: string[] = [''];
  const width = Math.max(...modules.map(({ module }) => module.length));
  for (const { module, lines: size, symbols, kept } of modules)
    lines.push(
      `  ${module.padEnd(width)}  ${String(size).padStart(5)} lines  ${String(symbols.length).padStart(4)} symbols${kept ? '  stays' : ''}`,
    );
  lines.push('', `  ${crossingPrivate.length} private names become imports`);
  if (prepared) {
    const { plan } = prepared;
    for (const { gate, passed, detail } of plan.staticGates)
      lines.push(`  ${passed ? chalk.green('✓') : chalk.red('✗')} ${gate}  ${detail}`);
    lines.push(
      '',
      refusal === undefined
        ? chalk.green(
            `✓ ${source} can be split like this, unedited: ${plan.changes.length} files change, ${plan.staticGates.length} static gates hold.`,
          )
        : chalk.red(
            `✗ ${refusal} ${
              inAnyDivision
                ? 'No other division would do: the code that uses the module as a whole has to be changed first, or its findings waived.'
                : 'The suggestion has to be edited before it can be applied.'
            }`,
          ),
    );
  }
  for (const path of written) lines.push(`  wrote ${path}`);
  return `${lines.join('\n')}\n`;
}

/** The suggestion for machines. */
export function suggestionJson({
  suggestion,
  rule,
  wave,
  prepared,
  refusal,
  written,
}: SuggestionView): string {
  const plan = prepared && {
    changes: prepared.plan.changes.length,
    findings: prepared.plan.findings,
    staticGates: prepared.plan.staticGates,
    refusal: refusal ?? null,
  };
  return `${JSON.stringify({ version: 1, suggestion, rule, wave, plan: plan ?? null, written }, null, 2)}\n`;
}
