"""Runs planned views."""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING

from ..schema import registry as schema_registry
from ..session.runtime import ExecutionLabel, record_telemetry, session_runtime_for, with_label
from .artifact import PlanArtifact

if TYPE_CHECKING:
    from ..columnar.table import Table
    from ..session.runtime import DataFusionRuntimeProfile
    from .planner import PlannedView

LOGGER = logging.getLogger(__name__)


class ViewExecution:
    """Runs views and keeps the artifacts of their plans."""

    def __init__(self, profile: DataFusionRuntimeProfile, *, task: str = "execute") -> None:
        self.profile = with_label(profile, ExecutionLabel(task=task))
        self.artifacts: list[PlanArtifact] = []

    def run(self, view: PlannedView) -> Table:
        """Run one view."""
        started = time.perf_counter()
        runtime = session_runtime_for(self.profile)
        table = runtime.table(view.spec.name)
        elapsed = (time.perf_counter() - started) * 1000
        row = schema_registry.plan_artifact_row(
            self.profile, view.spec.name, duration_ms=round(elapsed, 3)
        )
        self.artifacts.append(
            PlanArtifact(
                view_name=view.spec.name,
                fingerprint=row["fingerprint"],
                lines=(f"View: {view.spec.name}",),
                recorded_at=row["event_time"],
            )
        )
        record_telemetry("view.run", label=self.profile.execution.label, view=view.spec.name)
        LOGGER.debug("%s: %d rows", view.spec.name, table.num_rows)
        return table

    def run_all(self, views: list[PlannedView]) -> dict[str, Table]:
        """Run views in order; a view that breaks its contract stops the run."""
        results: dict[str, Table] = {}
        for view in views:
            table = self.run(view)
            problems = view.spec.contract().violations(table)
            if problems:
                raise schema_registry.SchemaValidationError(view.spec.name, problems)
            results[view.spec.name] = table
        return results
