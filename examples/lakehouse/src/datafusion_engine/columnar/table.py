"""In-memory tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from datafusion_engine.columnar.types import STRING, Field, Schema

Row = Mapping[str, Any]


class Table:
    """An immutable, column-oriented table."""

    __slots__ = ("_columns", "schema")

    def __init__(self, schema: Schema, columns: Mapping[str, Sequence[Any]]) -> None:
        lengths = {len(columns[name]) for name in schema.names}
        if len(lengths) > 1:
            msg = f"ragged columns: {sorted(lengths)}"
            raise ValueError(msg)
        self.schema = schema
        self._columns = {name: tuple(columns[name]) for name in schema.names}

    @classmethod
    def from_rows(cls, schema: Schema, rows: Iterable[Row]) -> Table:
        """Build a table from dictionaries; missing keys become nulls."""
        materialized = list(rows)
        return cls(schema, {name: [row.get(name) for row in materialized] for name in schema.names})

    @classmethod
    def empty(cls, schema: Schema) -> Table:
        """Build a table without rows."""
        return cls(schema, dict.fromkeys(schema.names, ()))

    @property
    def num_rows(self) -> int:
        """Number of rows."""
        return len(next(iter(self._columns.values()), ()))

    def column(self, name: str) -> tuple[Any, ...]:
        """Return the values of one column."""
        return self._columns[name]

    def rows(self) -> Iterator[dict[str, Any]]:
        """Iterate over the rows as dictionaries."""
        names = self.schema.names
        for values in zip(*(self._columns[name] for name in names), strict=True):
            yield dict(zip(names, values, strict=True))

    def select(self, names: Sequence[str]) -> Table:
        """Project the table on ``names``."""
        schema = Schema(tuple(self.schema.field(name) for name in names), self.schema.metadata)
        return Table(schema, self._columns)

    def filter(self, predicate: Callable[[Row], bool]) -> Table:
        """Keep the rows for which ``predicate`` holds."""
        return Table.from_rows(self.schema, [row for row in self.rows() if predicate(row)])

    def head(self, count: int) -> Table:
        """Keep the first ``count`` rows."""
        return Table(self.schema, {k: v[:count] for k, v in self._columns.items()})

    def with_column(self, name: str, values: Sequence[Any], like: Field | None = None) -> Table:
        """Return a table with one more column."""
        dtype = like.dtype if like is not None else STRING
        return Table(self.schema.append(Field(name, dtype)), {**self._columns, name: values})
