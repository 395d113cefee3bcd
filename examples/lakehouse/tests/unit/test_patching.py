"""Patches reach the place where a name is looked up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from unittest import mock
from unittest.mock import patch

import pytest

import datafusion_engine.session.runtime as rt
from datafusion_engine.columnar.types import STRING, Schema, column, schema_of
from datafusion_engine.engine import SessionContext
from datafusion_engine.schema import registry as schema_registry

if TYPE_CHECKING:
    from datafusion_engine.session.runtime import DataFusionRuntimeProfile


def test_clock_is_frozen_everywhere(
    monkeypatch: pytest.MonkeyPatch, profile: DataFusionRuntimeProfile
) -> None:
    monkeypatch.setattr("datafusion_engine.session.runtime._clock", lambda: 42)
    assert rt.record_telemetry("tick").at == 42
    assert profile.feature_state().taken_at == 42
    assert profile.record_plan("v", ()).recorded_at == 42
    assert schema_registry.pipeline_event_row("e", {}, run_id="r")["event_time"] == 42


def test_time_is_frozen_below_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("datafusion_engine.session.runtime.time.time", lambda: 1.5)
    assert rt.record_telemetry("tick").at == 1500


@patch("datafusion_engine.session.runtime._build_context")
def test_build_is_replaced(build: mock.Mock, profile: DataFusionRuntimeProfile) -> None:
    build.return_value = SessionContext()
    assert profile.session_context() is build.return_value
    build.assert_called_once_with(profile)


def test_cache_is_replaced(
    monkeypatch: pytest.MonkeyPatch, profile: DataFusionRuntimeProfile
) -> None:
    fresh: dict[str, SessionContext] = {}
    monkeypatch.setattr("datafusion_engine.session.runtime._SESSION_CONTEXT_CACHE", fresh)
    ctx = profile.session_context()
    assert list(fresh.values()) == [ctx]
    assert rt.clear_session_cache() == 1
    assert not fresh


def test_cache_item_is_replaced(
    monkeypatch: pytest.MonkeyPatch, profile: DataFusionRuntimeProfile
) -> None:
    ctx = SessionContext()
    monkeypatch.setitem(rt._SESSION_CONTEXT_CACHE, profile.cache_key(), ctx)
    assert profile.session_context() is ctx


def test_function_installation_is_replaced(profile: DataFusionRuntimeProfile) -> None:
    from datafusion_engine.udf import UdfPlatform

    with mock.patch.object(rt, "install_builtin_functions") as install:
        ctx = profile.session_context()
        assert "stable_id" not in ctx.function_names()
        UdfPlatform({"twice": lambda value: value * 2}).install(ctx)
    assert install.call_count == 2
    assert "twice" in ctx.function_names()


def test_imported_name_is_replaced(
    monkeypatch: pytest.MonkeyPatch, profile: DataFusionRuntimeProfile
) -> None:
    monkeypatch.setattr("datafusion_engine.session.runtime.nested_view_specs", lambda: ())
    assert [contract.name for contract in profile.contracts()] == ["plan_artifacts"]
    assert len(schema_registry.nested_view_specs()) == 7


def test_method_is_replaced(
    monkeypatch: pytest.MonkeyPatch, profile: DataFusionRuntimeProfile
) -> None:
    monkeypatch.setattr(
        "datafusion_engine.session.runtime.DataFusionRuntimeProfile.cache_key", lambda self: "fixed"
    )
    profile.session_context()
    assert list(rt._SESSION_CONTEXT_CACHE) == ["fixed"]


def test_importers_keep_their_own_name(profile: DataFusionRuntimeProfile) -> None:
    from datafusion_engine.plan.execution import ViewExecution
    from datafusion_engine.plan.planner import Planner

    views = Planner(profile).plan(["ast_nodes"])
    with mock.patch("datafusion_engine.plan.execution.record_telemetry") as recorded:
        ViewExecution(profile).run_all(views)
    assert [call.args[0] for call in recorded.call_args_list] == ["view.run"]
    assert [event.name for event in rt.drain_telemetry()] == ["session.build", "session.hit"][:1]


def test_lookup_is_replaced_for_all_readers(monkeypatch: pytest.MonkeyPatch) -> None:
    small = schema_of(column("repo", STRING), column("path", STRING))

    def fake(name: str) -> Schema:
        return small

    monkeypatch.setattr(schema_registry, "extract_schema_for", fake)
    assert schema_registry.nested_view_spec("ast_nodes").schema is small
    assert schema_registry.observability_schema_for("anything") is small


def test_private_helper_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schema_registry, "_view_name", lambda dataset: f"v_{dataset}")
    assert schema_registry.nested_view_spec("ast_nodes").name == "v_ast_nodes"


def test_function_local_import_sees_the_patch() -> None:
    from datafusion_engine.io.options import options_for_session

    def preset(name: str) -> Any:
        return rt.DataFusionConfigPolicy(name="dev")

    with mock.patch("datafusion_engine.session.runtime.policy_preset", preset):
        assert options_for_session("prod").indent == 2
    assert options_for_session("prod").indent is None
