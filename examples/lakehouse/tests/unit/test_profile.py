"""The runtime profile, its sessions and their cache."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest

from datafusion_engine.session import CacheScope, runtime as rt
from datafusion_engine.session.helpers import reopen
from datafusion_engine.session.pool import SessionPool

if TYPE_CHECKING:
    from datafusion_engine.session.runtime import DataFusionRuntimeProfile


def test_sessions_are_cached(profile: DataFusionRuntimeProfile) -> None:
    first = profile.session_context()
    assert profile.session_context() is first
    assert {profile.cache_key(): first} == rt._SESSION_CONTEXT_CACHE
    assert rt.clear_session_cache() == 1
    assert profile.session_context() is not first


def test_query_scope_does_not_cache() -> None:
    profile = rt.DataFusionRuntimeProfile(name="uncached")
    assert profile.policies.config.cache.scope is CacheScope.QUERY
    assert profile.session_context() is not profile.session_context()
    assert not rt._SESSION_CONTEXT_CACHE


def test_builds_are_counted_once(profile: DataFusionRuntimeProfile) -> None:
    before = rt._CONTEXT_BUILDS
    profile.session_context()
    profile.session_context()
    assert rt._CONTEXT_BUILDS == rt.context_builds() == before + 1
    assert SessionPool.builds() == before + 1


def test_cache_reports_hits(profile: DataFusionRuntimeProfile) -> None:
    profile.session_context()
    profile.session_context()
    assert [event.name for event in rt.drain_telemetry()] == ["session.build", "session.hit"]


def test_label_does_not_change_the_fingerprint(profile: DataFusionRuntimeProfile) -> None:
    labelled = rt.with_label(profile, rt.ExecutionLabel(task="t"))
    assert labelled != profile
    assert rt.profile_fingerprint(labelled) == rt.profile_fingerprint(profile)
    assert labelled.session_context() is profile.session_context()


def test_clone_keeps_the_type(profile: DataFusionRuntimeProfile) -> None:
    clone = rt.clone_profile(profile, name="clone")
    assert type(clone) is rt.DataFusionRuntimeProfile
    assert (clone.name, clone.sources) == ("clone", profile.sources)


def test_profile_round_trip(profile: DataFusionRuntimeProfile) -> None:
    assert rt.decode_profile(msgspec.json.encode(profile)) == profile


def test_bad_documents_are_refused() -> None:
    with pytest.raises(rt.RuntimeSettingsError):
        rt.decode_profile('{"execution": {"batch_size": 0}}')
    with pytest.raises(rt.RuntimeSettingsError):
        rt.decode_profile('{"execution": {"memory_pool": "unbounded", "memory_limit": "1G"}}')


def test_memory_settings() -> None:
    execution = rt.ExecutionConfig(memory_pool="fair", memory_limit="1M")
    profile = rt.DataFusionRuntimeProfile(execution=execution)
    settings = rt.settings_for_profile(profile)
    assert settings["lakehouse.memory.limit"] == str(rt.MIB) == str(profile.memory_bytes())
    assert settings["lakehouse.memory.pool"] == "fair"


def test_unbounded_pool_takes_no_limit() -> None:
    execution = rt.ExecutionConfig(memory_pool="unbounded", memory_limit="1G")
    with pytest.raises(rt.RuntimeSettingsError, match="unbounded"):
        rt.DataFusionRuntimeProfile(execution=execution)


def test_session_runtime(profile: DataFusionRuntimeProfile) -> None:
    runtime = rt.session_runtime_for(profile)
    assert runtime.views == ("ast_docstrings_view", "ast_edges_view", "ast_nodes_view")
    assert {"stable_id", "module_tail"} <= runtime.functions.names
    assert runtime.table("ast_nodes_view").num_rows == 3


def test_required_functions(profile: DataFusionRuntimeProfile) -> None:
    from datafusion_engine.schema.registry import SchemaValidationError

    policies = rt.PolicyConfig(required_functions=("levitate",))
    with pytest.raises(SchemaValidationError, match="levitate"):
        rt.session_runtime_for(rt.clone_profile(profile, policies=policies))


def test_session_scope_drops_the_session(profile: DataFusionRuntimeProfile) -> None:
    with rt.session_scope(profile) as runtime:
        assert profile.session_context() is runtime.ctx
    assert profile.session_context() is not runtime.ctx


def test_view_graph(profile: DataFusionRuntimeProfile) -> None:
    profile.session_context()
    graph = profile.view_graph()
    assert graph.roots() == ("ast_files_v1",)
    assert graph.order()[0] == "ast_files_v1"


def test_profile_schema_hides_nested_columns(profile: DataFusionRuntimeProfile) -> None:
    flat = rt.clone_profile(profile, sources=rt.DataSourceConfig(register_nested_views=False))
    assert "nodes" in profile.extract_schema_for("ast_files_v1").names
    assert "nodes" not in flat.extract_schema_for("ast_files_v1").names
    assert [contract.name for contract in flat.contracts()] == ["plan_artifacts"]
    assert len(profile.contracts()) > 1


def test_plans_carry_the_cache_policy(profile: DataFusionRuntimeProfile) -> None:
    artifact = profile.record_plan("v", ["Scan"])
    again = profile.record_plan("v", ["Scan"])
    assert artifact.same_plan(again)
    assert artifact.cache is profile.policies.config.cache


def test_explain(profile: DataFusionRuntimeProfile) -> None:
    profile.session_context()
    seen: list[tuple[str, int]] = []
    lines = rt.explain_view(
        profile, "ast_nodes_view", hook=lambda name, rows: seen.append((name, len(rows)))
    )
    assert "unnest(ast_files_v1, nodes)" in lines[1]
    assert seen == [("ast_nodes_view", len(lines))]


def test_reopen_with_preset(profile: DataFusionRuntimeProfile) -> None:
    assert reopen(profile).ctx is profile.session_context()
    assert reopen(profile, preset="dev").profile.policies.config is rt.DEV_DF_POLICY


def test_pool_evicts_the_oldest(profile: DataFusionRuntimeProfile) -> None:
    pool = SessionPool(capacity=1)
    first = pool.acquire(profile)
    assert pool.acquire(profile) is first
    pool.acquire(rt.clone_profile(profile, name="other"))
    assert len(pool) == 1
    assert "pool.evict" in {event.name for event in rt.drain_telemetry()}


def test_diagnostics_recorder_is_labelled(profile: DataFusionRuntimeProfile) -> None:
    recorder = profile.diagnostics_recorder()
    rt.record_telemetry("tick", label=rt.ExecutionLabel(task="t"))
    assert recorder.collect() == 1
    assert recorder.table().column("run_id") == ("test",)
    assert [label.task for label in recorder.labels] == ["t"]
