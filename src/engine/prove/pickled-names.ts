import type { Finding } from '../../model/finding.js';
import type { FunctionDef, Stmt } from '../../python/ast.js';
import { editableContent } from '../../python/strings.js';
import type { SourceFile } from '../source-file.js';
import type { Split } from '../split.js';
import { finding, type ProofContext } from './proof.js';

const REDUCERS = new Set(['__reduce__', '__reduce_ex__']);

/**
 * Singletons that are pickled by name: a `__reduce__` that returns a string names a global of the module of the
 * object's class (https://docs.python.org/3/library/pickle.html#object.__reduce__). Class and global stay together.
 */
export function findPickledNames(context: ProofContext, split: Split): Finding[] {
  const { file, home } = split;
  return pickledGlobals(file).flatMap(({ unit: index, className, name, start, end }) => {
    const unit = file.scopes.module.bindings.get(name)?.sites[0]?.unit;
    if (unit === undefined || unit < 0 || home[unit] === home[index]) return [];
    const standing = (at: number) => home[at]?.module ?? split.module;
    return [
      finding(
        'RW311',
        'error',
        context.before.place(file.path, start, end),
        `\`${className}\` pickles as the global \`${name}\` of its own module; it would stand in \`${standing(index)}\`, and \`${name}\` in \`${standing(unit)}\`.`,
        'Send both to one destination.',
      ),
    ];
  });
}

/** A class whose objects pickle as the global `name` of the module. */
interface PickledGlobal {
  readonly unit: number;
  readonly className: string;
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** The names that `__reduce__` methods of a file return. */
export function pickledGlobals(file: SourceFile): PickledGlobal[] {
  return file.units.flatMap(({ stmt, index: unit }) => {
    if (stmt.kind !== 'ClassDef') return [];
    const { name: className, body } = stmt;
    return body.flatMap((member) =>
      member.kind === 'FunctionDef' && REDUCERS.has(member.name)
        ? returnedNames(member, file.text).map((returned) => ({ unit, className, ...returned }))
        : [],
    );
  });
}

function returnedNames(method: FunctionDef, source: string): { name: string; start: number; end: number }[] {
  const found: { name: string; start: number; end: number }[] = [];
  const walk = (body: readonly Stmt[]): void => {
    for (const stmt of body) {
      if (stmt.kind === 'Return' && stmt.value?.kind === 'Str') {
        const content = editableContent(stmt.value, source);
        if (content) found.push({ name: content.text, start: content.start, end: content.end });
      } else if (stmt.kind === 'If') {
        walk(stmt.body);
        walk(stmt.orelse);
      }
    }
  };
  walk(method.body);
  return found;
}
