"""Plans and their artifacts."""

from __future__ import annotations

from datafusion_engine.plan.artifact import PlanArtifact

__all__ = ["PlanArtifact"]
