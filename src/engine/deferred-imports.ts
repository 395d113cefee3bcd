import type { Finding } from '../model/finding.js';
import type { Edit } from '../model/plan.js';
import type { FunctionDef } from '../python/ast.js';
import type { NameUse } from '../python/scope.js';
import { forEachChild, type Node } from '../python/visit.js';
import type { SourceFile } from './source-file.js';
import type { Survey } from './survey.js';

/** A symbol that code takes from another module in the functions that use it. */
export interface DeferredName {
  readonly name: string;
  /** The module, as the import spells it. */
  readonly module: string;
  /** Uses that need it when the program runs. */
  readonly uses: readonly NameUse[];
}

/** Imports at the top of functions, for code that stands in another module than what it uses. */
export function deferredImports(
  file: SourceFile,
  names: readonly DeferredName[],
  rule: string,
  survey: Survey,
): { edits: Edit[]; findings: Finding[] } {
  const findings: Finding[] = [];
  const wanted = new Map<FunctionDef, Map<string, Set<string>>>();
  for (const { name, module, uses } of names) {
    for (const use of uses) {
      const home = use.timing === 'call' ? outermostFunction(file, use) : undefined;
      if (!home) {
        findings.push(neededAtOnce(name, use, file, survey));
        continue;
      }
      const modules = wanted.get(home) ?? new Map<string, Set<string>>();
      wanted.set(home, modules.set(module, (modules.get(module) ?? new Set()).add(name)));
    }
  }
  const edits = [...wanted].map(([home, modules]) => ({
    ...insertion(file, home, modules),
    rule,
    form: undefined,
  }));
  return { edits, findings };
}

function neededAtOnce(name: string, use: NameUse, file: SourceFile, survey: Survey): Finding {
  return {
    code: 'RW341',
    severity: 'error',
    place: survey.place(file.path, use.start, use.end),
    message: `\`${name}\` is needed here while the module is imported, so that its import cannot wait for a function to be called.`,
    hint: 'Take it off the `defer` list, or send the two to one module.',
  };
}

/** The function, of the module or of a class, whose body holds a use. */
export function outermostFunction(file: SourceFile, use: NameUse): FunctionDef | undefined {
  let found: FunctionDef | undefined;
  const walk = (node: Node): void => {
    if (found || use.start < node.start || use.end > node.end) return;
    if (node.kind === 'FunctionDef' || node.kind === 'AsyncFunctionDef') {
      if (node.body[0] && use.start >= node.body[0].start) found = node;
      return;
    }
    forEachChild(node, walk);
  };
  const unit = file.units[use.unit];
  if (unit) walk(unit.stmt);
  return found;
}

/** At the top of a function's body, behind its docstring. */
function insertion(
  file: SourceFile,
  { body }: FunctionDef,
  modules: ReadonlyMap<string, ReadonlySet<string>>,
): Pick<Edit, 'start' | 'end' | 'text'> {
  const { text: source, newline } = file;
  const lines = [...modules]
    .sort()
    .map(([module, names]) => `from ${module} import ${[...names].sort().join(', ')}`);
  const first = body[0]!;
  const isDocstring = first.kind === 'Expr' && first.value.kind === 'Str' && !first.value.bytes;
  const next = isDocstring ? body[1] : first;
  const before = next ?? first;
  const at =
    next && 'decorators' in next && next.decorators[0]
      ? source.lastIndexOf('@', next.decorators[0].start)
      : before.start;
  const lineStart = Math.max(source.lastIndexOf('\n', at - 1), source.lastIndexOf('\r', at - 1)) + 1;
  const margin = source.slice(lineStart, at);
  const ownLine = /^[ \t]*$/.test(margin);
  if (!next) {
    const end = first.end;
    return {
      start: end,
      end,
      text: ownLine ? lines.map((line) => newline + margin + line).join('') : `; ${lines.join('; ')}`,
    };
  }
  const text = ownLine ? lines.map((line) => line + newline + margin).join('') : `${lines.join('; ')}; `;
  return { start: at, end: at, text };
}
