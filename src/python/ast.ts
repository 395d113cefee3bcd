/**
 * The abstract syntax of Python, with the node names of CPython's `ast` module
 * (https://docs.python.org/3/library/ast.html#abstract-grammar).
 *
 * Every node carries `start` and `end`: half-open UTF-16 offsets into the source text, without
 * surrounding parentheses, as in CPython (a parenthesised tuple includes its parentheses).
 */

export interface Span {
  readonly start: number;
  readonly end: number;
}

/** How an expression is used: read, bound, or unbound. */
export type Context = 'Load' | 'Store' | 'Del';

export interface Name extends Span {
  readonly kind: 'Name';
  readonly id: string;
  ctx: Context;
}
export interface Attribute extends Span {
  readonly kind: 'Attribute';
  readonly value: Expr;
  readonly attr: string;
  /** Place of the attribute's own name. */
  readonly attrStart: number;
  ctx: Context;
}
export interface Subscript extends Span {
  readonly kind: 'Subscript';
  readonly value: Expr;
  readonly slice: Expr;
  ctx: Context;
}
export interface Starred extends Span {
  readonly kind: 'Starred';
  readonly value: Expr;
  ctx: Context;
}
export interface Sequence extends Span {
  readonly kind: 'Tuple' | 'List' | 'Set';
  readonly elts: readonly Expr[];
  ctx: Context;
}
export interface Dict extends Span {
  readonly kind: 'Dict';
  /** `undefined` key: a `**mapping` item. */
  readonly keys: readonly (Expr | undefined)[];
  readonly values: readonly Expr[];
}
export interface Call extends Span {
  readonly kind: 'Call';
  readonly func: Expr;
  readonly args: readonly Expr[];
  readonly keywords: readonly Keyword[];
}
export interface Keyword extends Span {
  readonly kind: 'keyword';
  /** `undefined`: a `**mapping` argument. */
  readonly arg: string | undefined;
  readonly value: Expr;
}
/** One literal of an implicit concatenation: `r"…"`, `f'''…'''`. */
export interface StringPart extends Span {
  /** Lower-cased prefix letters: '', 'r', 'b', 'f', 'rb', 'u', 't', … */
  readonly prefix: string;
  readonly contentStart: number;
  readonly contentEnd: number;
}
/** A plain string or bytes literal, possibly an implicit concatenation of several parts. */
export interface Str extends Span {
  readonly kind: 'Str';
  readonly parts: readonly StringPart[];
  readonly bytes: boolean;
}
/** An f-string or t-string (or a concatenation that holds one); `values` are its replacement expressions in order. */
export interface JoinedStr extends Span {
  readonly kind: 'JoinedStr';
  readonly parts: readonly StringPart[];
  /** Expressions inside `{…}`, format-spec expressions included, in source order. */
  readonly values: readonly Expr[];
}
export interface Constant extends Span {
  readonly kind: 'Constant';
  /** The literal's text: a number, `None`, `True`, `False` or `...`. */
  readonly text: string;
}
export interface BinOp extends Span {
  readonly kind: 'BinOp';
  readonly left: Expr;
  readonly op: string;
  readonly right: Expr;
}
export interface UnaryOp extends Span {
  readonly kind: 'UnaryOp';
  readonly op: string;
  readonly operand: Expr;
}
export interface BoolOp extends Span {
  readonly kind: 'BoolOp';
  readonly op: 'and' | 'or';
  readonly values: readonly Expr[];
}
export interface Compare extends Span {
  readonly kind: 'Compare';
  readonly left: Expr;
  readonly ops: readonly string[];
  readonly comparators: readonly Expr[];
}
export interface IfExp extends Span {
  readonly kind: 'IfExp';
  readonly test: Expr;
  readonly body: Expr;
  readonly orelse: Expr;
}
export interface Lambda extends Span {
  readonly kind: 'Lambda';
  readonly args: Arguments;
  readonly body: Expr;
}
export interface NamedExpr extends Span {
  readonly kind: 'NamedExpr';
  readonly target: Name;
  readonly value: Expr;
}
export interface Await extends Span {
  readonly kind: 'Await' | 'YieldFrom';
  readonly value: Expr;
}
export interface Yield extends Span {
  readonly kind: 'Yield';
  readonly value: Expr | undefined;
}
export interface Slice extends Span {
  readonly kind: 'Slice';
  readonly lower: Expr | undefined;
  readonly upper: Expr | undefined;
  readonly step: Expr | undefined;
}
export interface Comprehension extends Span {
  readonly kind: 'comprehension';
  readonly target: Expr;
  readonly iter: Expr;
  readonly ifs: readonly Expr[];
  readonly isAsync: boolean;
}
export interface ComprehensionExpr extends Span {
  readonly kind: 'ListComp' | 'SetComp' | 'GeneratorExp' | 'DictComp';
  /** The element; the key of a `DictComp`. */
  readonly elt: Expr;
  /** The value of a `DictComp`. */
  readonly value: Expr | undefined;
  readonly generators: readonly Comprehension[];
}

export type Expr =
  | Name
  | Attribute
  | Subscript
  | Starred
  | Sequence
  | Dict
  | Call
  | Str
  | JoinedStr
  | Constant
  | BinOp
  | UnaryOp
  | BoolOp
  | Compare
  | IfExp
  | Lambda
  | NamedExpr
  | Await
  | Yield
  | Slice
  | ComprehensionExpr;

export interface Arg extends Span {
  readonly kind: 'arg';
  readonly arg: string;
  readonly annotation: Expr | undefined;
}
export interface Arguments {
  readonly posonlyargs: readonly Arg[];
  readonly args: readonly Arg[];
  readonly vararg: Arg | undefined;
  readonly kwonlyargs: readonly Arg[];
  readonly kwarg: Arg | undefined;
  /** Default values of positional parameters, in source order. */
  readonly defaults: readonly Expr[];
  /** Default values of keyword-only parameters, `undefined` where there is none. */
  readonly kwDefaults: readonly (Expr | undefined)[];
}

/** PEP 695 and PEP 696. */
export interface TypeParam extends Span {
  readonly kind: 'TypeVar' | 'TypeVarTuple' | 'ParamSpec';
  readonly name: string;
  readonly bound: Expr | undefined;
  readonly defaultValue: Expr | undefined;
}

/** One name of an import statement: `name [as asname]`. */
export interface Alias extends Span {
  readonly kind: 'alias';
  /** Dotted for `import`, one identifier or `*` for `from … import`. */
  readonly name: string;
  readonly asname: string | undefined;
  /** Place of `asname`, when there is one. */
  readonly asnameStart: number | undefined;
}

export interface FunctionDef extends Span {
  readonly kind: 'FunctionDef' | 'AsyncFunctionDef';
  readonly name: string;
  readonly nameStart: number;
  readonly decorators: readonly Expr[];
  readonly typeParams: readonly TypeParam[];
  readonly args: Arguments;
  readonly returns: Expr | undefined;
  readonly body: readonly Stmt[];
}
export interface ClassDef extends Span {
  readonly kind: 'ClassDef';
  readonly name: string;
  readonly nameStart: number;
  readonly decorators: readonly Expr[];
  readonly typeParams: readonly TypeParam[];
  readonly bases: readonly Expr[];
  readonly keywords: readonly Keyword[];
  readonly body: readonly Stmt[];
}
export interface Return extends Span {
  readonly kind: 'Return';
  readonly value: Expr | undefined;
}
export interface Delete extends Span {
  readonly kind: 'Delete';
  readonly targets: readonly Expr[];
}
export interface Assign extends Span {
  readonly kind: 'Assign';
  readonly targets: readonly Expr[];
  readonly value: Expr;
}
export interface AugAssign extends Span {
  readonly kind: 'AugAssign';
  readonly target: Expr;
  readonly op: string;
  readonly value: Expr;
}
export interface AnnAssign extends Span {
  readonly kind: 'AnnAssign';
  readonly target: Expr;
  readonly annotation: Expr;
  readonly value: Expr | undefined;
}
export interface TypeAlias extends Span {
  readonly kind: 'TypeAlias';
  readonly name: Name;
  readonly typeParams: readonly TypeParam[];
  readonly value: Expr;
}
export interface For extends Span {
  readonly kind: 'For' | 'AsyncFor';
  readonly target: Expr;
  readonly iter: Expr;
  readonly body: readonly Stmt[];
  readonly orelse: readonly Stmt[];
}
export interface While extends Span {
  readonly kind: 'While' | 'If';
  readonly test: Expr;
  readonly body: readonly Stmt[];
  /** For an `If`, an `elif` is a single nested `If` here, whose span starts at `elif`. */
  readonly orelse: readonly Stmt[];
}
export interface WithItem extends Span {
  readonly kind: 'withitem';
  readonly contextExpr: Expr;
  readonly optionalVars: Expr | undefined;
}
export interface With extends Span {
  readonly kind: 'With' | 'AsyncWith';
  readonly items: readonly WithItem[];
  readonly body: readonly Stmt[];
}
export interface Raise extends Span {
  readonly kind: 'Raise';
  readonly exc: Expr | undefined;
  readonly cause: Expr | undefined;
}
export interface ExceptHandler extends Span {
  readonly kind: 'ExceptHandler';
  readonly type: Expr | undefined;
  readonly name: string | undefined;
  readonly nameStart: number | undefined;
  readonly body: readonly Stmt[];
}
export interface Try extends Span {
  readonly kind: 'Try' | 'TryStar';
  readonly body: readonly Stmt[];
  readonly handlers: readonly ExceptHandler[];
  readonly orelse: readonly Stmt[];
  readonly finalbody: readonly Stmt[];
}
export interface Assert extends Span {
  readonly kind: 'Assert';
  readonly test: Expr;
  readonly msg: Expr | undefined;
}
export interface Import extends Span {
  readonly kind: 'Import';
  readonly names: readonly Alias[];
}
export interface ImportFrom extends Span {
  readonly kind: 'ImportFrom';
  /** Dotted name after the leading dots; '' for `from . import x`. */
  readonly module: string;
  /** Number of leading dots. */
  readonly level: number;
  /** Place of the dots and the dotted name together, as written. */
  readonly moduleStart: number;
  readonly moduleEnd: number;
  readonly names: readonly Alias[];
}
export interface Global extends Span {
  readonly kind: 'Global' | 'Nonlocal';
  readonly names: readonly string[];
  readonly nameStarts: readonly number[];
}
export interface ExprStmt extends Span {
  readonly kind: 'Expr';
  readonly value: Expr;
}
export interface Pass extends Span {
  readonly kind: 'Pass' | 'Break' | 'Continue';
}
export interface Match extends Span {
  readonly kind: 'Match';
  readonly subject: Expr;
  readonly cases: readonly MatchCase[];
}
export interface MatchCase extends Span {
  readonly kind: 'match_case';
  readonly pattern: Pattern;
  readonly guard: Expr | undefined;
  readonly body: readonly Stmt[];
}

export type Pattern =
  /** A literal or dotted-name value pattern, or `None`/`True`/`False`. */
  | (Span & { readonly kind: 'MatchValue'; readonly value: Expr })
  | (Span & { readonly kind: 'MatchSequence' | 'MatchOr'; readonly patterns: readonly Pattern[] })
  | (Span & {
      readonly kind: 'MatchMapping';
      readonly keys: readonly Expr[];
      readonly patterns: readonly Pattern[];
      /** `**rest` capture. */
      readonly rest: string | undefined;
      readonly restStart: number | undefined;
    })
  | (Span & {
      readonly kind: 'MatchClass';
      readonly cls: Expr;
      readonly patterns: readonly Pattern[];
      readonly kwdAttrs: readonly string[];
      readonly kwdPatterns: readonly Pattern[];
    })
  /** `*name` inside a sequence pattern; `undefined` for `*_`. */
  | (Span & { readonly kind: 'MatchStar'; readonly name: string | undefined; readonly nameStart: number })
  /** `pattern as name`, a bare capture (`pattern` undefined) or the wildcard `_` (both undefined). */
  | (Span & {
      readonly kind: 'MatchAs';
      readonly pattern: Pattern | undefined;
      readonly name: string | undefined;
      readonly nameStart: number;
    });

export type Stmt =
  | FunctionDef
  | ClassDef
  | Return
  | Delete
  | Assign
  | AugAssign
  | AnnAssign
  | TypeAlias
  | For
  | While
  | With
  | Raise
  | Try
  | Assert
  | Import
  | ImportFrom
  | Global
  | ExprStmt
  | Pass
  | Match;

export interface Comment extends Span {
  /** True when only white space stands before it on its line. */
  readonly ownLine: boolean;
}

/** A parsed module. */
export interface Module {
  readonly source: string;
  readonly body: readonly Stmt[];
  readonly comments: readonly Comment[];
}
