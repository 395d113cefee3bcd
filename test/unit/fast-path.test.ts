import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Planned, planWave } from '../../src/engine/plan-wave.js';
import { overlayReader } from '../../src/engine/prove/overlay.js';
import { proofContext, provePlan } from '../../src/engine/prove/prove.js';
import { type RepositoryReader, Survey } from '../../src/engine/survey.js';
import { ModuleIndex } from '../../src/python/module-index.js';
import { folderReader, pythonFiles, pythonLibrary } from './support/python-library.js';
import { waveOf } from './support/wave.js';

/** A tree of one's own to check besides: `REWRITE_TREE=folder`, for example of installed packages. */
const folder = process.env.REWRITE_TREE ?? pythonLibrary();
const RUNS = Number(process.env.REWRITE_TREE_RUNS ?? 6);

const TESTS = /(?:^|\/)(?:tests?|idlelib|encodings|lib-dynload)\//;

/** What a plan would write and what it and the proofs say, without how much they looked at. */
function outcome(planned: Planned, exhaustive: boolean) {
  const { plan, reader } = planned;
  const changes = plan.changes.map((change) => ({
    kind: change.kind,
    path: change.path,
    text: change.kind === 'delete' ? '' : Buffer.from(change.after).toString('latin1'),
    edits: change.kind === 'modify' ? change.edits : [],
  }));
  const after = new Survey(overlayReader(reader, plan.changes));
  const proofs = provePlan(proofContext(planned, after, { exhaustive }));
  return {
    changes,
    findings: plan.findings,
    proofs: proofs.map(({ gate, findings }) => ({ gate, findings })),
  };
}

/** A plan of one's own bytes: files are analysed once for the same bytes, whoever asks. */
function planOf(reader: RepositoryReader, rules: string, exhaustive: boolean): Planned {
  const read = (path: string) => reader.read(path)?.slice();
  return planWave(waveOf(rules), { paths: reader.paths, read }, { root: '/library', width: 88, exhaustive });
}

describe('planning and proving without parsing what has nothing to do with the wave', () => {
  it.skipIf(folder === undefined)(
    'plans what planning with all files plans, on real packages',
    () => {
      // Without the tests of the library, which are most of its bytes: this one has to be quick.
      const paths = pythonFiles(folder!).filter((path) => path.includes('/') && !TESTS.test(path));
      const reader = folderReader(folder!, paths);
      const index = new ModuleIndex(paths);
      let [edited, parsed, all] = [0, 0, 0];
      fc.assert(
        fc.property(
          fc.constantFrom(...paths),
          fc.constantFrom('split', 'half', 'move', 'rename'),
          (path, kind) => {
            const source = index.nameOf(path);
            if (index.resolve(source) !== path) return;
            const rules = rulesFor(kind, source, reader, path);
            const [fast, full] = [planOf(reader, rules, false), planOf(reader, rules, true)];
            expect(outcome(fast, false)).toEqual(outcome(full, true));
            edited += fast.plan.changes.length;
            parsed += fast.plan.statistics.filesParsed;
            all += full.plan.statistics.filesParsed;
          },
        ),
        { numRuns: RUNS },
      );
      expect(edited).toBeGreaterThan(RUNS);
      expect(parsed).toBeLessThanOrEqual(all);
    },
    600_000,
  );
});

/** A rule about one module: all of it goes to a new one, or half of it, or the module moves or a symbol is renamed. */
function rulesFor(kind: string, source: string, reader: RepositoryReader, path: string): string {
  const target = `${source}_after`;
  if (kind === 'move') return `kind: move-module\nsource: ${source}\nto: ${target}\n`;
  if (kind === 'split')
    return `kind: split-module\nsource: ${source}\nlegacy: delete\nheir: ${target}\ninto:\n  - module: ${target}\n    rest: true\n`;
  const survey = new Survey(reader);
  const names = [...(survey.python(path)?.scopes.module.bindings.values() ?? [])]
    .filter(({ sites }) => sites.every((site) => site.kind === 'function' || site.kind === 'class'))
    .map(({ name }) => name);
  if (names.length === 0) return rulesFor('move', source, reader, path);
  if (kind === 'rename')
    return `kind: rename-symbol\nsource: ${source}\nsymbols:\n  ${names[0]}: ${names[0]}_after\n`;
  const half = names.slice(0, Math.ceil(names.length / 2));
  return `kind: split-module\nsource: ${source}\nlegacy: keep\ninto:\n  - module: ${target}\n    symbols: [${half.join(', ')}]\n`;
}
