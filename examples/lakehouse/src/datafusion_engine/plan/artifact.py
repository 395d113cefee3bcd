"""Recorded plans."""

from __future__ import annotations

from typing import Any

import msgspec

from datafusion_engine.session import CachePolicy


class PlanArtifact(msgspec.Struct, frozen=True, kw_only=True):
    """The plan of a view as it was when the view ran."""

    view_name: str
    fingerprint: str
    lines: tuple[str, ...] = ()
    recorded_at: int = 0
    cache: CachePolicy = CachePolicy()

    def same_plan(self, other: PlanArtifact) -> bool:
        """Whether two artifacts show the same plan."""
        return (self.fingerprint, self.lines) == (other.fingerprint, other.lines)

    def as_event(self, run_id: str) -> dict[str, Any]:
        """Return the artifact as a pipeline event."""
        from datafusion_engine.schema.registry import pipeline_event_row

        payload = {"view": self.view_name, "fingerprint": self.fingerprint}
        return pipeline_event_row("plan.recorded", payload, run_id=run_id)
