"""Decides what to compute for a list of requested views."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, cast

if TYPE_CHECKING:
    from datafusion_engine.schema.registry import NestedViewSpec, SchemaValidationError
    from datafusion_engine.session.runtime import (
        DataFusionRuntimeProfile,
        FeatureStateSnapshot,
    )


class PlannedView(NamedTuple):
    """A view and the reason why it is planned."""

    spec: NestedViewSpec
    reason: str

    @classmethod
    def from_payload(cls, payload: dict[str, object]) -> PlannedView:
        """Rebuild a planned view from its parts."""
        return cls(cast("NestedViewSpec", payload["spec"]), str(payload["reason"]))


class Planner:
    """Plans views for one profile."""

    def __init__(self, profile: "DataFusionRuntimeProfile") -> None:  # noqa: UP037
        self.profile = profile
        self.failures: list[SchemaValidationError] = []

    def features(self) -> FeatureStateSnapshot:
        """Features that plans may rely on."""
        from datafusion_engine.session.runtime import FeatureStateSnapshot, feature_state_for

        policies = self.profile.policies
        if not self.profile.diagnostics.record_plans:
            return FeatureStateSnapshot(policy_name=policies.config.name, gates=policies.features)
        return feature_state_for(policies.features, policy=policies.config)

    def plan(self, names: list[str]) -> list[PlannedView]:
        """Plan the named views and what they are asked for."""
        from datafusion_engine.schema.registry import (
            NESTED_VIEW_SUFFIX,
            NestedViewSpec,
            SchemaLookupError,
            nested_view_spec,
        )

        planned: list[PlannedView] = []
        for name in names:
            try:
                spec = nested_view_spec(name.removesuffix(NESTED_VIEW_SUFFIX))
            except SchemaLookupError:
                spec = NestedViewSpec(name, self.profile.extract_schema_for(name), "")
            planned.append(PlannedView(spec, "requested"))
        return sorted(planned, key=lambda item: item.spec.name)
