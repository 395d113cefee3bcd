import { z } from 'zod';

/** Schemas whose violation has a code of its own instead of RW103. */
export const violationCodes = z.registry<{ code: string }>();

const KEYWORDS = new Set(
  (
    'False None True and as assert async await break class continue def del elif else except finally for from ' +
    'global if import in is lambda nonlocal not or pass raise return try while with yield'
  ).split(' '),
);
// Not the exact Unicode property: the pattern goes into the JSON schemas, which many read without the `u` flag.
const IDENTIFIER = '[A-Za-z_\\u0080-\\uffff][\\w\\u0080-\\uffff]*';

const hasNoKeyword = (dotted: string): boolean => dotted.split('.').every((part) => !KEYWORDS.has(part));

/** Dotted name of a Python module. */
export const moduleName = z
  .string()
  .regex(new RegExp(`^${IDENTIFIER}(\\.${IDENTIFIER})*$`), 'is not a dotted module name')
  .refine(hasNoKeyword, 'contains a Python keyword, so nothing could import it');
violationCodes.add(moduleName, { code: 'RW106' });

/** A name that a module binds. */
export const symbolName = z
  .string()
  .regex(new RegExp(`^${IDENTIFIER}$`), 'is not a Python name')
  .refine(hasNoKeyword, 'is a Python keyword');

/** A path inside the repository: relative, POSIX, never upwards. */
export const repositoryPath = z
  .string()
  .min(1)
  .regex(
    /^(?!\/)(?!.*\\)(?!(.*\/)?\.\.(\/|$))/,
    'must be a path inside the repository, with forward slashes',
  );

/** Glob over repository paths; what it may hold is what `engine/glob.ts` knows. */
export const pathGlob = repositoryPath
  .max(1000)
  .regex(
    /^(?!!)[^()]*$/,
    'may use `*`, `**`, `?`, `[abc]` and `{this,that}`, but neither parentheses nor a `!` in front',
  );

/** Glob over dotted names: `*` within a part, `**` over any number of parts, `{this,that}`. */
export const dottedGlob = z
  .string()
  .max(1000)
  .regex(
    /^[\w\u0080-\uffff*?{},[\]-]+(\.[\w\u0080-\uffff*?{},[\]-]+)*$/,
    'is not a dotted name or a glob over such names, as `shop.models.*`',
  );

/** One line of prose. */
export const oneLine = z.string().regex(/^\s*\S[^\n]*\s*$/, 'must be one line of text');
