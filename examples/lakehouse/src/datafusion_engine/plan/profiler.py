"""Measures how long sessions take to open."""

from __future__ import annotations

import time

import datafusion_engine.schema.registry
import datafusion_engine.session.runtime

DEFAULT_ROUNDS = 3


def profile_open(
    profile: datafusion_engine.session.runtime.DataFusionRuntimeProfile,
    *,
    rounds: int = DEFAULT_ROUNDS,
) -> dict[str, float]:
    """Open a session several times; return the best and the mean time in milliseconds."""
    samples: list[float] = []
    for _ in range(rounds):
        datafusion_engine.session.runtime.clear_session_cache()
        started = time.perf_counter()
        datafusion_engine.session.runtime.session_runtime_for(profile)
        samples.append((time.perf_counter() - started) * 1000)
    return {"best": min(samples), "mean": sum(samples) / len(samples)}


def profile_schemas() -> dict[str, int]:
    """Count the fields of all extraction schemas."""
    names = datafusion_engine.schema.registry.extract_schema_names()
    count = lambda name: sum(  # noqa: E731
        1
        for _ in datafusion_engine.schema.registry.iter_field_paths(
            datafusion_engine.schema.registry.extract_schema_for(name)
        )
    )
    return {name: count(name) for name in names}
