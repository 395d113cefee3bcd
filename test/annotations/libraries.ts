/** A program whose library reads the annotations of a class or function that moves. */
export interface LibraryProgram {
  readonly name: string;
  /** Text of `shop/models.py`: `Kind` stays with the rest, the symbols of `moves` go to `shop.first`. */
  readonly models: string;
  readonly moves: string;
  /** Text of `main.py`, which prints. */
  readonly main: string;
  /** Whether `Kind` is needed at run time in `shop.first`. */
  readonly runtime: boolean;
}

const KIND = 'class Kind(str, enum.Enum):\n    BIG = "big"\n\n\n';
const head = (imports: string) =>
  `from __future__ import annotations\n\nimport enum\n${imports}\n\n\n${KIND}`;

export const PROGRAMS: readonly LibraryProgram[] = [
  {
    name: 'msgspec',
    models: `${head('\nimport msgspec')}class Item(msgspec.Struct):\n    kind: Kind\n`,
    moves: 'Item',
    main: 'import msgspec\n\nfrom shop.models import Item\n\nprint(msgspec.json.decode(b\'{"kind": "big"}\', type=Item))\n',
    runtime: true,
  },
  {
    name: 'pydantic',
    models: `${head('\nfrom pydantic import BaseModel')}class Item(BaseModel):\n    kind: Kind\n`,
    moves: 'Item',
    main: 'from shop.models import Item\n\nprint(Item(kind="big"))\n',
    runtime: true,
  },
  {
    name: 'pydantic, a base of its own',
    models: `${head('\nfrom pydantic import BaseModel')}class Base(BaseModel):\n    pass\n\n\nclass Item(Base):\n    kind: Kind\n`,
    moves: 'Item',
    main: 'from shop.models import Item\n\nprint(Item(kind="big"))\n',
    runtime: true,
  },
  {
    name: 'attrs',
    models: `${head('\nimport attrs')}@attrs.define\nclass Item:\n    kind: Kind\n`,
    moves: 'Item',
    main: 'import attrs\n\nfrom shop.models import Item\n\nprint(attrs.resolve_types(Item).__attrs_attrs__[0].type.__name__)\n',
    runtime: true,
  },
  {
    name: 'dataclasses and get_type_hints',
    models: `${head('from dataclasses import dataclass')}@dataclass\nclass Item:\n    kind: Kind\n`,
    moves: 'Item',
    main: 'from typing import get_type_hints\n\nfrom shop.models import Item\n\nprint(get_type_hints(Item)["kind"].__name__)\n',
    runtime: true,
  },
  {
    name: 'SQLAlchemy',
    models: `${head('\nfrom sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column')}class Base(DeclarativeBase):\n    pass\n\n\nclass Item(Base):\n    __tablename__ = "items"\n    id: Mapped[int] = mapped_column(primary_key=True)\n    kind: Mapped[Kind]\n`,
    moves: 'Item',
    main: 'from shop.models import Item\n\nprint(Item.__table__.c.kind.type)\n',
    runtime: true,
  },
  {
    name: 'typer',
    models: `${head('\nimport typer\n\napp = typer.Typer()')}@app.command()\ndef show(kind: Kind) -> None:\n    print(kind.value)\n`,
    moves: 'app, show',
    main: 'from typer.testing import CliRunner\n\nfrom shop.models import app\n\nprint(CliRunner().invoke(app, ["big"]).output)\n',
    runtime: true,
  },
  {
    name: 'fastapi',
    models: `${head('\nfrom fastapi import FastAPI\n\napp = FastAPI()')}@app.get("/")\ndef show(kind: Kind) -> str:\n    return kind.name\n`,
    moves: 'app, show',
    main: 'from fastapi.testclient import TestClient\n\nfrom shop.models import app\n\nprint(TestClient(app).get("/?kind=big").json())\n',
    runtime: true,
  },
  {
    name: 'nobody reads them',
    models: `${head('')}def show(kind: Kind) -> str:\n    return kind.name\n\n\ndef big() -> str:\n    return show(Kind.BIG)\n`,
    moves: 'show',
    main: 'from shop.models import big\n\nprint(big())\n',
    runtime: false,
  },
];
