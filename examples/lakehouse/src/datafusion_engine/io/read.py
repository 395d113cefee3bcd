"""Readers that choose their schema by mode."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

from datafusion_engine.columnar.table import Table

if os.environ.get("LAKEHOUSE_STRICT_READS"):
    from datafusion_engine.schema.registry import validate_table as _check
else:
    from datafusion_engine.schema.registry import extract_schema_for as _schema_for

    def _check(name: str, table: Table) -> None:
        """Check only the columns that the schema requires."""
        present = set(table.schema.names)
        missing = [item.name for item in _schema_for(name) if item.name not in present]
        if missing:
            msg = f"{name}: missing columns {missing}"
            raise ValueError(msg)


if TYPE_CHECKING:
    from pathlib import Path

    from datafusion_engine.columnar.types import Schema


def schema_for(kind: str, name: str) -> Schema:
    """Return the schema of a dataset of one kind."""
    match kind:
        case "extract":
            from datafusion_engine.schema.registry import extract_schema_for

            return extract_schema_for(name)
        case "view":
            from datafusion_engine.schema.registry import nested_view_spec

            return nested_view_spec(name).schema
        case "event":
            from datafusion_engine.schema.registry import OBSERVABILITY_SCHEMA_BY_NAME as EVENTS

            return EVENTS[name]
        case _:
            msg = f"unknown kind: {kind!r}"
            raise ValueError(msg)


def read_table(path: Path, *, kind: str = "extract") -> Table:
    """Read a dataset file; its stem names the dataset."""
    rows = json.loads(path.read_text(encoding="utf-8"))
    table = Table.from_rows(schema_for(kind, path.stem), rows)
    if kind == "extract":
        _check(path.stem, table)
    return table
