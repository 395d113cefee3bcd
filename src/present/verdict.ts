import type { ChalkInstance } from 'chalk';
import { counted } from '../model/counted.js';
import type { Chain, ChainLink, UseForm, Verdict } from '../model/liveness.js';
import { cell, columns } from './columns.js';

/** How a use reads in a chain. */
const FORMS: Readonly<Record<UseForm, string>> = {
  'same-module': 'in its own module',
  rebinding: 'rebinds it',
  'from-import': 'from … import',
  'from-import-local': 'from … import, inside functions',
  'from-import-type-checking': 'from … import, for type checkers',
  'star-import': 'from … import *',
  'module-attribute': 'attribute of a module',
  'module-object': 'module as a value',
  'named-attribute': 'attribute by its name',
  'namespace-lookup': 'lookup in the names of a module',
  'string-path': 'dotted name in a string',
  'registry-entry': 'entry of a registry',
  'dynamic-import': 'dynamic import',
  'code-string': 'code in a string',
  'config-value': 'configuration',
  fixture: 'fixture of pytest',
  decorator: 'decorator',
  call: 'call in its assignment',
  effect: 'runs with its file',
  'subclass-hook': 'base class',
  'special-name': 'name that is looked for',
};

/** Chains that are shown unless all are wanted. */
const SHOWN = 5;

/** A verdict with its chains: who uses it, who uses that, and why the last of them lives. */
export function renderVerdict(
  verdict: Verdict,
  chalk: ChalkInstance,
  { all }: { readonly all: boolean },
): string {
  const { subject, place, kind, chains } = verdict;
  const paint = { alive: chalk.green, 'tests-only': chalk.yellow, dead: chalk.red }[kind];
  const head = `${chalk.bold(subject)}  ${paint(kind)}  ${chalk.dim(`${place.file}:${place.line}`)}`;
  const shown = all ? chains : chains.slice(0, SHOWN);
  const more = chains.length - shown.length;
  const blocks = [
    head,
    ...(chains.length === 0 ? ['  Nobody uses it.'] : shown.map((chain) => renderChain(chain, chalk))),
    ...(more === 0 ? [] : [chalk.dim(`  ${counted(more, 'more chain')}: --all shows them.`)]),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function renderChain({ links, root }: Chain, chalk: ChalkInstance): string {
  const rows = links.map((link, index) => [
    cell(index === 0 ? 'used by' : 'which is used by', chalk.dim),
    cell(link.holder),
    cell(formOf(link), chalk.dim),
    cell(`${link.place.file}:${link.place.line}`, chalk.cyan),
  ]);
  return [...columns(rows, '  '), `  ${root}.`].join('\n');
}

function formOf({ form, detail }: ChainLink): string {
  return detail === undefined ? FORMS[form] : `${FORMS[form]}: ${detail}`;
}
