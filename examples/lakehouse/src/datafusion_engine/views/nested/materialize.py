"""Turns nested views into tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...schema.registry import SchemaValidationError, validate_schema_metadata
from ...session.runtime import record_telemetry

if TYPE_CHECKING:
    from ...columnar.table import Table
    from ...schema.registry import NestedViewSpec
    from ...session.runtime import DataFusionRuntimeProfile, SessionRuntime


def materialize(runtime: SessionRuntime, spec: NestedViewSpec) -> Table:
    """Run a view and register its result as a table.

    Raises:
        SchemaValidationError: If the result breaks the contract of the view.
    """
    table = runtime.table(spec.name)
    problems = spec.contract().violations(table)
    if problems:
        raise SchemaValidationError(spec.name, problems)
    runtime.ctx.register_table(spec.name, table)
    record_telemetry("view.materialized", view=spec.name)
    return table


def ordering_of(profile: DataFusionRuntimeProfile, name: str) -> tuple[str, ...]:
    """Ordering that a dataset declares."""
    return validate_schema_metadata(profile.extract_schema_for(name))
