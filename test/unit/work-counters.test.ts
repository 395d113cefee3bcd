import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { generateRepository, type RepositoryShape } from '../../bench/generated-repository.js';
import { nodeFileSystem } from '../../src/effects/file-system.js';
import { applyChanges } from '../../src/effects/transaction.js';
import type { FileChange } from '../../src/model/plan.js';
import { prepare } from '../../src/run/prepare.js';

/** How often each piece of work was done. */
const work = vi.hoisted(() => ({
  opened: new Map<string, number>(),
  lexed: 0,
  skimmed: 0,
  parsed: 0,
  native: 0,
}));

vi.mock('node:fs', async (original) => {
  const actual = await original<typeof import('node:fs')>();
  const note = (path: unknown) => {
    if (typeof path === 'string' && path.endsWith('.py'))
      work.opened.set(path, (work.opened.get(path) ?? 0) + 1);
  };
  return {
    ...actual,
    openSync: (...args: Parameters<typeof actual.openSync>) => {
      note(args[0]);
      return actual.openSync(...args);
    },
    readFileSync: (...args: Parameters<typeof actual.readFileSync>) => {
      note(args[0]);
      return actual.readFileSync(...args);
    },
  };
});
vi.mock('../../src/python/lex-imports.js', async (original) => {
  const actual = await original<typeof import('../../src/python/lex-imports.js')>();
  return {
    lexImports: (text: string) => {
      work.lexed++;
      return actual.lexImports(text);
    },
  };
});
vi.mock('../../src/python/parser.js', async (original) => {
  const actual = await original<typeof import('../../src/python/parser.js')>();
  return {
    ...actual,
    parseModule: (text: string) => {
      work.parsed++;
      return actual.parseModule(text);
    },
  };
});
vi.mock('../../src/python/parse-imports.js', async (original) => {
  const actual = await original<typeof import('../../src/python/parse-imports.js')>();
  return {
    parseImports: (text: string) => {
      work.skimmed++;
      return actual.parseImports(text);
    },
  };
});
vi.mock('../../src/python/ast-grep.js', async (original) => {
  const actual = await original<typeof import('../../src/python/ast-grep.js')>();
  return {
    ...actual,
    parseForMatching: (text: string) => {
      work.native++;
      return actual.parseForMatching(text);
    },
  };
});

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

async function countWork(shape: RepositoryShape) {
  const folder = mkdtempSync(join(tmpdir(), 'work-'));
  folders.push(folder);
  generateRepository(folder, shape);
  Object.assign(work, { opened: new Map(), lexed: 0, skimmed: 0, parsed: 0, native: 0 });
  const { plan } = await prepare({ repo: folder, rules: undefined, wave: 'bench', python: undefined });
  expect(plan.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  const opened = [...work.opened.values()];
  return {
    folder,
    plan,
    counts: {
      opened: opened.length,
      openedOnce: opened.filter((times) => times === 1).length,
      mostOpened: Math.max(...opened),
      lexed: work.lexed,
      skimmed: work.skimmed,
      parsed: work.parsed,
      native: work.native,
      changed: plan.changes.length,
    },
  };
}

const SHAPE: RepositoryShape = { files: 300, importers: 20, form: 'from', symbols: 20 };

describe('the work that a wave takes', () => {
  it('is one look at each file, the imports of importers, before and after, and parsing of modules alone', async () => {
    const { counts } = await countWork(SHAPE);
    expect(counts).toMatchInlineSnapshot(`
      {
        "changed": 23,
        "lexed": 40,
        "mostOpened": 2,
        "native": 0,
        "opened": 306,
        "openedOnce": 285,
        "parsed": 3,
        "skimmed": 40,
      }
    `);
  });

  it('does not grow with files that have nothing to do with the wave', async () => {
    const few = await countWork(SHAPE);
    const many = await countWork({ ...SHAPE, files: 900 });
    expect(many.counts.opened - few.counts.opened).toBe(606);
    const { lexed, skimmed, parsed, native } = few.counts;
    expect(many.counts).toMatchObject({ lexed, skimmed, parsed, native });
  });

  it('does not grow with the symbols that move', async () => {
    const few = await countWork(SHAPE);
    const many = await countWork({ ...SHAPE, symbols: 400 });
    const { lexed, skimmed, parsed, native } = few.counts;
    expect(many.counts).toMatchObject({ lexed, skimmed, parsed, native });
  });

  it('looks a second time at importers alone, however they import', async () => {
    const { counts } = await countWork({ ...SHAPE, form: 'module' });
    expect(counts.openedOnce + 21).toBe(counts.opened);
  });

  it('writes each byte once, besides what undo needs', async () => {
    const { folder, plan } = await countWork(SHAPE);
    let bytes = 0;
    const counting = {
      ...nodeFileSystem,
      writeFile: (...args: Parameters<typeof nodeFileSystem.writeFile>) => {
        bytes += Buffer.byteLength(args[1]);
        return nodeFileSystem.writeFile(...args);
      },
    };
    applyChanges(counting, folder, '20260101-000000-000000', plan.changes, {
      wave: 'bench',
      started: '2026-01-01T00:00:00.000Z',
    });
    const size = (pick: (change: FileChange) => Uint8Array | undefined) =>
      plan.changes.reduce((sum, change) => sum + (pick(change)?.length ?? 0), 0);
    const after = size((change) => (change.kind === 'delete' ? undefined : change.after));
    const before = size((change) => (change.kind === 'create' ? undefined : change.before));
    expect(bytes).toBeGreaterThanOrEqual(after + before);
    expect(bytes).toBeLessThan(after + before + 2000 * plan.changes.length);
  });
});
