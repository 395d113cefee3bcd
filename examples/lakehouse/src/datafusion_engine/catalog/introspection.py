"""Snapshots of catalogs, written before type annotations reached the whole code base."""

from __future__ import annotations

from datafusion_engine.schema.registry import FunctionCatalog, NestedViewSpec as ViewSpec
from datafusion_engine.session.runtime import (
    DataFusionRuntimeProfile,  # noqa: F401
    SettingRow as Row,  # noqa: F401  (used by type comments)
    describe_tables,
    settings_rows as read_settings,
)


class CatalogSnapshot:
    """Tables, functions and settings at one moment."""

    def __init__(self, profile):
        # type: (DataFusionRuntimeProfile) -> None
        ctx = profile.session_context()
        self.tables = describe_tables(ctx)
        self.functions = FunctionCatalog.from_context(ctx)
        self.settings = []  # type: list[Row]
        self.settings.extend(read_settings(ctx))

    def setting(self, name):
        # type: (str) -> str | None
        """Return one setting."""
        rows = {row.name: row for row in self.settings}  # type: dict[str, Row]
        return rows[name].value if name in rows else None

    def views(self, specs):
        # type: (tuple[ViewSpec, ...]) -> list[str]
        """Names of the views among ``specs`` that exist."""
        return [spec.name for spec in specs if spec.name in self.tables]


def empty_view(name: str) -> ViewSpec:
    """Return the description of a view that selects nothing."""
    from datafusion_engine.columnar.types import Schema

    return ViewSpec(name=name, schema=Schema(()), query=f"SELECT * FROM {name} LIMIT 0")
