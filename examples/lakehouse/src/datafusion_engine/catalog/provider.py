"""Catalog provider over the sessions of a profile."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import datafusion_engine.session.runtime as rt
from datafusion_engine.errors import DataFusionEngineError, ErrorKind

if TYPE_CHECKING:
    from datafusion_engine.columnar.table import Table

logger = logging.getLogger(__name__)


class CatalogProvider:
    """Resolves table names for one profile."""

    def __init__(self, profile: rt.DataFusionRuntimeProfile) -> None:
        self.profile = profile
        self._runtime: rt.SessionRuntime | None = None

    @property
    def runtime(self) -> rt.SessionRuntime:
        """The open session, opened on first use."""
        if self._runtime is None:
            self._runtime = rt.session_runtime_for(self.profile)
        return self._runtime

    def resolve(self, name: str) -> Table:
        """Read a table by name.

        Raises:
            DataFusionEngineError: If the table is unknown.
        """
        if name not in self.table_names():
            logger.debug("unknown table %s", name)
            msg = f"no table {name!r} in {self.profile.name!r}"
            raise DataFusionEngineError(msg, kind=ErrorKind.CATALOG)
        return self.runtime.table(name)

    def table_names(self) -> tuple[str, ...]:
        """Names of everything that can be read."""
        return tuple(rt.describe_tables(self.runtime.ctx))

    def labelled(self, task: str) -> CatalogProvider:
        """Return a provider that reads on behalf of ``task``."""
        label = rt.ExecutionLabel(task=task, dataset="catalog")
        return CatalogProvider(rt.with_label(self.profile, label))
