import type { ChalkInstance } from 'chalk';
import type { Wave } from '../model/wave.js';
import { cell, columns } from './columns.js';
import { shortPath } from './display-width.js';

const WIDTH = 100;

/** The waves that can be applied, one line each. */
export function renderWaves(waves: readonly Wave[], chalk: ChalkInstance): string {
  if (waves.length === 0)
    return 'There are no waves here. A wave is a folder with a `wave.yaml` under `rules-yaml/`.\n';
  const titles = ['wave', 'rules', 'gates', 'from', 'title'].map((title) => cell(title, chalk.dim));
  const from = (wave: Wave) => (wave.shipped ? 'shipped' : shortPath(wave.folder, 36));
  const names = Math.max(...waves.map(({ name }) => name.length));
  const folders = Math.max(...waves.map((wave) => from(wave).length));
  const room = Math.max(24, WIDTH - names - folders - 18);
  const rows = waves.map((wave) => [
    cell(wave.name, chalk.bold),
    cell(String(wave.rules.length), undefined, 'right'),
    cell(String(wave.gates.length), undefined, 'right'),
    cell(from(wave), chalk.dim),
    cell(wave.title.length > room ? `${wave.title.slice(0, room - 1)}…` : wave.title),
  ]);
  return `${columns([titles, ...rows]).join('\n')}\n`;
}
