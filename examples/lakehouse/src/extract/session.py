"""Sessions of extraction runs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from datafusion_engine.catalog.sources import CatalogSource
from datafusion_engine.session.helpers import DataFusionRuntimeProfile, SessionRuntime

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from datafusion_engine.schema.facade import NestedViewSpec


class ExtractSession:
    """A profile whose tables come from extractors."""

    def __init__(self, profile: DataFusionRuntimeProfile | None = None) -> None:
        self.profile = profile or DataFusionRuntimeProfile(name="extract")
        self._rows: dict[str, list[dict[str, Any]]] = {}

    def add(self, dataset: str, **row: Any) -> None:
        """Add one extracted row."""
        self._rows.setdefault(dataset, []).append(row)

    def open(self) -> AbstractContextManager[SessionRuntime]:
        """Open a session over the extracted rows."""
        from datafusion_engine.session.runtime import DataSourceConfig, clone_profile, session_scope

        sources = tuple(CatalogSource.from_rows(*item) for item in sorted(self._rows.items()))
        return session_scope(clone_profile(self.profile, sources=DataSourceConfig(sources=sources)))

    def views(self) -> tuple[NestedViewSpec, ...]:
        """Nested views over the datasets that have rows."""
        from datafusion_engine.schema.facade import nested_path_for, nested_view_specs

        return tuple(
            spec
            for spec in nested_view_specs()
            if nested_path_for(spec.name.removesuffix("_view"))[0] in self._rows
        )
