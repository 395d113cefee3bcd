"""Policies of compiled pipelines."""

from __future__ import annotations

import inspect
from dataclasses import fields, is_dataclass
from typing import Any, get_type_hints

from datafusion_engine.session import CacheScope
from datafusion_engine.session.runtime import (
    DATAFUSION_POLICY_PRESETS,
    CachePolicy,
    DataFusionConfigPolicy,
    FeatureRequest,
    MemoryTier,
    SessionRuntime,
)

_DOCUMENTED = (SessionRuntime, FeatureRequest)


def preset_for_tier(tier: MemoryTier) -> DataFusionConfigPolicy:
    """Choose a preset for a size class."""
    return DATAFUSION_POLICY_PRESETS["prod" if tier is MemoryTier.LARGE else "dev"]


def uncached(policy: DataFusionConfigPolicy) -> DataFusionConfigPolicy:
    """Return a copy of a policy that keeps nothing in memory."""
    cache = CachePolicy(scope=CacheScope.NONE, max_entries=0)
    return DataFusionConfigPolicy(name=policy.name, settings=policy.settings, cache=cache)


def field_types(cls: type[Any]) -> dict[str, Any]:
    """Resolved types of a dataclass's fields."""
    if not is_dataclass(cls):
        msg = f"not a dataclass: {cls.__name__}"
        raise TypeError(msg)
    hints = get_type_hints(cls)
    return {item.name: hints[item.name] for item in fields(cls)}


def describe() -> dict[str, dict[str, Any]]:
    """Resolved field types of the documented dataclasses."""
    return {cls.__name__: field_types(cls) for cls in _DOCUMENTED if inspect.getdoc(cls)}
