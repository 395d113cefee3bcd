import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { createProgress } from '../../../src/present/progress.js';

class Screen {
  text = '';
  readonly columns = 80;
  readonly rows = 24;
  constructor(readonly isTTY: boolean) {}
  write = (text: string): boolean => {
    this.text += text;
    return true;
  };
  on(): this {
    return this;
  }
}

const failure = new Error('no');

describe('plain', () => {
  it('tells each step as it begins, and failures', async () => {
    const screen = new Screen(false);
    const progress = await createProgress({ mode: 'auto', stream: screen });
    const value = await progress.step('Planning', async () => {
      progress.update('src/a.py');
      return 42;
    });
    await expect(progress.step('Writing', () => Promise.reject(failure))).rejects.toBe(failure);
    expect(value).toBe(42);
    expect(screen.text).toBe('Planning\nWriting\nWriting: failed\n');
  });

  it('tells how long a long step took', async () => {
    const screen = new Screen(false);
    const progress = await createProgress({ mode: 'auto', stream: screen });
    await progress.step('Running pytest', () => new Promise((resolve) => setTimeout(resolve, 1050)));
    expect(screen.text).toMatch(/^Running pytest\nRunning pytest: done in 1\.\d s\n$/);
  });
});

describe('plain, with work side by side', () => {
  it('tells how each piece of it ended', async () => {
    const screen = new Screen(false);
    const progress = await createProgress({ mode: 'auto', stream: screen });
    await progress.step('Gates', async () => {
      const [ruff, pytest] = [progress.track('ruff'), progress.track('pytest')];
      ruff.begin();
      pytest.begin();
      ruff.said('checking');
      pytest.end('221 tests');
      ruff.end('nothing new');
    });
    expect(screen.text).toBe('Gates\n  pytest · 0.0 s · 221 tests\n  ruff · 0.0 s · nothing new\n');
  });
});

describe('quiet', () => {
  it('only does the work', async () => {
    const screen = new Screen(true);
    const progress = await createProgress({ mode: 'quiet', stream: screen });
    expect(await progress.step('Planning', async () => 42)).toBe(42);
    progress.update('src/a.py');
    expect(screen.text).toBe('');
  });
});

describe('terminal', () => {
  it('shows steps that are done, and gives the cursor and the stream back', async () => {
    const screen = new Screen(true);
    const { write } = screen;
    const progress = await createProgress({ mode: 'auto', stream: screen });
    const value = await progress.step('Planning', async () => {
      progress.update('src/a.py');
      await new Promise((resolve) => setTimeout(resolve, 150));
      return progress.step('inner', async () => 42);
    });
    expect(value).toBe(42);
    expect(screen.write).toBe(write);
    expect(screen.text.endsWith('\x1b[?25h')).toBe(true);
    const shown = stripVTControlCharacters(screen.text);
    expect(shown).toContain('Planning');
    expect(shown).toContain('src/a.py');
    expect(shown.trimEnd().split('\n').at(-1)).toBe('✔ Planning');
  });

  it('draws a line for each piece of work, with what it said last', async () => {
    const screen = new Screen(true);
    const progress = await createProgress({ mode: 'auto', stream: screen });
    await progress.step('Gates', async () => {
      const [ruff, pytest] = [progress.track('ruff'), progress.track('pytest')];
      ruff.begin();
      ruff.said('checking src');
      pytest.begin();
      await new Promise((resolve) => setTimeout(resolve, 700));
      pytest.end('221 tests');
      ruff.end('nothing new');
      await new Promise((resolve) => setTimeout(resolve, 300));
    });
    const shown = stripVTControlCharacters(screen.text);
    expect(shown).toMatch(/▸ ruff +0\.\d s +checking src\n.*▸ pytest +0\.\d s/);
    expect(shown).toMatch(/✓ pytest +0\.\d s +221 tests/);
    expect(shown.trimEnd().split('\n').at(-1)).toMatch(/^✔ Gates/);
  });

  it('passes on the error itself and shows the step as failed', async () => {
    const screen = new Screen(true);
    const progress = await createProgress({ mode: 'auto', stream: screen });
    await expect(progress.step('Writing', () => Promise.reject(failure))).rejects.toBe(failure);
    expect(stripVTControlCharacters(screen.text).trimEnd().split('\n').at(-1)).toBe('✖ Writing');
    expect(await progress.step('After', async () => 1)).toBe(1);
  });

  it('leaves Ctrl-C to whoever restores the tree', async () => {
    const listeners = process.listenerCount('SIGINT');
    const progress = await createProgress({ mode: 'auto', stream: new Screen(true) });
    await progress.step('Writing', async () => {
      expect(process.listenerCount('SIGINT')).toBe(listeners);
    });
  });
});
