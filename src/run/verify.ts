import { type Scratch, withScratch } from '../effects/scratch.js';
import type { Survey } from '../engine/survey.js';
import {
  type Gate,
  type GateReading,
  judge,
  judgePairs,
  passedAgain,
  type TracedTree,
  traceFresh,
  UnreadableOutput,
  undecided,
  withoutFlaky,
  worthAnotherRun,
} from '../gates/index.js';
import { EXIT, UserError } from '../model/errors.js';
import type { GateReport } from '../model/gate.js';
import type { FileChange } from '../model/plan.js';
import type { ProgressReporter, TrackedWork } from '../model/progress.js';
import type { GateSpec } from '../model/wave.js';
import { comparisonOf } from './comparison.js';
import { type FixerReports, probeFixers, runFixers } from './fixing.js';
import { type Execution, GateRunner, type Reading } from './gate-runner.js';
import { Measuring } from './measuring.js';
import type { Prepared } from './prepare.js';
import { sideBySide } from './side-by-side.js';
import { type Station, stationsOf } from './stations.js';
import { touchedModules } from './touched-modules.js';

/** How the gates of a wave are gone about. */
export interface VerifyOptions {
  /** Path of an interpreter that the user has named. */
  readonly python: string | undefined;
  /** Gates and fixers to leave out. */
  readonly without: readonly string[];
  /** Whether a baseline of an earlier run on the same tree is good enough. */
  readonly remember: boolean;
  readonly signal: AbortSignal;
}

/** An output that becomes part of the run. */
export interface KeptOutput {
  /** Repository path. */
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

/** A gate's reading with the tests in it that failed by chance. */
interface Settled extends Reading {
  readonly flaky: readonly string[];
}

/** Runs the wave's command gates before and after the writing, and compares. */
export class Verifier {
  private readonly before = new Map<Station, Settled>();
  private readonly after = new Map<Station, Settled>();
  private readonly measuring: Measuring;

  private constructor(
    private readonly prepared: Prepared,
    private readonly stations: readonly Station[],
    private readonly fixers: readonly Station[],
    private readonly runner: GateRunner,
    private readonly signal: AbortSignal,
  ) {
    this.measuring = new Measuring(runner, prepared.survey.index.roots, signal);
  }

  /**
   * Finds every tool first, so that a missing one is told before anything runs.
   *
   * @throws UserError when a tool is not to be found.
   */
  static async open<T>(
    prepared: Prepared,
    options: VerifyOptions,
    work: (verifier: Verifier) => Promise<T>,
  ): Promise<T> {
    const { wave, repository } = prepared;
    const { python, signal } = options;
    const wanted = (specs: readonly GateSpec[]) =>
      specs.filter(({ gate }) => !options.without.includes(gate));
    const stations = await stationsOf(wanted(wave.gates), repository.root, options);
    const fixers = await stationsOf(wanted(wave.fixers), repository.root, options);
    return withScratch((scratch: Scratch) => {
      const runner = new GateRunner(repository.root, scratch, python, options.remember);
      return work(new Verifier(prepared, stations, fixers, runner, signal));
    });
  }

  /** What the tools say of the untouched tree. */
  async baseline(progress: ProgressReporter): Promise<void> {
    this.runner.recognise();
    await this.each(progress, async (station, execution) => {
      const { gate } = station;
      try {
        if (gate.measurement) {
          await this.measuring.open('before', station, gate.measurement, execution.work);
          return 'measured once';
        }
        const settled = await this.settled(station, 'before', execution);
        this.before.set(station, settled);
        return `${inWords(settled.reading)}${settled.remembered ? ', remembered' : ''}`;
      } catch (error) {
        throw unusable(error, gate, 'before the wave');
      }
    });
  }

  /** Which files each fixer would have changed already: it leaves those alone. */
  probe(changes: readonly FileChange[]): Promise<FixerReports> {
    return probeFixers(this.fixers, changes, this.runner, this.signal);
  }

  /** Runs the fixers on what was written; gives the files that they may have changed. */
  async fix(changes: readonly FileChange[], reported: FixerReports): Promise<string[]> {
    try {
      return await runFixers(this.fixers, changes, reported, this.runner, this.signal);
    } catch (error) {
      const fixer = this.fixers.find(
        ({ gate }) => error instanceof UnreadableOutput && gate.name === error.gate,
      );
      throw fixer === undefined ? error : unusable(error, fixer.gate, 'as a fixer');
    }
  }

  /** Runs every gate on the written tree and compares it with the baseline. */
  async compare(progress: ProgressReporter, written: Survey): Promise<GateReport[]> {
    this.runner.recognise();
    const tree = comparisonOf(this.prepared, written);
    const reports = new Map<Station, GateReport>();
    await this.each(progress, async (station, execution) => {
      const report = await this.report(station, tree, execution);
      reports.set(station, report);
      return report.status === 'passed' ? 'nothing new' : `${report.fresh.length} new`;
    });
    return this.stations.flatMap((station) => reports.get(station) ?? []);
  }

  /** Outputs that the wave wants to keep, with what stands in their place before the gates have run again. */
  outputs(): readonly KeptOutput[] {
    return this.stations.flatMap((station) => {
      const before = this.before.get(station)?.reading.snapshot?.text;
      const after = this.after.get(station)?.reading.snapshot?.text ?? before;
      const path = station.spec.snapshot?.save;
      return path === undefined || before === undefined || after === undefined
        ? []
        : [{ path, before, after }];
    });
  }

  private async report(station: Station, tree: TracedTree, execution: Execution): Promise<GateReport> {
    const { gate, tool, spec, version, label } = station;
    const before = this.before.get(station);
    const run = { gate: label, tool: `${version} (${tool.origin})` };
    try {
      if (gate.measurement) {
        const start = performance.now();
        await this.measuring.open('after', station, gate.measurement);
        const pairs = await this.measuring.pairs(station, gate.measurement, execution.work);
        const seconds = (performance.now() - start) / 1000;
        const command = (spec.argv ?? []).join(' ');
        return judgePairs({ ...run, command, seconds }, gate.measurement, pairs, spec);
      }
      const after = await this.settled(station, 'after', execution);
      this.after.set(station, after);
      const identity = { ...run, command: before!.command, seconds: before!.seconds + after.seconds };
      const report = judge(identity, before!.reading, after.reading, tree);
      const readings = { before: before!.reading, after: after.reading };
      const notes = notesOf(station, before!);
      const flaky = [...new Set([...before!.flaky, ...after.flaky])];
      return {
        ...report,
        fresh: traceFresh(report.fresh, readings, tree),
        ...(flaky.length > 0 ? { flaky } : {}),
        ...(notes.length > 0 ? { notes } : {}),
      };
    } catch (error) {
      if (!(error instanceof UnreadableOutput)) throw error;
      const command = before?.command ?? (spec.argv ?? []).join(' ');
      const seconds = before?.seconds ?? 0;
      const report = undecided({ ...run, command, seconds }, `${error.reason}: ${error.seen}`);
      return { ...report, before: before?.reading.diagnostics.length ?? 0 };
    }
  }

  /** Runs a gate, and those of its tests again that failed and may have done so by chance. */
  private async settled(station: Station, side: 'before' | 'after', execution: Execution): Promise<Settled> {
    const { gate, spec } = station;
    const { repository, survey } = this.prepared;
    const context = {
      root: repository.root,
      sourceRoots: survey.index.roots,
      modules: touchedModules(this.prepared, side),
      scratch: this.runner.scratch.folder,
    };
    const run = side === 'before' ? this.runner.baseline : this.runner.run;
    const first = await run.call(this.runner, station, gate.command(spec, context), execution);
    const suspects = gate.rerun ? worthAnotherRun(first.reading, this.broken(station, side, first)) : [];
    if (gate.rerun === undefined || suspects.length === 0) return { ...first, flaky: [] };
    try {
      const again = await run.call(this.runner, station, gate.rerun(spec, suspects, context), execution);
      const flaky = passedAgain(suspects, again.reading);
      const reading = withoutFlaky(first.reading, flaky, again.reading);
      return { ...first, reading, flaky, seconds: first.seconds + again.seconds };
    } catch (error) {
      // A test that cannot be named on a command line has failed, and stays so.
      if (error instanceof UnreadableOutput) return { ...first, flaky: [] };
      throw error;
    }
  }

  /** Tests that are broken; after the wave only those that were not broken before. */
  private broken(station: Station, side: 'before' | 'after', { reading }: Reading): readonly string[] {
    const ids = reading.diagnostics.flatMap(({ subject }) => (subject === undefined ? [] : [subject]));
    const before = side === 'after' ? this.before.get(station)?.reading.diagnostics : undefined;
    const known = new Set(before?.map(({ subject }) => subject));
    return ids.filter((id) => !known.has(id));
  }

  private each(
    progress: ProgressReporter,
    work: (station: Station, execution: Execution) => Promise<string>,
  ): Promise<void> {
    const jobs = this.stations.map((station) => {
      const tracked: TrackedWork = progress.track(station.label);
      return {
        alone: station.gate.alone === true,
        async run(signal: AbortSignal) {
          tracked.begin();
          try {
            tracked.end(await work(station, { signal, work: tracked }));
          } catch (error) {
            tracked.end(signal.aborted ? 'ended' : 'failed');
            throw error;
          }
        },
      };
    });
    return sideBySide(jobs, this.signal);
  }
}

function inWords({ diagnostics, tests }: GateReading): string {
  if (tests !== undefined) return `${tests.size} tests, ${diagnostics.length} broken`;
  return `${diagnostics.length} reported`;
}

function notesOf({ spec }: Station, before: Reading): readonly string[] {
  const { snapshot } = spec;
  const { reading, remembered } = before;
  const against =
    reading.snapshot?.previous === undefined
      ? 'the output before the wave'
      : (snapshot?.previous ?? 'what it held before');
  return [
    ...(remembered ? ['the baseline is what an earlier run said of the same tree'] : []),
    ...(snapshot === undefined ? [] : [`saved in ${snapshot.save}, compared with ${against}`]),
  ];
}

function unusable(error: unknown, { name }: Gate, when: string): unknown {
  if (!(error instanceof UnreadableOutput)) return error;
  return new UserError(
    `\`${name}\` could not be used ${when}: it ${error.reason}.`,
    EXIT.refused,
    [],
    `${error.seen}\nMake it run in this repository, or go on without it: \`--without ${name}\`.`,
  );
}
