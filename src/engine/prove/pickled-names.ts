import type { Finding } from '../../model/finding.js';
import type { FunctionDef, Stmt } from '../../python/ast.js';
import { editableContent } from '../../python/strings.js';
import type { Split } from '../split.js';
import { finding, type ProofContext } from './proof.js';

const REDUCERS = new Set(['__reduce__', '__reduce_ex__']);

/**
 * Singletons that are pickled by name: a `__reduce__` that returns a string names a global of the module of the
 * object's class (https://docs.python.org/3/library/pickle.html#object.__reduce__). Class and global stay together.
 */
export function findPickledNames(context: ProofContext, split: Split): Finding[] {
  const { file, home } = split;
  return file.units.flatMap(({ stmt, index }) => {
    if (stmt.kind !== 'ClassDef') return [];
    return stmt.body.flatMap((member) => {
      if (member.kind !== 'FunctionDef' || !REDUCERS.has(member.name)) return [];
      return returnedNames(member, file.text).flatMap(({ name, start, end }) => {
        const unit = file.scopes.module.bindings.get(name)?.sites[0]?.unit;
        if (unit === undefined || unit < 0 || home[unit] === home[index]) return [];
        const standing = (at: number) => home[at]?.module ?? split.module;
        return [
          finding(
            'RW311',
            'error',
            context.before.place(file.path, start, end),
            `\`${stmt.name}\` pickles as the global \`${name}\` of its own module; it would stand in \`${standing(index)}\`, and \`${name}\` in \`${standing(unit)}\`.`,
            'Send both to one destination.',
          ),
        ];
      });
    });
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
