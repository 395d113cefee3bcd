"""Materialization of nested views."""

from __future__ import annotations

from ...schema.registry import nested_view_specs, register_nested_views
from ...session import runtime as session_runtime
from .materialize import materialize

__all__ = ["materialize", "nested_view_specs", "refresh", "register_nested_views"]


def refresh(profile: session_runtime.DataFusionRuntimeProfile) -> tuple[str, ...]:
    """Register the nested views of a session anew."""
    runtime = session_runtime.session_runtime_for(profile)
    return register_nested_views(runtime.ctx)
