"""Contracts that a table must satisfy at a boundary."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from datafusion_engine.columnar.types import Schema

if TYPE_CHECKING:
    from datafusion_engine.columnar.table import Table


@dataclass(frozen=True)
class SchemaContract:
    """A named schema together with the strictness of its check."""

    name: str
    schema: Schema
    allow_extra: bool = False

    def violations(self, table: Table) -> tuple[str, ...]:
        """Describe how ``table`` breaks the contract."""
        found = dict.fromkeys(table.schema.names)
        problems = [f"missing:{name}" for name in self.schema.names if name not in found]
        if not self.allow_extra:
            expected = set(self.schema.names)
            problems += [f"unexpected:{name}" for name in found if name not in expected]
        problems += [
            f"null:{item.name}"
            for item in self.schema
            if not item.nullable and item.name in found and None in table.column(item.name)
        ]
        return tuple(problems)

    def validate_schema(self, table: Table) -> bool:
        """Whether ``table`` satisfies the contract."""
        return not self.violations(table)
