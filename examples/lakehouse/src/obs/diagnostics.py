"""Records what sessions report."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from datafusion_engine.columnar.table import Table
from datafusion_engine.schema.registry import PIPELINE_EVENTS_SCHEMA, pipeline_event_row
from datafusion_engine.session.runtime import ExecutionLabel, TelemetryEvent, drain_telemetry


@dataclass
class DiagnosticsRecorder:
    """Collects events and turns them into a table."""

    source: str
    rows: list[dict[str, Any]] = field(default_factory=list)
    labels: list[ExecutionLabel] = field(default_factory=list)

    def record(self, event: TelemetryEvent) -> None:
        """Record one telemetry event."""
        if event.label is not None:
            self.labels.append(event.label)
        self.rows.append(pipeline_event_row(event.name, event.attributes, run_id=self.source))

    def collect(self) -> int:
        """Record everything that sessions reported since the last call."""
        events = drain_telemetry()
        for event in events:
            self.record(event)
        return len(events)

    def table(self) -> Table:
        """Return the events as a table."""
        return Table.from_rows(PIPELINE_EVENTS_SCHEMA, self.rows)
