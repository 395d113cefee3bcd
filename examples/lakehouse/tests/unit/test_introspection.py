"""Settings tables, telemetry and snapshots."""

from __future__ import annotations

import msgspec
import pytest

import datafusion_engine.session.runtime
from datafusion_engine.plan.drift import drift_row, drifted_settings, snapshot_profile
from datafusion_engine.session import DataFusionRuntimeProfile, ExecutionLabel, SettingsSnapshot


def test_settings_rows_are_engine_settings(profile: DataFusionRuntimeProfile) -> None:
    rows = profile.settings_rows()
    assert rows == tuple(sorted(rows))
    assert {row.name.partition(".")[0] for row in rows} == {"datafusion"}


def test_settings_match_show_all(profile: DataFusionRuntimeProfile) -> None:
    shown = {row["name"]: row["value"] for row in profile.session_context().sql("SHOW ALL").rows()}
    assert shown == datafusion_engine.session.runtime.settings_for_profile(profile)


def test_settings_query_is_a_default_value(profile: DataFusionRuntimeProfile) -> None:
    narrow = datafusion_engine.session.runtime.SETTINGS_QUERY + " LIMIT 1"
    rows = datafusion_engine.session.runtime.settings_rows(profile.session_context(), query=narrow)
    assert rows == profile.settings_rows()[:1]


def test_snapshot_round_trip(profile: DataFusionRuntimeProfile) -> None:
    snapshot = profile.settings_snapshot()
    raw = msgspec.json.encode(snapshot)
    decoded = msgspec.json.decode(raw, type=SettingsSnapshot)
    assert decoded == snapshot
    assert decoded.features.gates == profile.policies.features
    assert isinstance(decoded.rows[0], datafusion_engine.session.runtime.SettingRow)


def test_snapshot_diff(profile: DataFusionRuntimeProfile) -> None:
    other = datafusion_engine.session.runtime.profile_for_preset("dev")
    names = drifted_settings(other, profile)
    assert "datafusion.execution.target_partitions" in names
    assert snapshot_profile(profile).diff(snapshot_profile(profile)) == {}


def test_drift_row(profile: DataFusionRuntimeProfile) -> None:
    row = drift_row("run-1", profile, profile)
    assert row["run_id"] == "run-1"
    assert row["plan_fingerprint"] == row["baseline_fingerprint"]


def test_telemetry_carries_labels() -> None:
    label = ExecutionLabel(task="t", dataset="d")
    event = datafusion_engine.session.runtime.record_telemetry("x", label=label, key="v")
    assert datafusion_engine.session.runtime.drain_telemetry() == (event,)
    assert (event.label, event.attributes) == (label, {"key": "v"})
    assert datafusion_engine.session.runtime.drain_telemetry() == ()


def test_telemetry_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("datafusion_engine.session.runtime._TELEMETRY_LIMIT", 3)
    for index in range(5):
        datafusion_engine.session.runtime.record_telemetry(f"e{index}")
    events = datafusion_engine.session.runtime.drain_telemetry()
    assert [event.name for event in events] == ["e2", "e3", "e4"]


def test_describe_tables(profile: DataFusionRuntimeProfile) -> None:
    described = datafusion_engine.session.runtime.describe_tables(profile.session_context())
    assert described["ast_files_v1"] == ("repo", "path", "file_sha256")
    assert described["ast_edges_view"][:2] == ("repo", "path")


def test_view_registry_snapshot() -> None:
    registry = datafusion_engine.session.runtime.DataFusionViewRegistry()
    registry.record("b", "SELECT * FROM a")
    registry.record("a", "SELECT * FROM t")
    assert [entry["name"] for entry in registry.snapshot()] == ["a", "b"]
