import type { ChalkInstance } from 'chalk';
import type { CodePage } from '../model/code-page.js';
import { cell, columns } from './columns.js';
import { wrapped } from './wrapped.js';

const WIDTH = 100;

/** The page of one finding code, for people. */
export function renderCodePage(page: CodePage, chalk: ChalkInstance): string {
  const example = page.example.trimEnd().split('\n');
  const lines = [
    `${chalk.bold(page.code)}  ${page.title}`,
    '',
    ...wrapped(page.cause, WIDTH, '', ''),
    '',
    chalk.dim('Example'),
    ...example.map((line) => `    ${line}`),
    '',
    chalk.dim('Ways out'),
    ...page.waysOut.flatMap((way) => wrapped(way, WIDTH, '  - ', '    ')),
  ];
  return `${lines.join('\n')}\n`;
}

/** All finding codes, one line each. */
export function renderCodeList(pages: readonly CodePage[], chalk: ChalkInstance): string {
  return `${columns(pages.map(({ code, title }) => [cell(code, chalk.bold), cell(title)])).join('\n')}\n`;
}
