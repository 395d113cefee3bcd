"""Fixtures shared by all tests."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from datafusion_engine.catalog.sources import CatalogSource
from datafusion_engine.session.runtime import (
    DataFusionConfigPolicy,
    DataFusionRuntimeProfile,
    DataSourceConfig,
    PolicyConfig,
    clear_session_cache,
    drain_telemetry,
)


@pytest.fixture(autouse=True)
def _fresh_sessions() -> Iterator[None]:
    """No test sees sessions or telemetry of another one."""
    clear_session_cache()
    drain_telemetry()
    yield
    clear_session_cache()
    drain_telemetry()


@pytest.fixture
def ast_rows() -> list[dict[str, Any]]:
    """Two files with three nodes."""
    nodes = [
        {"ast_id": 0, "kind": "Module", "name": None},
        {"ast_id": 1, "parent_ast_id": 0, "kind": "FunctionDef", "name": "pkg.main"},
    ]
    return [
        {"repo": "r", "path": "b.py", "nodes": nodes, "edges": [{"src": 0, "dst": 1}]},
        {"repo": "r", "path": "a.py", "nodes": nodes[:1], "edges": []},
    ]


@pytest.fixture
def cached_policy() -> DataFusionConfigPolicy:
    """A policy that keeps sessions."""
    from datafusion_engine.session.factory import cached_policy

    return cached_policy(DataFusionConfigPolicy(name="cached"), max_entries=2)


@pytest.fixture
def profile(
    ast_rows: list[dict[str, Any]], cached_policy: DataFusionConfigPolicy
) -> DataFusionRuntimeProfile:
    """A profile with one source and cached sessions."""
    return DataFusionRuntimeProfile(
        name="test",
        sources=DataSourceConfig(sources=(CatalogSource.from_rows("ast_files_v1", ast_rows),)),
        policies=PolicyConfig(config=cached_policy),
    )
