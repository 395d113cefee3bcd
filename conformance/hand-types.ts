import type { Cell } from './cell.js';
import { type HandCell, handCells } from './hand.js';

const TYPED = 'import typing\ntyping.TYPE_CHECKING = True\nimport app.desk as desk\n';

/** A module whose annotations are asked for, with the legacy module imported for types alone. */
function typed(
  id: string,
  imports: string,
  body: string,
  holds: string,
  head = 'from __future__ import annotations\n\n',
): HandCell {
  const lines = imports.replace(/^(?=.)/gm, '    ');
  return {
    id,
    files: {
      'app/desk.py': `${head}import typing\nfrom typing import TYPE_CHECKING\n\nif TYPE_CHECKING:\n${lines}\n\n\n${body}\n`,
    },
    holds: `${TYPED}${holds}`,
  };
}

const MODULE = 'from shop import legacy';
const hints = (name: string, key: string, value = '"Item"') =>
  `assert typing.get_type_hints(desk.${name})["${key}"].__name__ == ${value}`;

/** Form 7: types in strings and comments. */
export function typeCells(): Cell[] {
  return handCells(7, [
    typed(
      'type-checking/parameter',
      MODULE,
      'def pay(item: "legacy.Item") -> None: ...',
      hints('pay', 'item'),
    ),
    typed(
      'type-checking/parameter without future',
      MODULE,
      'def pay(item: "legacy.Item", rest: "list[legacy.Item]" = ()) -> "legacy.Item | None": ...',
      hints('pay', 'item'),
      '',
    ),
    typed('type-checking/return', MODULE, 'def pay() -> "legacy.Item": ...', hints('pay', 'return')),
    typed(
      'type-checking/unquoted',
      MODULE,
      'def pay(item: legacy.Item, *more: legacy.Item, **named: legacy.Item): ...',
      hints('pay', 'more'),
    ),
    typed(
      'type-checking/dotted import',
      'import shop.legacy',
      'def pay(item: "shop.legacy.Item", other: shop.legacy.Item): ...',
      hints('pay', 'item'),
    ),
    typed(
      'type-checking/alias',
      'import shop.legacy as m',
      'def pay(item: "m.Item", other: m.Item): ...',
      hints('pay', 'other'),
    ),
    typed(
      'type-checking/from-import',
      'from shop.legacy import Item, bump',
      'def pay(item: "Item"): ...',
      hints('pay', 'item'),
    ),
    typed(
      'type-checking/nested quotes',
      MODULE,
      'def pay(items: "dict[str, \'legacy.Item\']"): ...',
      'assert "Item" in str(typing.get_type_hints(desk.pay)["items"])',
    ),
    typed(
      'type-checking/part of an expression',
      MODULE,
      'def pay(items: typing.Optional["legacy.Item"] = None): ...',
      'assert "Item" in str(typing.get_type_hints(desk.pay)["items"])',
    ),
    typed(
      'type-checking/variable',
      MODULE,
      'items: "list[legacy.Item]" = []',
      'assert "shop." in str(typing.get_type_hints(desk)["items"])',
    ),
    typed(
      'type-checking/local variable',
      MODULE,
      'def run():\n    items: "list[legacy.Item]" = []\n    return items',
      'assert desk.run() == []',
    ),
    typed(
      'type-checking/field',
      MODULE,
      'class Desk:\n    item: "legacy.Item"\n    legacy: int = 3',
      hints('Desk', 'item'),
    ),
    typed(
      'type-checking/cast',
      MODULE,
      'value = typing.cast("legacy.Item", 5)\nother = typing.cast("list[\'legacy.Item\']", 6)',
      'assert (desk.value, desk.other) == (5, 6)',
    ),
    typed(
      'type-checking/cast of an imported name',
      'from shop.legacy import Item',
      'value = typing.cast("Item", 5)',
      'assert desk.value == 5',
    ),
    typed(
      'type-checking/TypeVar',
      MODULE,
      'T = typing.TypeVar("T", bound="legacy.Item")\nU = typing.TypeVar("U", "legacy.Item", str)',
      'assert eval(desk.T.__bound__.__forward_arg__, vars(desk)).__name__ == "Item"',
    ),
    typed(
      'type-checking/NewType and alias',
      MODULE,
      'Ticket: typing.TypeAlias = "legacy.Item"\nItems = typing.List["legacy.Item"]',
      'assert eval(desk.Ticket, vars(desk)).__name__ == "Item"',
    ),
    typed(
      'type-checking/TypedDict',
      MODULE,
      'Row = typing.TypedDict("Row", {"item": "legacy.Item"})\nPair = typing.NamedTuple("Pair", [("item", "legacy.Item")])',
      `${hints('Row', 'item')}\n${hints('Pair', 'item')}`,
    ),
    typed(
      'type-checking/type comment',
      MODULE,
      'items = []  # type: list[legacy.Item]\n\n\ndef pay(item, other=None):\n    # type: (legacy.Item, int) -> legacy.Item\n    return item',
      'assert desk.items == []',
    ),
    typed(
      'type-checking/Literal is no type',
      MODULE,
      'def pay(kind: typing.Literal["legacy.Item", "x"], item: "legacy.Item"): ...',
      'assert typing.get_args(typing.get_type_hints(desk.pay)["kind"]) == ("legacy.Item", "x")',
    ),
    typed(
      'type-checking/Annotated',
      MODULE,
      'def pay(item: typing.Annotated["legacy.Item", "legacy.Item"]): ...',
      'assert typing.get_type_hints(desk.pay, include_extras=True)["item"].__metadata__ == ("legacy.Item",)',
    ),
    typed(
      'type-checking/ForwardRef',
      MODULE,
      'ref = typing.ForwardRef("legacy.Item")',
      'assert eval(desk.ref.__forward_arg__, vars(desk)).__name__ == "Item"',
    ),
    typed(
      'type-checking/base class',
      MODULE,
      'class Box(typing.List["legacy.Item"]): ...',
      'assert eval(typing.get_args(desk.Box.__orig_bases__[0])[0].__forward_arg__, vars(desk)).__name__ == "Item"',
    ),
    typed(
      'type-checking/overload and async',
      MODULE,
      '@typing.overload\ndef pay(item: "legacy.Item") -> int: ...\n@typing.overload\ndef pay(item: str) -> str: ...\ndef pay(item): ...\nasync def ask(item: "legacy.Item"): ...',
      hints('ask', 'item'),
    ),
    {
      ...typed(
        'type-checking/type parameters',
        MODULE,
        'def pay[T: "legacy.Item"](item: T) -> T: ...\ntype Items = list[legacy.Item]',
        'assert "Item" in str(desk.Items.__value__)',
      ),
      since: 12,
    },
    typed(
      'type-checking/triple quotes',
      MODULE,
      'def pay(item: """legacy.Item"""): ...',
      hints('pay', 'item'),
      '',
    ),
    typed(
      'type-checking/prose that looks alike',
      MODULE,
      'note = "legacy.Item"\n\n\ndef pay(item: "legacy.Item"):\n    """legacy.Item of the old shop."""',
      `assert desk.note == "legacy.Item"\n${hints('pay', 'item')}`,
    ),
    typed(
      'collision/in a quoted annotation',
      MODULE,
      'beta = 1\n\n\ndef pay(item: "legacy.Item"): ...',
      `${hints('pay', 'item')}\nassert desk.beta == 1`,
    ),
    typed(
      'shadow-parameter/in a quoted annotation',
      'from shop.legacy import Item',
      'def pay(Item: "Item"):\n    return Item',
      `${hints('pay', 'Item')}\nassert desk.pay(3) == 3`,
    ),
    {
      id: 'function/imported locally',
      files: {
        'app/desk.py':
          'import typing\n\n\ndef run():\n    from shop import legacy\n\n    value: "legacy.Item" = typing.cast("legacy.Item", 4)\n    return value\n',
      },
      holds: '4',
    },
    {
      id: 'module/dataclass fields',
      files: {
        'app/desk.py':
          'from __future__ import annotations\n\nfrom dataclasses import dataclass, fields\n\nfrom shop import legacy\n\n\n@dataclass\nclass Box:\n    item: legacy.Item\n    price: int = legacy.LIMIT\n\n\ndef run():\n    import typing\n\n    return typing.get_type_hints(Box)["item"].__name__, Box(None).price, len(fields(Box))\n',
      },
      holds: '("Item", 10, 2)',
    },
    {
      // What stays is typed with what the block held: the block goes, and comes back with an import.
      id: 'own code/a block for type checkers that is emptied',
      files: {
        'shop/legacy.py': `from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Protocol

    class Shape(Protocol):
        def area(self) -> int: ...


class Square:
    def __init__(self, side: int) -> None:
        self.side = side

    def area(self) -> int:
        return self.side**2


def grown(shape: "Shape") -> int:
    return shape.area() + 1
`,
      },
      rule: 'kind: split-module\nsource: shop.legacy\nlegacy: keep\ninto:\n  - module: shop.shapes\n    symbols: [Shape, Square]\n',
      holds:
        'import typing\ntyping.TYPE_CHECKING = True\nimport shop.legacy as legacy\nassert legacy.grown.__annotations__["shape"] == "Shape" and legacy.Shape.__name__ == "Shape"',
      also: ['shop/legacy.py', 'shop/shapes.py'],
    },
  ]);
}
