"""Shortcuts that assemble profiles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .cache_policy import CachePolicy, CacheScope
from .runtime import (
    DEFAULT_DF_POLICY,
    DataFusionConfigPolicy,
    DataFusionFeatureGates,
    DataFusionRuntimeProfile,
    DataSourceConfig,
    ExecutionConfig,
    PolicyConfig,
)

if TYPE_CHECKING:
    from ..catalog.sources import CatalogSource
    from .runtime import MemoryPool


def build_profile(
    *,
    name: str = "default",
    policy: DataFusionConfigPolicy = DEFAULT_DF_POLICY,
    sources: tuple[CatalogSource, ...] = (),
    features: DataFusionFeatureGates | None = None,
    memory_pool: MemoryPool = "greedy",
    memory_limit: str | None = None,
) -> DataFusionRuntimeProfile:
    """Assemble a profile from the parts that matter most."""
    return DataFusionRuntimeProfile(
        name=name,
        execution=ExecutionConfig(memory_pool=memory_pool, memory_limit=memory_limit),
        sources=DataSourceConfig(sources=sources),
        policies=PolicyConfig(config=policy, features=features or DataFusionFeatureGates()),
    )


def cached_policy(policy: DataFusionConfigPolicy, *, max_entries: int) -> DataFusionConfigPolicy:
    """Return a policy whose sessions are kept in memory."""
    cache = CachePolicy(scope=CacheScope.SESSION, max_entries=max_entries)
    return DataFusionConfigPolicy(name=policy.name, settings=policy.settings, cache=cache)
