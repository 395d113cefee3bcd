import { type Measured, median } from './measure.js';
import { ROPE } from './peers.js';
import type { Growth, Scene } from './results.js';

/** What was set out for, beside what was measured. */
interface Aim {
  readonly what: string;
  readonly aim: string;
  readonly measured: string;
  readonly met: boolean;
}

const processor = ({ samples }: Measured) => median(samples.map(({ cpu, wall }) => cpu ?? wall));
const peak = ({ samples }: Measured) => Math.max(...samples.map(({ megabytes }) => megabytes ?? 0));

/** The table of aims, as far as they were measured: ratios of processor time, peaks of memory. */
export function aimsTable(scenes: readonly Scene[], growths: readonly Growth[]): string[] {
  const found: Aim[] = [];
  const command = (scene: RegExp, name: string) =>
    scenes.find(({ title }) => scene.test(title))?.measured.find((each) => each.name === name);
  const ratio = (scene: RegExp, of: string, to: string, limit: number, kind: 'most' | 'least') => {
    const [over, under] = [command(scene, of), command(scene, to)];
    if (!over || !under) return;
    const times = processor(over) / processor(under);
    const met = kind === 'most' ? times <= limit : times >= limit;
    found.push({
      what: `${of} : ${to}`,
      aim: `at ${kind} ${limit} ×`,
      measured: `${times.toFixed(2)} ×`,
      met,
    });
  };
  const memory = (scene: RegExp, name: string, limit: number) => {
    const measured = command(scene, name);
    if (!measured) return;
    const megabytes = peak(measured);
    found.push({
      what: `${name}, ${scenes.find(({ title }) => scene.test(title))!.title}: memory`,
      aim: `under ${limit} MB`,
      measured: `${megabytes.toFixed(0)} MB`,
      met: megabytes < limit,
    });
  };
  const empty = 'an empty Node script';
  for (const word of ['--help', 'list']) ratio(/^Start-up/, `rewrite ${word}`, empty, 1.6, 'most');
  const anatomy = /^CodeAnatomy: wave4/;
  ratio(anatomy, 'rewrite diff', 'ast-grep scan, one rule', 1.25, 'most');
  ratio(anatomy, 'rewrite check', 'ast-grep scan, one rule', 0.6, 'most');
  memory(anatomy, 'rewrite diff', 200);
  const symbol = /^CodeAnatomy: one symbol/;
  ratio(symbol, ROPE.one, 'rewrite diff', 20, 'least');
  ratio(symbol, 'LibCST RenameCommand, one symbol', 'rewrite diff', 100, 'least');
  ratio(/ 200 importers by from/, 'ast-grep scan, one rule', 'rewrite diff', 20, 'least');
  ratio(/ 200 importers by from/, 'rewrite diff', 'rg -l', 6, 'most');
  memory(/ 2000 importers/, 'rewrite diff', 400);
  const symbols = growths.find(({ svg }) => svg === 'symbols')?.points;
  const [one, many] = [symbols?.find(({ x }) => x === 1), symbols?.at(-1)];
  if (one && many) {
    const times = many.seconds / one.seconds;
    found.push({
      what: `moving ${many.x} symbols : moving 1`,
      aim: 'at most 1.5 ×',
      measured: `${times.toFixed(2)} ×`,
      met: times <= 1.5,
    });
  }
  if (found.length === 0) return [];
  return [
    '## Aims',
    '',
    '| processor time, or peak | aim | measured | met |',
    '| --- | ---: | ---: | --- |',
    ...found.map(
      ({ what, aim, measured, met }) => `| ${what} | ${aim} | ${measured} | ${met ? 'yes' : 'no'} |`,
    ),
    '',
  ];
}
