import type { SourceFile } from '../engine/source-file.js';
import type { Survey } from '../engine/survey.js';
import type { Owner, TracedTree } from '../gates/index.js';
import type { Unit } from '../python/unit.js';
import type { Prepared } from './prepare.js';

/**
 * What comparing and tracing diagnostics need to know of the trees before and after a wave.
 *
 * @param written the tree as it stands after writing and fixing.
 */
export function comparisonOf({ plan, survey, after, repository }: Prepared, written: Survey): TracedTree {
  const sides = { before: survey, after: written };
  const states = { before: survey, planned: after, written };
  return {
    relocations: plan.relocations,
    changes: plan.changes,
    root: repository.root,
    enclosingSymbol: (side, file, line) => ownerAt(sides[side], file, line),
    sourceLine: (side, file, line) => sides[side].file(file)?.text.split(/\r\n|\n|\r/, line)[line - 1],
    text: (state, file) => states[state].file(file)?.text,
    definition(side, module, name) {
      const file = sides[side].index.resolve(module);
      const source = file === undefined ? undefined : sides[side].python(file);
      const unit = source?.units.find((each) => nameOf(each) === name);
      return unit && { file: file!, line: source!.position(unit.start).line };
    },
  };
}

/** The top-level definition around a line, with its module. */
function ownerAt(survey: Survey, file: string, line: number): Owner | undefined {
  const source = file.endsWith('.py') ? survey.python(file) : undefined;
  if (!source) return undefined;
  const module = survey.index.nameOf(file);
  const unit = line === 0 ? undefined : source.units.find((each) => isAround(each, line, source));
  return { module, name: unit && nameOf(unit) };
}

function isAround({ start, end }: Unit, line: number, source: SourceFile): boolean {
  return source.position(start).line <= line && line <= source.position(end).line;
}

function nameOf({ stmt }: Unit): string | undefined {
  if (stmt.kind === 'FunctionDef' || stmt.kind === 'AsyncFunctionDef' || stmt.kind === 'ClassDef')
    return stmt.name;
  const target =
    stmt.kind === 'Assign' ? stmt.targets[0] : stmt.kind === 'AnnAssign' ? stmt.target : undefined;
  return target?.kind === 'Name' ? target.id : undefined;
}
