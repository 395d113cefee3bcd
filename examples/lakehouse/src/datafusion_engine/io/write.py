"""Writers."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from datafusion_engine.io.options import WriteOptions
from datafusion_engine.schema.facade import schema_identity, validate_table
from datafusion_engine.schema.registry import extract_schema_for

if TYPE_CHECKING:
    from pathlib import Path

    from datafusion_engine.columnar.table import Table
    from datafusion_engine.session.runtime import ExecutionLabel


class TableWriter:
    """Writes tables as JSON documents."""

    def __init__(self, root: Path, options: WriteOptions = WriteOptions()) -> None:  # noqa: B008
        self.root = root
        self.options = options

    def write(self, name: str, table: Table, *, label: ExecutionLabel | None = None) -> Path:
        """Write one table; the label becomes part of the file name."""
        if self.options.validate:
            validate_table(name, table)
        stem = name if label is None else f"{name}.{label.task}"
        document = {
            "schema": schema_identity(extract_schema_for(name)),
            "rows": list(table.rows()),
        }
        target = self.root / f"{stem}.json"
        target.write_text(json.dumps(document, indent=self.options.indent), encoding="utf-8")
        return target
