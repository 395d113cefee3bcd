"""Compiles pipelines into ordered views."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from datafusion_engine.plan.planner import PlannedView, Planner
from datafusion_engine.views import ViewGraph, ViewSpecs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from datafusion_engine.session.runtime import DataFusionRuntimeProfile as Profile

ProfileT = TypeVar("ProfileT", bound="Profile")


class Pipeline:
    """A named list of views."""

    def __init__(self, name: str, views: Sequence[str]) -> None:
        self.name = name
        self.views = list(views)

    def compile(self, profile: Profile) -> list[PlannedView]:
        """Plan the views in dependency order."""
        from datafusion_engine.session.runtime import named_args_supported, record_telemetry

        planned = Planner(profile).plan(self.views)
        graph = ViewGraph.from_entries({item.spec.name: item.spec.query for item in planned})
        rank = {name: position for position, name in enumerate(graph.order())}
        record_telemetry(
            "pipeline.compiled",
            pipeline=self.name,
            named_args=str(named_args_supported(profile)),
        )
        return sorted(planned, key=lambda item: rank[item.spec.name])


def compiled_with(profile: ProfileT, *names: str) -> tuple[ProfileT, list[PlannedView]]:
    """Compile some views and return them with the profile they were compiled for."""
    return profile, Pipeline("adhoc", names).compile(profile)


def core_pipeline() -> Pipeline:
    """The pipeline of all intrinsic views."""
    specs = ViewSpecs()
    return Pipeline("core", [spec.name for spec in specs.by_role("intrinsic")])
