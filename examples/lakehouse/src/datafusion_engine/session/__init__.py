"""Sessions: profiles, policies and the contexts built from them."""

from __future__ import annotations

from datafusion_engine.session.cache_policy import CachePolicy, CacheScope
from datafusion_engine.session.runtime import (
    DataFusionConfigPolicy,
    DataFusionRuntimeProfile,
    ExecutionLabel,
    FeatureStateSnapshot,
    SessionRuntime,
    SettingsSnapshot,
    session_runtime_for,
)

__all__ = [
    "CachePolicy",
    "CacheScope",
    "DataFusionConfigPolicy",
    "DataFusionRuntimeProfile",
    "ExecutionLabel",
    "FeatureStateSnapshot",
    "SessionRuntime",
    "SettingsSnapshot",
    "session_runtime_for",
]
