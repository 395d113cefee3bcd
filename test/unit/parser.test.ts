import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Expr, Stmt } from '../../src/python/ast.js';
import { tokenize } from '../../src/python/lexer.js';
import { PythonSyntaxError, parseExpression, parseModule } from '../../src/python/parser.js';
import { T } from '../../src/python/tokens.js';
import { dumpTree } from './tree-dump.js';

/** The nodes of a source in order: depth, kind, the text they span, names and counts. */
function outline(source: string): string[] {
  return dumpTree(parseModule(source))
    .split('\n')
    .map((row) => {
      const [depth, kind, start, end, ...extra] = row.split(' ');
      const text = start === '-' ? '' : ` ${JSON.stringify(source.slice(Number(start), Number(end)))}`;
      return `${'  '.repeat(Number(depth))}${kind}${text} ${extra.join(' ')}`.trimEnd();
    });
}

function statement(source: string): Stmt {
  const { body } = parseModule(source);
  expect(body).toHaveLength(1);
  return body[0]!;
}

function expression(source: string): Expr {
  const found = statement(source);
  if (found.kind !== 'Expr') throw new Error(`${source} is no expression`);
  return found.value;
}

function syntaxError(source: string): PythonSyntaxError {
  try {
    parseModule(source);
  } catch (error) {
    if (error instanceof PythonSyntaxError) return error;
    throw error;
  }
  throw new Error(`accepted: ${source}`);
}

describe('expressions', () => {
  it.each([
    ['a + b * c', ['BinOp "a + b * c" +', '  Name "a" a Load', '  BinOp "b * c" *']],
    [
      '-a ** -b',
      ['UnaryOp "-a ** -b" -', '  BinOp "a ** -b" **', '    Name "a" a Load', '    UnaryOp "-b" -'],
    ],
    ['a ** b ** c', ['BinOp "a ** b ** c" **', '  Name "a" a Load', '  BinOp "b ** c" **']],
    ['(a) + (b)', ['BinOp "(a) + (b)" +', '  Name "a" a Load', '  Name "b" b Load']],
    ['not a in b', ['UnaryOp "not a in b" not', '  Compare "a in b" in']],
    ['a not in b is not c < d', ['Compare "a not in b is not c < d" not in,is not,<']],
    ['a or b and c', ['BoolOp "a or b and c" or', '  Name "a" a Load', '  BoolOp "b and c" and']],
    ['a if b else lambda: c', ['IfExp "a if b else lambda: c"', '  Name "a" a Load', '  Name "b" b Load']],
    ['lambda x=1, /, *a, k, **w: x', ['Lambda "lambda x=1, /, *a, k, **w: x" 1/0/1+-+', '  arg "x" x']],
    ['(a.b).c[0](d)', ['Call "(a.b).c[0](d)" 1 0', '  Subscript "(a.b).c[0]" Load']],
    [
      'f(x for x in y)',
      ['Call "f(x for x in y)" 1 0', '  Name "f" f Load', '  GeneratorExp "(x for x in y)" 1'],
    ],
    ['f(a=1, *b, **c)', ['Call "f(a=1, *b, **c)" 1 2', '  Name "f" f Load', '  keyword "a=1" a']],
    ['(a, *b)', ['Tuple "(a, *b)" Load 2', '  Name "a" a Load', '  Starred "*b" Load']],
    ['a,', ['Tuple "a," Load 1']],
    ['{**a, b: c}', ['Dict "{**a, b: c}" -+']],
    ['{a, *b}', ['Set "{a, *b}" Load 2']],
    ['{a: b for c in d if e if f}', ['DictComp "{a: b for c in d if e if f}" 1']],
    [
      '[a async for b, in c]',
      ['ListComp "[a async for b, in c]" 1', '  Name "a" a Load', '  comprehension 1 0'],
    ],
    [
      'a[b:c:d, ..., *e]',
      ['Subscript "a[b:c:d, ..., *e]" Load', '  Name "a" a Load', '  Tuple "b:c:d, ..., *e" Load 3'],
    ],
    ['a[*b]', ['Subscript "a[*b]" Load', '  Name "a" a Load', '  Tuple "*b" Load 1']],
    ['(y := f(x))', ['NamedExpr "y := f(x)"', '  Name "y" y Store']],
    ['a[b := 1]', ['Subscript "a[b := 1]" Load', '  Name "a" a Load', '  NamedExpr "b := 1"']],
    ['(yield)', ['Yield "yield"']],
    ['yield a, *b', ['Yield "yield a, *b"', '  Tuple "a, *b" Load 2']],
    ['await a.b ** c', ['BinOp "await a.b ** c" **', '  Await "await a.b"']],
    ['1if x else.5', ['IfExp "1if x else.5"', '  Constant "1"', '  Name "x" x Load', '  Constant ".5"']],
    ['0x1for x in y', ['BoolOp "0x1for x in y" or']],
    ['match[case](type)._', ['Attribute "match[case](type)._" _ Load']],
  ])('%s', (source, expected) => {
    const [first, ...rest] = outline(source);
    expect(first).toBe(`Expr ${JSON.stringify(source)}`);
    expect(rest.slice(0, expected.length)).toEqual(expected.map((line) => `  ${line}`));
  });

  it('keeps the literals of a concatenation apart', () => {
    const source = `x = (rb'a' b"""b
" """)`;
    const { value } = statement(source) as Extract<Stmt, { kind: 'Assign' }>;
    if (value.kind !== 'Str') throw new Error(value.kind);
    expect(value.bytes).toBe(true);
    expect(value.parts.map((part) => part.prefix)).toEqual(['rb', 'b']);
    expect(value.parts.map((part) => source.slice(part.contentStart, part.contentEnd))).toEqual([
      'a',
      'b\n" ',
    ]);
    expect(source.slice(value.start, value.end)).toBe(source.slice(5, -1));
  });

  it.each(["''", '""', "''''''", "u''", '"\\\n"', "'\\''", '"""\\""""', "'\\\r\n'", 'r"\\""'])(
    'string %j',
    (source) => {
      const value = expression(source);
      expect(value).toMatchObject({ kind: 'Str', start: 0, end: source.length });
    },
  );

  it('names are normalised, places are not', () => {
    expect(expression('ﬁ.𝐱')).toMatchObject({
      kind: 'Attribute',
      attr: 'x',
      attrStart: 2,
      end: 4,
      value: { id: 'fi' },
    });
    expect(expression('x # 𝐱\n')).toMatchObject({ id: 'x' });
  });
});

describe('f-strings', () => {
  const fields = (source: string): string[] => {
    const value = expression(source);
    if (value.kind !== 'JoinedStr') throw new Error(value.kind);
    expect([value.start, value.end]).toEqual([0, source.length]);
    return value.values.map((field) => source.slice(field.start, field.end));
  };

  it.each([
    [`f'a{b}c'`, ['b']],
    [`f'{{a}}'`, []],
    [`f'{{{a}}}'`, ['a']],
    [`f'{a!r:>{w}.{p}}{c=}{d = !s}'`, ['a', 'w', 'p', 'c', 'd']],
    [`f'{f'{f'{a}'}'}'`, [`f'{f'{a}'}'`]],
    [`f"{d["key"]}" 'b' rF'{e}\\\\'`, ['d["key"]', 'e']],
    [`f'{a != b}{c == d}{e:=5}{(f := 6)}'`, ['a != b', 'c == d', 'e', 'f := 6']],
    [`f'{(lambda x: 1)}{ {1: 2}[1] }{x[a:b]}'`, ['lambda x: 1', '{1: 2}[1]', 'x[a:b]']],
    [`f'{a, *b}{yield}{await c}'`, ['a, *b', 'yield', 'await c']],
    [`f'\\N{BULLET}\\{a}\\\\{b}'`, ['a', 'b']],
    [`rf'\\N{a}'`, ['a']],
    [`f'''{\n  a  # comment }\n  :x{\nb}\n'''`, undefined],
    [`f'''{\n  a  # comment }\n  :x{\nb}\n}'''`, ['a', 'b']],
    [`f'{a\n}'`, ['a']],
    [`t'{a}' rt"{b:{c}}"`, ['a', 'b', 'c']],
    [`f'{a:{{1}}}'`, ['a', '{1}']],
  ])('%s', (source, expected) => {
    if (expected === undefined) expect(() => fields(source)).toThrow(PythonSyntaxError);
    else expect(fields(source)).toEqual(expected);
  });

  it('has parts', () => {
    const value = expression(`Rf'''a{b}''' "c"`);
    if (value.kind !== 'JoinedStr') throw new Error(value.kind);
    expect(value.parts).toEqual([
      { start: 0, end: 12, prefix: 'rf', contentStart: 5, contentEnd: 9 },
      { start: 13, end: 16, prefix: '', contentStart: 14, contentEnd: 15 },
    ]);
  });

  it.each([
    `f'{}'`,
    `f'{a'`,
    `f'}'`,
    `f'{a!x}'`,
    `f'{a! r}'`,
    `f'{lambda x:{x}}'`,
    `f'{a b}'`,
    `t'' ''`,
    `b'' f''`,
  ])('rejects %s', (source) => {
    syntaxError(source);
  });
});

describe('statements', () => {
  it('nests elif, and ends blocks where their last statement ends', () => {
    expect(outline('if a: pass;\nelif b:\n  x\n\n# end\nelse:\n  y\n')).toEqual([
      'If "if a: pass;\\nelif b:\\n  x\\n\\n# end\\nelse:\\n  y" 1 1',
      '  Name "a" a Load',
      '  Pass "pass"',
      '  If "elif b:\\n  x\\n\\n# end\\nelse:\\n  y" 1 1',
      '    Name "b" b Load',
      '    Expr "x"',
      '      Name "x" x Load',
      '    Expr "y"',
      '      Name "y" y Load',
    ]);
  });

  it('starts a decorated function at its keyword', () => {
    const source =
      '@a.b[0]\n@(c := d)\nasync def f[T: int = str, *Ts = *X, **P](a, /, b: int = 1, *c: *Ts, d, e=2, **g) -> T: ...\n';
    const found = statement(source);
    expect(source.slice(found.start, found.start + 9)).toBe('async def');
    expect(outline(source).filter((line) => line.startsWith('  ') && !line.startsWith('   '))).toEqual([
      '  Subscript "a.b[0]" Load',
      '  NamedExpr "c := d"',
      '  TypeVar "T: int = str" T + +',
      '  TypeVarTuple "*Ts = *X" Ts - +',
      '  ParamSpec "**P" P - -',
      '  arg "a" a',
      '  arg "b: int" b',
      '  Constant "1"',
      '  arg "c: *Ts" c',
      '  arg "d" d',
      '  arg "e" e',
      '  Constant "2"',
      '  arg "g" g',
      '  Name "T" T Load',
      '  Expr "..."',
    ]);
  });

  it.each([
    ['a = b, *c = d', 'Assign 2'],
    ['(a), [b, *c] = d', 'Assign 1'],
    ['x = yield', 'Assign 1'],
    ['x: int', 'AnnAssign -'],
    ['(x.y): int = yield', 'AnnAssign +'],
    ['x @= *a, b', 'AugAssign @'],
    ['x //= 1', 'AugAssign //'],
    ['type X[T] = int', 'TypeAlias 1'],
    ['type type = type', 'TypeAlias 0'],
    ['type = type', 'Assign 1'],
    ['type(x)', 'Expr'],
    ['match = case', 'Assign 1'],
    ['match (x)', 'Expr'],
    ['match[x]: int', 'AnnAssign -'],
    ['match * x', 'Expr'],
    ['print >> f', 'Expr'],
    ['return *a, b', 'Return'],
    ['raise a from b', 'Raise +'],
    ['del a, (b, [c]), d.e,', 'Delete 3'],
    ['assert a, b', 'Assert'],
    ['global a, b', 'Global a b'],
    ['import a.b as c, d', 'Import'],
    ['from .. import a', 'ImportFrom ..'],
    ['from ...a.b import (c as d, e,)', 'ImportFrom ...a.b'],
    ['from .... import *', 'ImportFrom ....'],
    ['for x, *y in *a, b: pass', 'For 1 0'],
    ['async for x.y[0] in a: pass', 'AsyncFor 1 0'],
    ['while a := b: break', 'While 1 0'],
    ['with a as b, c: pass', 'With 2 1'],
    ['with (a as b, c,): pass', 'With 2 1'],
    ['with (a, b): pass', 'With 2 1'],
    ['with (a, b) as c: pass', 'With 1 1'],
    ['with (a), (b): pass', 'With 2 1'],
    ['with (yield): pass', 'With 1 1'],
    ['with (x for x in y): pass', 'With 1 1'],
    ['with (a, b)[0]: pass', 'With 1 1'],
    ['with (): pass', 'With 1 1'],
    ['with (a) as (b, *c), (d) as e.f: pass', 'With 2 1'],
    ['class A[T](B, *C, metaclass=D, **E): x = 1; y', 'ClassDef A 0 1 2 2'],
    ['class A(): pass', 'ClassDef A 0 0 0 1'],
    ['try: pass\nfinally: pass', 'Try 1 0 0 1'],
    ['try: pass\nexcept A as b: pass\nexcept (C, D): pass\nexcept: pass\nelse: pass', 'Try 1 3 1 0'],
    ['try: pass\nexcept A, B: pass', 'Try 1 1 0 0'],
    ['try: pass\nexcept* A as b: pass', 'TryStar 1 1 0 0'],
  ])('%s', (source, expected) => {
    const first = outline(source)[0]!;
    const [kind, ...extra] = expected.split(' ');
    expect(first).toBe([kind, JSON.stringify(source), ...extra].join(' '));
  });

  it('knows the places of names', () => {
    const source = 'from  . a .b import c as d';
    expect(statement(source)).toMatchObject({
      module: 'a.b',
      level: 1,
      moduleStart: 6,
      moduleEnd: 12,
      names: [{ start: 20, end: 26, asname: 'd', asnameStart: 25 }],
    });
    expect(statement('def  f(): pass')).toMatchObject({ name: 'f', nameStart: 5 });
    expect(statement('nonlocal  a ,b')).toMatchObject({ names: ['a', 'b'], nameStarts: [10, 13] });
    expect(statement('try: pass\nexcept A as e: pass')).toMatchObject({
      handlers: [{ name: 'e', nameStart: 22 }],
    });
  });

  it('collects comments', () => {
    const source = '# a\nx = (1, # b\n  # c\n)\n  # d';
    const { comments } = parseModule(source);
    expect(comments.map((comment) => [source.slice(comment.start, comment.end), comment.ownLine])).toEqual([
      ['# a', true],
      ['# b', false],
      ['# c', true],
      ['# d', true],
    ]);
  });
});

describe('match', () => {
  it.each([
    ['_', 'MatchAs "_" -'],
    ['x', 'MatchAs "x" x'],
    ['a | b.c', 'MatchOr "a | b.c" 2'],
    ['(1 | 2) as x', 'MatchAs "(1 | 2) as x" x'],
    ['-1 + 2j', 'MatchValue "-1 + 2j"'],
    ['None', 'MatchValue "None"'],
    ["'a' b", undefined],
    ['a, *_', 'MatchSequence "a, *_" 2'],
    ['a,', 'MatchSequence "a," 1'],
    ['(a)', 'MatchAs "a" a'],
    ['(a,)', 'MatchSequence "(a,)" 1'],
    ['[]', 'MatchSequence "[]" 0'],
    ["{'a': 1, b.c: x, **rest}", 'MatchMapping "{\'a\': 1, b.c: x, **rest}" rest'],
    ['A.B(c, d=e)', 'MatchClass "A.B(c, d=e)" 1 d'],
    ['*a', undefined],
    ['a.b as _', undefined],
    ['_.a', undefined],
    ['A(b=1, c)', undefined],
    ['1j + 1', undefined],
    ['{**a, b: c}', undefined],
  ])('case %s', (pattern, expected) => {
    const source = `match x, *y:\n  case ${pattern} if z: pass\n`;
    if (expected === undefined) syntaxError(source);
    else expect(outline(source).find((line) => line.startsWith('    Match'))).toBe(`    ${expected}`);
  });

  it('is a statement only where a block follows', () => {
    expect(statement('match(x):\n  case 1: pass')).toMatchObject({ kind: 'Match' });
    expect(statement('match -x:\n  case 1: pass')).toMatchObject({
      kind: 'Match',
      subject: { kind: 'UnaryOp' },
    });
    expect(statement('match not x:\n  case 1: pass')).toMatchObject({ kind: 'Match' });
    expect(statement('match: int')).toMatchObject({ kind: 'AnnAssign' });
    expect(statement('match, x = y')).toMatchObject({ kind: 'Assign' });
  });
});

describe('layout', () => {
  it.each([
    ['tabs count up to eight', 'if a:\n\tb\n        \n', 1],
    ['form feeds', 'if a:\n  b\n\f\nc\n', 2],
    ['carriage returns', 'a\rb\r\nc', 3],
    ['a mark at the start', '\ufeffa', 1],
    ['continuations', 'a = \\\n  b; \\\nc', 2],
    ['comments less indented than their block', 'if a:\n  b\n# c\n  d\n', 1],
    ['no line break at the end', 'if a:\n  b', 1],
    ['nothing', '', 0],
    ['blanks', ' \n\t# a\n  ', 0],
  ])('%s', (_, source, count) => {
    expect(parseModule(source).body).toHaveLength(count);
  });

  it('tokens', () => {
    const source = "if a: # b\n  f'{c}'\n";
    const names = new Map(Object.entries(T).map(([name, kind]) => [kind, name]));
    expect(tokenize(source).map((token) => names.get(token.kind))).toEqual(
      (
        'IF NAME COLON NEWLINE INDENT FSTRING_START LBRACE NAME RBRACE FSTRING_END NEWLINE ' +
        'DEDENT ENDMARKER'
      ).split(' '),
    );
  });
});

describe('errors', () => {
  it.each([
    ['print "a"', 0, "Missing parentheses in call to 'print'. Did you mean print(...)?"],
    ['f(', 1, "'(' was never closed"],
    ['f(]', 2, "closing parenthesis ']' does not match opening parenthesis '('"],
    [')', 0, "unmatched ')'"],
    ['if a:\nb', 6, "expected an indented block after 'if' statement on line 1"],
    ['if a\n  b', 4, "expected ':'"],
    ['  a', 2, 'unexpected indent'],
    ['if a:\n    b\n  c', 14, 'unindent does not match any outer indentation level'],
    ['if a:\n        b\n\tc', 17, 'inconsistent use of tabs and spaces in indentation'],
    ["'a", 0, 'unterminated string literal'],
    ['"""a', 0, 'unterminated triple-quoted string literal'],
    ["f'a", 0, 'unterminated f-string literal'],
    ['f() = 1', 0, "cannot assign to function call here. Maybe you meant '==' instead of '='?"],
    ['(a, b): int', 0, 'only single target (not tuple) can be annotated'],
    ['a + 1 += 1', 0, "'expression' is an illegal expression for augmented assignment"],
    ['def f(a=1, b): pass', 11, 'parameter without a default follows parameter with a default'],
    ['f(a=1, b)', 7, 'positional argument follows keyword argument'],
    ['f(x for x in y, 1)', 14, undefined],
    ['(*a)', 1, 'cannot use starred expression here'],
    ['01', 0, undefined],
    ['1_', 1, 'invalid decimal literal'],
    ['0b2', 2, "invalid digit '2' in binary literal"],
    ['1__0', 1, 'invalid decimal literal'],
    ["b'é'", 2, 'bytes can only contain ASCII literal characters'],
    ["'\\x1'", 1, '(unicode error) truncated \\xXX escape'],
    ['a €', 2, "invalid character '€' (U+20AC)"],
    ['a\u00a0b', 1, 'invalid non-printable character U+00A0'],
    ['a\0', 1, 'source code string cannot contain null bytes'],
    ['a $ b', 2, 'invalid syntax'],
    ['try: pass\nx', 10, "expected 'except' or 'finally' block"],
    ['from a import b,', 16, 'trailing comma not allowed without surrounding parentheses'],
    ['a \\ b', 2, 'unexpected character after line continuation character'],
  ])('%j', (source, offset, message) => {
    const error = syntaxError(source);
    expect(error.offset).toBe(offset);
    if (message !== undefined) expect(error.message).toBe(message);
  });

  it.each([
    'def f(*): pass',
    'def f(*, **k): pass',
    'def f(**k, a): pass',
    'def f(a, /, b, /): pass',
    'def f(*a=1): pass',
    'lambda a: int: b',
    'def f[]: pass',
    'class A(x for x in y): pass',
    'a := 1',
    '(a.b := 1)',
    '[x for x in a if b := c]',
    '[x for x in lambda: y]',
    '[*a for a in b]',
    '{a := 1: 2}',
    'for f() in x: pass',
    'del f()',
    'del *a',
    '*a += 1',
    'import a.b as c.d',
    'from a import (b, *)',
    'from import a',
    'except: pass',
    'try: pass\nexcept* : pass',
    'try: pass\nexcept A: pass\nexcept* B: pass',
    'try: pass\nexcept A, B as c: pass',
    'async x',
    'not',
    '1 + not a',
    'x = (yield) = 1',
    'with a as f(): pass',
    'with (a as b), c as 1: pass',
    'a b',
    'a; ; b',
    'if a: if b: c',
    'match x:\n  pass',
    'raise from a',
    'a <> b',
    'exec "a"',
    '`a`',
    '1.real',
    '0777',
    "ur'a'",
  ])('rejects %j', (source) => {
    syntaxError(source);
  });

  it.each([
    ['brackets', `${'('.repeat(300)}${')'.repeat(300)}`, 'too many nested parentheses'],
    ['signs', `${'-'.repeat(200_000)}1`, 'too deeply nested'],
    ['powers', `${'a**'.repeat(200_000)}a`, 'too deeply nested'],
    ['lambdas', `${'lambda:'.repeat(200_000)}a`, 'too deeply nested'],
  ])('nested %s', (_, source, message) => {
    expect(syntaxError(source).message).toBe(message);
  });

  it('reads long chains without nesting', () => {
    expect(parseModule(`${'a+'.repeat(700)}a`).body).toHaveLength(1);
    expect(parseModule(`${'a.'.repeat(700)}a`).body).toHaveLength(1);
    expect(parseModule(`if a: b\n${'elif a: b\n'.repeat(700)}`).body).toHaveLength(1);
  });

  it('says of chains that no analysis could descend that they are too deep', () => {
    for (const source of [`${'a+'.repeat(50_000)}a`, `${'a.'.repeat(50_000)}a`]) {
      expect(syntaxError(source).message).toBe('too deeply nested');
    }
  });
});

describe('parseExpression', () => {
  it('shifts every place', () => {
    expect(parseExpression(' List["A"]', 100)).toMatchObject({
      kind: 'Subscript',
      start: 101,
      end: 110,
      value: { start: 101, end: 105 },
      slice: { start: 106, end: 109, parts: [{ contentStart: 107, contentEnd: 108 }] },
    });
    expect(parseExpression("f'{a.b}'", 10)).toMatchObject({
      values: [{ start: 13, attrStart: 15, end: 16 }],
    });
  });

  it.each(['', 'a b', 'a = b', 'a;', 'import a', 'a\nb', 'int]'])('rejects %j', (source) => {
    expect(() => parseExpression(source, 7)).toThrow(PythonSyntaxError);
  });

  it('shifts the place of an error', () => {
    for (const source of ['a b', 'a $']) {
      expect(() => parseExpression(source, 10)).toThrow(expect.objectContaining({ offset: 12 }));
    }
  });
});

/** Interpreters that pyenv has installed but not activated. */
function pyenvPythons(): string[] {
  const versions = join(process.env.PYENV_ROOT ?? join(homedir(), '.pyenv'), 'versions');
  if (!existsSync(versions)) return [];
  const names = readdirSync(versions).filter((name) => /^3\.1\d\./.test(name));
  return names
    .sort()
    .reverse()
    .map((name) => join(versions, name, 'bin', 'python3'));
}

/** The best Python at hand with its version; f-strings are compared inside from 3.12 on. */
function findPython():
  | { readonly command: string; readonly minor: number; readonly lib: string }
  | undefined {
  const onPath = ['python3.14', 'python3.13', 'python3.12', 'python3', 'python3.11', 'python3.10'];
  const candidates = [...onPath, ...pyenvPythons()];
  const found: { command: string; minor: number; lib: string }[] = [];
  for (const command of candidates) {
    try {
      const script = 'import os, sys; print(sys.version_info[1]); print(os.path.dirname(os.__file__))';
      const output = execFileSync(command, ['-c', script], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      const [minor, lib] = output.trim().split('\n');
      found.push({ command, minor: Number(minor), lib: lib! });
      if (Number(minor) >= 12) return found.at(-1);
    } catch {
      // Not installed, or a shim without a version behind it.
    }
  }
  return found.find((python) => python.minor >= 10);
}

/** The first lines that differ, with the line before them. */
function firstDifference(ours: string, theirs: string): string {
  const [a, b] = [ours.split('\n'), theirs.split('\n')];
  let i = 0;
  while (a[i] === b[i]) i++;
  return `after ${a[i - 1]}\nours:   ${a[i]}\ntheirs: ${b[i]}`;
}

describe('CPython', () => {
  const python = findPython();

  it.skipIf(python === undefined)('has the same trees for its library', { timeout: 120_000 }, () => {
    const { command, minor, lib } = python!;
    const files = readdirSync(lib)
      .filter((name) => name.endsWith('.py'))
      .map((name) => join(lib, name));
    for (const name of [
      'grammar',
      'fstring',
      'patma',
      'type_params',
      'syntax',
      'unpack_ex',
      'string_literals',
    ]) {
      const file = join(lib, 'test', `test_${name}.py`);
      if (existsSync(file)) files.push(file);
    }
    const output = execFileSync(command, [join(import.meta.dirname, 'cpython_ast.py')], {
      input: files.join('\n'),
      encoding: 'utf8',
      maxBuffer: 1 << 30,
    });
    let compared = 0;
    for (const line of output.trim().split('\n')) {
      const { file, tree, error } = JSON.parse(line) as { file: string; tree?: string; error?: string };
      if (tree === undefined) throw new Error(`CPython rejects ${file}: ${error}`);
      const ours = dumpTree(parseModule(readFileSync(file, 'utf8')), minor >= 12);
      if (ours !== tree) expect(firstDifference(ours, tree)).toBe(`same as CPython in ${file}`);
      compared++;
    }
    expect(compared).toBeGreaterThan(100);
  });
});
