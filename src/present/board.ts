import { stripVTControlCharacters } from 'node:util';
import { duration } from '../model/counted.js';
import { padEnd, padStart } from './display-width.js';
import { fitted } from './excerpt.js';

/** One line of a board: a piece of work, its state, its time and what it said last. */
interface Row {
  readonly name: string;
  /** Milliseconds; `undefined` while it waits. */
  start?: number;
  end?: number;
  said: string;
}

/** What goes on side by side, as lines that can be drawn at any time. */
export class Board {
  private readonly rows: Row[] = [];

  /** @param now milliseconds of any clock that only goes forward. */
  constructor(private readonly now: () => number) {}

  get isEmpty(): boolean {
    return this.rows.length === 0;
  }

  add(name: string): number {
    return this.rows.push({ name, said: '' }) - 1;
  }

  begin(row: number): void {
    this.rows[row]!.start = this.now();
  }

  said(row: number, line: string): void {
    // Tools redraw their own lines: what counts is what stands there in the end.
    const shown = stripVTControlCharacters(
      line.split('\r').findLast((part) => part.trim() !== '') ?? '',
    ).trim();
    if (shown !== '') this.rows[row]!.said = shown;
  }

  end(row: number, result: string): void {
    const { start } = this.rows[row]!;
    const now = this.now();
    Object.assign(this.rows[row]!, { start: start ?? now, end: now, said: result });
  }

  /** `ruff  done in 0.3 s  nothing new`, for a log that nobody redraws. */
  line(row: number): string {
    const { name, start, end, said } = this.rows[row]!;
    const time = duration(this.seconds(row));
    const state = start === undefined ? 'waits' : end === undefined ? `runs for ${time}` : time;
    return [name, state, ...(said === '' ? [] : [said])].join(' · ');
  }

  /** All rows, each in one line of at most `width` columns. */
  lines(width: number): string[] {
    const names = Math.max(0, ...this.rows.map(({ name }) => name.length));
    return this.rows.map(({ name, start, end, said }, row) => {
      const sign = start === undefined ? '·' : end === undefined ? '▸' : '✓';
      const time = start === undefined ? '' : duration(this.seconds(row));
      const head = `${sign} ${padEnd(name, names)}  ${padStart(time, 10)}  `;
      const text = start === undefined ? 'waits' : said;
      const room = Math.max(10, width - head.length);
      return `${head}${fitted(text, room)}`.trimEnd();
    });
  }

  private seconds(row: number): number {
    const { start, end } = this.rows[row]!;
    return start === undefined ? 0 : ((end ?? this.now()) - start) / 1000;
  }
}
