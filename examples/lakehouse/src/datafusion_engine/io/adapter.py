"""Adapter between files on disk and sessions."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from datafusion_engine.catalog.sources import CatalogSource
from datafusion_engine.schema.registry import (
    BASE_EXTRACT_SCHEMA_BY_NAME,  # the file datasets
    FILES_SUMMARY_TEMPLATE,
    # Views are registered by the session; the adapter only lists them.
    nested_view_specs,
    validate_table,  # raises on the first bad file
)
from datafusion_engine.session.runtime import (
    DataFusionRuntimeProfile,  # noqa: TC001  (plugins resolve the annotations)
    DataSourceConfig,
    clone_profile,
    record_telemetry as _telemetry,  # noqa: F401  (plugins call it through this module)
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


class DirectoryAdapter:
    """Treats ``<dataset>.json`` files of a directory as tables."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def datasets(self) -> tuple[str, ...]:
        """Names of the datasets that have a file."""
        return tuple(
            sorted(
                path.stem
                for path in self.root.glob("*.json")
                if path.stem in BASE_EXTRACT_SCHEMA_BY_NAME
            )
        )

    def sources(self) -> tuple[CatalogSource, ...]:
        """Build one source per dataset file."""
        return tuple(
            CatalogSource(
                name=name,
                dataset=name,
                document=(self.root / f"{name}.json").read_text(encoding="utf-8"),
            )
            for name in self.datasets()
        )

    def attach(self, profile: DataFusionRuntimeProfile) -> DataFusionRuntimeProfile:
        """Return a profile that reads this directory."""
        for source in self.sources():
            validate_table(source.dataset, source.load(BASE_EXTRACT_SCHEMA_BY_NAME[source.dataset]))
        return clone_profile(profile, sources=DataSourceConfig(sources=self.sources()))

    def available_views(self) -> tuple[str, ...]:
        """Names of the nested views that the files allow."""
        roots = set(self.datasets())
        return tuple(spec.name for spec in nested_view_specs() if _root(spec.query) in roots)

    def summary(self) -> str:
        """One line about the directory."""
        return FILES_SUMMARY_TEMPLATE.format(count=len(self.datasets()), root=self.root.name)


def _root(query: str) -> str:
    return query.partition("unnest(")[2].partition(",")[0]


def write_dataset(root: Path, name: str, rows: Iterable[dict[str, object]]) -> Path:
    """Write a dataset file."""
    target = root / f"{name}.json"
    target.write_text(json.dumps(list(rows), indent=1), encoding="utf-8")
    return target
