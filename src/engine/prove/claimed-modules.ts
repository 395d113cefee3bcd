import type { Finding } from '../../model/finding.js';
import type { Expr, Stmt, Str } from '../../python/ast.js';
import { editableContent } from '../../python/strings.js';
import type { SourceFile } from '../source-file.js';
import type { Split } from '../split.js';
import { finding, type ProofContext } from './proof.js';

/** Something that says by itself in which module it is found. */
interface Claim {
  readonly name: string;
  readonly module: Str;
}

/** `__module__ = "pkg.mod"` and `namedtuple(…, module="pkg.mod")`: what is pickled is looked for there. */
export function findClaimedModules(context: ProofContext, split: Split): Finding[] {
  const places = new Set(split.destinations.map(({ path }) => path));
  if (split.keptPath !== undefined) places.add(split.keptPath);
  return [...places].flatMap((path) => {
    const file = context.after.python(path);
    return file ? claimsIn(file).flatMap((claim) => check(context, places, file, claim)) : [];
  });
}

function check(
  { after }: ProofContext,
  places: ReadonlySet<string>,
  file: SourceFile,
  { name, module }: Claim,
): Finding[] {
  const content = editableContent(module, file.text);
  const claimed = content && after.resolve(content.text);
  if (!content || claimed === undefined || claimed === file.path || !places.has(claimed)) return [];
  if (after.python(claimed)?.scopes.module.bindings.has(name)) return [];
  return [
    finding(
      'RW317',
      'error',
      after.place(file.path, module.start, module.end),
      `\`${name}\` says that it is found in \`${content.text}\`, and would stand in \`${after.nameOf(file.path)}\`: what is pickled could not be read.`,
      `Send it to \`${content.text}\`, or drop \`__module__\` before the wave.`,
    ),
  ];
}

function claimsIn({ module }: SourceFile): Claim[] {
  return module.body.flatMap((stmt): Claim[] => {
    if (stmt.kind === 'ClassDef') return ownClaim(stmt.name, stmt.body);
    if (stmt.kind !== 'Assign') return [];
    const [target] = stmt.targets;
    if (target?.kind === 'Attribute' && target.attr === '__module__' && target.value.kind === 'Name')
      return claim(target.value.id, stmt.value);
    if (target?.kind !== 'Name' || stmt.value.kind !== 'Call') return [];
    const keyword = stmt.value.keywords.find(({ arg }) => arg === 'module');
    return keyword ? claim(target.id, keyword.value) : [];
  });
}

function ownClaim(name: string, body: readonly Stmt[]): Claim[] {
  return body.flatMap((stmt) =>
    stmt.kind === 'Assign' && stmt.targets.some((each) => each.kind === 'Name' && each.id === '__module__')
      ? claim(name, stmt.value)
      : [],
  );
}

function claim(name: string, value: Expr): Claim[] {
  return value.kind === 'Str' ? [{ name, module: value }] : [];
}
