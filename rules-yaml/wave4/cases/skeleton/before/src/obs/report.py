"""Reports, which import in every way."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from datafusion_engine.schema import registry
from datafusion_engine.session.runtime import record_view_definition, session_runtime_for_profile

if TYPE_CHECKING:
    from datafusion_engine.session.runtime import CachePolicy, DataFusionRuntimeProfile


def report(profile: DataFusionRuntimeProfile) -> str:
    """Say what there is."""
    from datafusion_engine.session.runtime import effective_catalog_autoload

    policy = cast("CachePolicy", profile.policy)
    record_view_definition()
    return f"{policy} {effective_catalog_autoload()} {registry.DATAFUSION_PLAN_SCHEMA} {session_runtime_for_profile(profile)}"
