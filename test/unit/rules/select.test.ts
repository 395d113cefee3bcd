import { expect, test } from 'vitest';
import { selectStatements } from '../../../src/engine/select.js';
import type { Selector } from '../../../src/model/wave.js';

/** Statements are marked by `¦` before and after; returns the text without the marks, and their spans. */
function marked(text: string): { source: string; statements: { start: number; end: number }[] } {
  const parts = text.split('¦');
  const statements: { start: number; end: number }[] = [];
  let source = '';
  parts.forEach((part, index) => {
    const start = source.length;
    source += part;
    if (index % 2 === 1) statements.push({ start, end: source.length });
  });
  return { source, statements };
}

function select(text: string, ...rules: (Selector['rule'] | undefined)[]): (number[] | undefined)[] {
  const { source, statements } = marked(text);
  const destinations = rules.map((rule) => ({ selector: rule === undefined ? undefined : { rule } }));
  return selectStatements(source, statements, destinations).map((found) => found && [...found.statements]);
}

const MODULE = `¦"""Docstring."""¦
¦import os¦
¦A: int = 1¦; ¦B = 2  ¦
@decorated
¦class C(Base):
    A = 3

    def f(self): ...
¦
¦@decorated
def f() -> None:
    A = 4¦
¦async def g(): ...¦
¦A.update(B)¦
¦if B:
    A = 5¦
`;

test('a statement is selected by itself, by its assignment or by its definition, never by what is inside', () => {
  expect(
    select(
      MODULE,
      { kind: 'assignment' },
      { kind: 'expression_statement' },
      { kind: 'class_definition' },
      { kind: 'function_definition' },
      { kind: 'decorated_definition' },
      { kind: 'call' },
      { kind: 'if_statement' },
      { kind: 'import_statement' },
      { kind: 'assignment', has: { field: 'left', regex: '^A$' } },
    ),
  ).toEqual([[2, 3], [0, 2, 3, 7], [4], [5, 6], [4, 5], [7], [8], [1], [2]]);
});

test('spans may begin at the decorator or at the definition', () => {
  const decorated = (text: string): unknown => select(text, { kind: 'class_definition' });
  expect(decorated('¦@d\n# why\n@e\nclass C: ...¦\n')).toEqual([[0]]);
  expect(decorated('@d\n# why\n@e\n¦class C: ...¦\n')).toEqual([[0]]);
});

test('statements below if TYPE_CHECKING count when the caller says so, the guard itself does not', () => {
  const text =
    'if TYPE_CHECKING:\n    ¦import a¦\n    ¦@d\n    class P: ...¦\n¦def f():\n    import b\n    class Q: ...¦\n';
  expect(
    select(text, { kind: 'class_definition' }, { kind: 'import_statement' }, { kind: 'if_statement' }),
  ).toEqual([[1], [0], []]);
});

test('a decorator, an argument or a target is no statement', () => {
  const { source, statements } = marked('¦@d(1)\ndef f(): ...¦\n¦a, b = 1, 2¦\n¦x, y¦\n');
  const selector = { rule: { any: [{ kind: 'decorator' }, { kind: 'call' }, { kind: 'identifier' }] } };
  const [found] = selectStatements(source, statements, [{ selector }]);
  expect(found?.statements.size).toBe(0);
  expect(found?.elsewhere).toBeGreaterThan(4);
});

test('a selector that matches nothing is told from no selector', () => {
  expect(select('¦a = 1¦\n', undefined, { kind: 'class_definition' })).toEqual([undefined, []]);
  expect(select('¦a = 1¦\n', undefined)).toEqual([undefined]);
});

test('constraints and utils reach ast-grep', () => {
  const { source, statements } = marked('¦A_T = 1¦\n¦B = 2¦\n¦C_T = 3¦\n');
  const selector: Selector = {
    rule: { pattern: '$NAME = $VALUE', not: { matches: 'three' } },
    constraints: { NAME: { regex: '_T$' } },
    utils: { three: { has: { field: 'right', regex: '^3$' } } },
  };
  expect([...selectStatements(source, statements, [{ selector }])[0]!.statements]).toEqual([0]);
});

test('offsets are UTF-16, also after a byte order mark, astral letters and CRLF', () => {
  const text =
    '\ufeff¦a = "😀😀é"¦\r\n¦𝒳 = 1¦\r\n# 😀\r\n¦def f():\r\n    return 1\r\n    # end¦\r\n¦(yield)¦\r\n';
  expect(
    select(
      text,
      { kind: 'assignment' },
      { kind: 'function_definition' },
      { kind: 'parenthesized_expression' },
    ),
  ).toEqual([[0, 1], [2], [3]]);
});

test('syntax that the grammar gives up on does not hide the statements around it', () => {
  const text = '¦class Box[T = int]:\n    x = 1¦\n¦A = 1¦\n¦def f(a): return *a, *a¦\n¦B = 2¦\n';
  expect(select(text, { kind: 'assignment' })).toEqual([[1, 3]]);
});

test('Python of today', () => {
  const text = '¦type X = int¦\n¦def f[T](x: T) -> T: return x¦\n¦class C[T]: ...¦\n';
  expect(
    select(
      text,
      { kind: 'type_alias_statement' },
      { kind: 'function_definition' },
      { kind: 'class_definition' },
    ),
  ).toEqual([[0], [1], [2]]);
});
