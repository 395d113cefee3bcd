import { stringify } from 'yaml';
import type { SuggestedModule, Suggestion } from '../model/suggestion.js';

const WIDTH = 100;

/** A suggestion as the YAML of a `split-module` rule. @param explain comments tell everything that is known. */
export function writeSplit(suggestion: Suggestion, explain: boolean): string {
  const { source, legacy, modules, rest } = suggestion;
  const kept = modules.find((module) => module.kept);
  const into = modules.filter((module) => !module.kept);
  const lines = [
    ...header(suggestion),
    'kind: split-module',
    `source: ${source}`,
    `legacy: ${legacy}`,
    ...(rest === undefined ? [] : [`heir: ${rest}`]),
    ...(kept === undefined
      ? []
      : comment('', [`Stays in ${source}: ${about(kept)}.`, ...(explain ? details(kept) : [])])),
    ...waiting(suggestion),
    ...leftMentions(suggestion),
    'into:',
    ...into.flatMap((module) => destination(module, module.module === rest, explain)),
  ];
  return `${lines.join('\n')}\n`;
}

/** A `wave.yaml` for the rule. */
export function writeSplitWave(
  suggestion: Suggestion,
  rule: string,
  gates: { readonly fixers: readonly string[]; readonly gates: readonly string[] },
): string {
  const list = (key: string, names: readonly string[]) =>
    names.length === 0 ? [] : [`${key}: [${names.map((gate) => `{ gate: ${gate} }`).join(', ')}]`];
  return [
    `title: Split ${suggestion.source}`,
    `rules: [${rule}]`,
    ...list('fixers', gates.fixers),
    ...list('gates', gates.gates),
    ...waivers(suggestion),
    '',
  ].join('\n');
}

function waivers({ broken }: Suggestion): string[] {
  if (broken.length === 0) return [];
  const reason = 'It is broken already; please mend it, or say why not.';
  return [
    'waivers:',
    ...broken.map(
      (path) => `  - { code: RW211, path: ${JSON.stringify(path)}, reason: ${JSON.stringify(reason)} }`,
    ),
  ];
}

function header({ source, lines, importers, modules, crossingPrivate, notes, seed }: Suggestion): string[] {
  const sizes = `${lines} lines, ${counted(importers, 'file')} import${importers === 1 ? 's' : ''} it`;
  const how = seed === undefined ? '' : ` A random split, seed ${seed}.`;
  return comment('', [
    `Suggested by \`rewrite suggest ${source}\`: edit it as you like.${how}`,
    `${source}: ${sizes}. Each module below imports only those above it.`,
    `${counted(modules.length, 'module')}, ${counted(crossingPrivate.length, 'private name')} imported between them${crossingPrivate.length > 0 ? `: ${some(crossingPrivate)}` : ''}.`,
    ...notes,
  ]);
}

function waiting({ defer }: Suggestion): string[] {
  if (defer.length === 0) return [];
  return [
    ...comment('', [
      'One circle holds the module together. It comes apart when these are imported in the functions that use them.',
    ]),
    ...wrapped('defer: [', '  ', `${defer.map(scalar).join(', ')}]`),
  ];
}

function leftMentions({ leave }: Suggestion): string[] {
  if (leave.length === 0) return [];
  const reason = 'It names the module as it was; please read whether that is still meant.';
  return [
    'mentions:',
    ...leave.map((path) => `  - { path: ${JSON.stringify(path)}, leave: ${JSON.stringify(reason)} }`),
  ];
}

function destination(module: SuggestedModule, isRest: boolean, explain: boolean): string[] {
  const patterns = module.statements.map(
    ({ kind, regex }) => `{ kind: ${kind}, regex: ${JSON.stringify(regex)} }`,
  );
  return [
    `  - module: ${module.module}`,
    `    docstring: ${scalar(module.docstring)}`,
    ...comment('    ', [`${about(module)}.`, ...(explain ? details(module) : [])]),
    ...(patterns.length === 0 ? [] : rulesOf(patterns)),
    ...(isRest
      ? [
          ...comment('    ', [`The rest: ${explain ? module.symbols.join(', ') : some(module.symbols)}.`]),
          '    rest: true',
        ]
      : symbolsOf(module.symbols)),
  ];
}

function rulesOf(patterns: readonly string[]): string[] {
  if (patterns.length === 1) return [`    rule: ${patterns[0]}`];
  return ['    rule:', '      any:', ...patterns.map((pattern) => `        - ${pattern}`)];
}

function symbolsOf(symbols: readonly string[]): string[] {
  if (symbols.length === 0) return [];
  return wrapped('    symbols: [', '      ', `${[...symbols].sort(byName).map(scalar).join(', ')}]`);
}

function byName(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** What a module is, in one sentence without its end. */
function about({ lines, symbols, importers, imports, reasons }: SuggestedModule): string {
  const uses =
    imports.length === 0
      ? 'imports no other of these modules'
      : `imports ${imports.map(({ module, names }) => `${short(module)} (${counted(names.length, 'name')})`).join(', ')}`;
  return [
    `${counted(symbols.length, 'symbol')}, ${counted(lines, 'line')}`,
    `${uses}`,
    `imported by ${counted(importers, 'file')}`,
    ...reasons,
  ].join('; ');
}

function details({ imports, together }: SuggestedModule): string[] {
  return [
    ...imports.map(({ module, names }) => `From ${short(module)}: ${names.join(', ')}.`),
    ...together.map(({ names, why }) => `Together, since ${why}: ${names.join(', ')}.`),
  ];
}

function short(module: string): string {
  return module.split('.').at(-1)!;
}

function some(names: readonly string[]): string {
  const more = names.length - 6;
  return more > 1 ? `${names.slice(0, 6).join(', ')} and ${more} more` : names.join(', ');
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function comment(indent: string, sentences: readonly string[]): string[] {
  return sentences.flatMap((sentence) => wrapped(`${indent}# `, `${indent}#   `, sentence));
}

/** A text broken at blanks. */
function wrapped(first: string, next: string, text: string): string[] {
  const lines = [first];
  for (const [at, word] of text.split(' ').entries()) {
    const line = lines.at(-1)!;
    const fits = line.length + word.length + 1 <= WIDTH;
    if (at === 0) lines[lines.length - 1] = line + word;
    else if (fits) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(next + word);
  }
  return lines;
}

function scalar(text: string): string {
  return /^[A-Za-z_]\w*$/.test(text) && !/^(?:null|true|false|yes|no|on|off|y|n)$/i.test(text)
    ? text
    : stringify(text, { lineWidth: 0 }).trimEnd();
}
