"""Sources that a profile registers in its sessions."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import msgspec

from datafusion_engine.columnar.table import Table

if TYPE_CHECKING:
    from datafusion_engine.columnar.types import Schema


class SourceFormat(StrEnum):
    """Storage format of a source."""

    PARQUET = "parquet"
    JSON = "json"
    MEMORY = "memory"


class CatalogSource(msgspec.Struct, frozen=True, kw_only=True):
    """A named table; rows travel as a JSON document."""

    name: str
    dataset: str
    format: SourceFormat = SourceFormat.MEMORY
    document: str = "[]"

    @classmethod
    def from_rows(cls, dataset: str, rows: list[dict[str, Any]]) -> CatalogSource:
        """Build a source that carries its rows."""
        return cls(name=dataset, dataset=dataset, document=json.dumps(rows))

    def load(self, schema: Schema) -> Table:
        """Read the source as a table."""
        return Table.from_rows(schema, json.loads(self.document))
