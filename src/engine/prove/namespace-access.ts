import type { Finding } from '../../model/finding.js';
import type { Call, Expr, FunctionDef, Span } from '../../python/ast.js';
import { resolve } from '../../python/scope.js';
import { forEachCall } from '../module-uses.js';
import type { SourceFile } from '../source-file.js';
import type { Split } from '../split.js';
import { isMovable } from './movable-unit.js';
import { finding, type ProofContext } from './proof.js';

/** Expressions that are the module, or the names of the module, that a function or the code itself stands in. */
const OWN_MODULE =
  /\b(?:sys\s*\.\s*modules\s*(?:\[\s*__name__\s*\]|\.\s*get\s*\(\s*__name__)|(?:importlib\s*\.\s*)?import_module\s*\(\s*__name__\s*\)|__import__\s*\(\s*__name__\b|(?:inspect\s*\.\s*)?getmodule\s*\(|(?:sys\s*\.\s*)?_getframe\s*\([^)]*\)\s*\.\s*f_globals|(?:inspect\s*\.\s*)?currentframe\s*\(\s*\)\s*\.\s*f_globals|[A-Za-z_]\w*\s*\.\s*__globals__)/g;

/** Code of a split module that looks at all names of the module, or runs text in it: it would see one part only. */
export function findNamespaceAccess(context: ProofContext, split: Split): Finding[] {
  const { file, facts } = split;
  if (
    !/\b(?:globals|vars|locals|dir|exec|eval|sys\s*\.\s*modules|import_module|__import__|getmodule|f_globals|__globals__)\b/.test(
      file.text,
    )
  )
    return [];
  const findings: Finding[] = [];
  const add = (node: Expr, severity: 'error' | 'warning', message: string, hint: string) => {
    const unit = file.units.findIndex(({ start, end }) => start <= node.start && node.end <= end);
    if (unit < 0 || (!isMovable(facts[unit]!) && facts[unit]!.kind !== 'export-list')) return;
    findings.push(
      finding('RW306', severity, context.before.place(file.path, node.start, node.end), message, hint),
    );
  };
  forEachCall(file.module, (call) => {
    const name = builtinCalled(split, call);
    if (name === undefined) return;
    const written = file.text.slice(call.func.start, call.end).split('\n', 1)[0]!;
    if (name === 'exec' || name === 'eval') {
      if (call.args.length !== 1 || call.keywords.length > 0) return;
      add(
        call,
        'warning',
        `\`${name}\` runs text with the names of the module it stands in; the module is split.`,
        'Check that the text names nothing that moves elsewhere.',
      );
      return;
    }
    if (call.args.length > 0 || (name !== 'globals' && inFunction(split, call.start))) return;
    add(
      call,
      'error',
      `\`${written}\` gives every name of the module; after the split it gives those of one part.`,
      'Name what is meant (a dictionary, a list), or keep what it looks for in one module.',
    );
  });
  for (const { start, end } of ownModuleObjects(split)) {
    const node = { kind: 'Constant', text: '', start, end } as const;
    add(
      node,
      'error',
      `\`${file.text.slice(start, end)}\` is the module that this stands in; after the split it is one part of it.`,
      'Name what is meant, or keep what it looks for in one module.',
    );
  }
  return findings;
}

function builtinCalled({ file }: Split, { func }: Call): string | undefined {
  if (func.kind !== 'Name' || !['globals', 'vars', 'locals', 'dir', 'exec', 'eval'].includes(func.id))
    return undefined;
  const use = file.scopes.uses.find(({ start }) => start === func.start);
  return use && resolve(func.id, use.scope) === undefined ? func.id : undefined;
}

function inFunction({ file }: Split, offset: number): boolean {
  return file.scopes.scopes.some(
    ({ kind, start, end }) =>
      (kind === 'function' || kind === 'lambda' || kind === 'class') && start <= offset && offset < end,
  );
}

function ownModuleObjects({ file }: Split): { start: number; end: number }[] {
  const starts = new Set(file.scopes.uses.map(({ start }) => start));
  return [...file.text.matchAll(OWN_MODULE)]
    .map((match) => ({ start: match.index, end: match.index + match[0].length }))
    .filter(({ start, end }) => starts.has(start) && !isCallersModule(file, start, end));
}

/**
 * Whether `sys._getframe(1).f_globals` is another module's: it stands in a function of the module which nothing of the
 * module calls or hands on, and that no decorator wraps, so that the frame above is somebody else's.
 */
function isCallersModule({ text, module, scopes }: SourceFile, start: number, end: number): boolean {
  if (!/_getframe\s*\(\s*1\s*\)/.test(text.slice(start, end))) return false;
  const inside = (each: Span) => each.start <= start && start < each.end;
  const within = scopes.scopes.filter((scope) => scope.kind !== 'module' && inside(scope));
  const home = module.body.find((stmt): stmt is FunctionDef => stmt.kind === 'FunctionDef' && inside(stmt));
  if (!home || within.length !== 1 || home.decorators.length > 0) return false;
  return !scopes.uses.some(
    (use) =>
      use.name === home.name && use.ctx === 'Load' && resolve(use.name, use.scope)?.scope === scopes.module,
  );
}
