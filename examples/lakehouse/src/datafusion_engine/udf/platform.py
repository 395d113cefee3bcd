"""Installs functions into sessions.

The package imports this module eagerly, and building a
``datafusion_engine.session.runtime.SessionRuntime`` needs the package. So everything of the
session is imported where it is used.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from datafusion_engine.engine import SessionContext
    from datafusion_engine.session.runtime import DataFusionRuntimeProfile, FeatureStateSnapshot

logger = logging.getLogger(__name__)


class UdfPlatform:
    """Functions that an application adds to its sessions."""

    def __init__(
        self,
        functions: dict[str, Callable[[Any], Any]],
        feature_state: FeatureStateSnapshot | None = None,
    ) -> None:
        self.functions = functions
        self.feature_state = feature_state

    def install(self, ctx: SessionContext) -> tuple[str, ...]:
        """Register all functions; return the names that the session offers."""
        from datafusion_engine.session.runtime import install_builtin_functions

        install_builtin_functions(ctx)
        for name, function in self.functions.items():
            ctx.register_udf(name, function)
        logger.debug("installed %d functions", len(self.functions))
        return ctx.function_names()


def install_platform(profile: DataFusionRuntimeProfile, **functions: Callable[[Any], Any]) -> int:
    """Install functions into the session of a profile; return how many it has now."""
    from datafusion_engine.schema.registry import validate_required_functions
    from datafusion_engine.session.runtime import FeatureRequest, request_feature

    request_feature(FeatureRequest("named_args", required=True), profile.policies.features)
    ctx = profile.session_context()
    platform = UdfPlatform(functions, feature_state=profile.feature_state())
    platform.install(ctx)
    return len(validate_required_functions(ctx, functions).names)
