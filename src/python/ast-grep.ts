import { createRequire } from 'node:module';
import type { NapiConfig, SgRoot } from '@ast-grep/napi';

// CommonJS on purpose: importing the native package as ESM costs 35 ms more at start-up.
const require = createRequire(import.meta.url);

let napi: typeof import('@ast-grep/napi') | undefined;

/** The native package with Python registered; loaded by the first caller that needs it. */
function load(): typeof import('@ast-grep/napi') {
  if (napi === undefined) {
    const loaded = require('@ast-grep/napi') as typeof import('@ast-grep/napi');
    loaded.registerDynamicLanguage({ python: require('@ast-grep/lang-python') });
    napi = loaded;
  }
  return napi;
}

let last: { readonly source: string; readonly root: SgRoot } | undefined;

/**
 * Parses Python for ast-grep. Positions of its nodes are UTF-16 indices into `source`. Rule after rule asks for the same
 * text: the last tree is kept.
 */
export function parseForMatching(source: string): SgRoot {
  if (last?.source !== source) last = { source, root: load().parse('python', source) };
  return last.root;
}

/** An ast-grep rule object as a wave's author writes it. */
export interface AstGrepRule {
  readonly rule: Readonly<Record<string, unknown>>;
  readonly constraints?: Readonly<Record<string, unknown>> | undefined;
  readonly utils?: Readonly<Record<string, unknown>> | undefined;
  readonly transform?: Readonly<Record<string, unknown>> | undefined;
}

/** The argument of `findAll`; keys that are not given are left out, since napi reads `undefined` as a value. */
export function matcherOf(selector: AstGrepRule): NapiConfig {
  return {
    rule: selector.rule,
    ...(selector.constraints === undefined ? {} : { constraints: selector.constraints }),
    ...(selector.utils === undefined ? {} : { utils: selector.utils }),
    ...(selector.transform === undefined ? {} : { transform: selector.transform }),
  } as NapiConfig;
}

/** The transformations that ast-grep does by itself; the package for Node.js knows no rewriters. */
export function nativeTransforms(
  transform: Readonly<Record<string, unknown>>,
): Record<string, unknown> | undefined {
  const native = Object.entries(transform).filter(([, value]) => rewriteOf(value) === undefined);
  return native.length === 0 ? undefined : Object.fromEntries(native);
}

/** A `rewrite` transformation: which rewriters change the nodes inside a captured one. */
export interface RewriteTransform {
  readonly rewriters: readonly string[];
  /** `$NAME` or `$$$NAMES`. */
  readonly source: string;
  readonly joinBy?: string;
}

/** The `rewrite` part of a transformation, when it is one. */
export function rewriteOf(value: unknown): RewriteTransform | undefined {
  if (typeof value !== 'object' || value === null || !('rewrite' in value)) return undefined;
  return value.rewrite as RewriteTransform;
}

/** Why ast-grep refuses the rule, in its own words; `undefined` when it compiles. */
export function compileError(selector: AstGrepRule): string | undefined {
  try {
    parseForMatching('name = 1\n').root().findAll(matcherOf(selector));
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
