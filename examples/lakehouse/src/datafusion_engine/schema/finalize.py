"""Last checks before a table leaves the engine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import registry as schema_registry
from .metadata import ordering_keys

if TYPE_CHECKING:
    from ..columnar.table import Table


class Finalizer:
    """Validate and order a table according to its registered schema."""

    # A field and a method that merely share names with registry symbols.
    validate_table: bool = True

    def __init__(self, name: str) -> None:
        self.name = name
        self.schema = schema_registry.observability_schema_for(name)

    def nested_view_specs(self) -> tuple[str, ...]:
        """Names of the views that read this dataset."""
        return tuple(
            spec.name
            for spec in schema_registry.nested_view_specs()
            if schema_registry.nested_path_for(
                spec.name.removesuffix(schema_registry.NESTED_VIEW_SUFFIX)
            )[0]
            == self.name
        )

    def __call__(self, table: Table) -> Table:
        """Return the table in declared order, or raise when it is invalid."""
        if self.validate_table:
            schema_registry.validate_table(self.name, table)
        keys = ordering_keys(self.schema.metadata)
        rows = sorted(table.rows(), key=lambda row: tuple(str(row[key]) for key in keys))
        return type(table).from_rows(table.schema, rows)


def finalize(name: str, table: Table) -> Table:
    """Finalize one table."""
    finalizer = Finalizer(name)
    try:
        return finalizer(table)
    except schema_registry.SchemaValidationError as error:
        error.add_note(f"while finalizing {schema_registry.schema_identity(finalizer.schema)}")
        raise
