import type { RelatedPlace } from '../model/finding.js';
import { type Binding, type BindingKind, type NameUse, resolveUse, type Scope } from '../python/scope.js';
import { lastSegment } from './last-segment.js';
import type { Legacy } from './relocation-table.js';
import type { SourceFile } from './source-file.js';
import type { Survey } from './survey.js';

/** As many as help to tell a mention from what merely looks like it. */
const MOST = 3;

/**
 * Names in a file that are written like a legacy module, or like a symbol of it, and that the rules of scopes give
 * another meaning: locals, parameters, attributes of something else. They are no references, and stay as they are.
 */
export function passedOver(
  file: SourceFile,
  survey: Survey,
  legacy: Legacy,
  symbol: string | undefined,
): RelatedPlace[] {
  const names = new Set([lastSegment(legacy.path), ...(symbol === undefined ? [] : [symbol])]);
  const found = [...otherBindings(file, names), ...otherAttributes(file, names)];
  return found
    .sort((a, b) => a.start - b.start)
    .slice(0, MOST)
    .map(({ start, end, what }) => ({
      place: survey.place(file.path, start, end),
      message: `\`${file.text.slice(start, end)}\` is ${what} here, and is left alone.`,
    }));
}

interface Lookalike {
  readonly start: number;
  readonly end: number;
  readonly what: string;
}

function otherBindings({ scopes }: SourceFile, names: ReadonlySet<string>): Lookalike[] {
  return scopes.scopes.flatMap((scope) =>
    [...names].flatMap((name): Lookalike[] => {
      const binding = scope.bindings.get(name);
      const [site] = binding?.sites ?? [];
      if (!binding || !site || isImported(binding)) return [];
      return [{ start: site.start, end: site.start + name.length, what: whatIs(site.kind, scope) }];
    }),
  );
}

/** Attributes of what is no module: no import binds the name that they are read from. */
function otherAttributes(file: SourceFile, names: ReadonlySet<string>): Lookalike[] {
  const isOther = (use: NameUse) => {
    const binding = resolveUse(use);
    return binding !== undefined && !isImported(binding);
  };
  return file.scopes.uses.flatMap((use) => {
    const attribute = use.chain.find(({ attr }) => names.has(attr));
    if (!attribute || !isOther(use)) return [];
    return [{ start: use.start, end: attribute.end, what: `an attribute of \`${use.name}\`` }];
  });
}

function isImported({ sites }: Binding): boolean {
  return sites.some((site) => site.import !== undefined);
}

function whatIs(kind: BindingKind, scope: Scope): string {
  const owner = scope.name === undefined ? '' : ` of \`${scope.name}\``;
  if (kind === 'parameter') return `a parameter${owner}`;
  if (scope.kind === 'class') return `an attribute of the class${owner.slice(3)}`;
  if (scope.kind === 'comprehension') return 'a variable of a comprehension';
  if (scope.kind === 'module')
    return kind === 'function' || kind === 'class' ? `a ${kind} of this file` : 'a name of this file';
  return `a local${owner}`;
}
