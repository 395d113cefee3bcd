"""Feature gates and probes."""

from __future__ import annotations

from typing import TYPE_CHECKING
from unittest import mock

import msgspec
import pytest

import datafusion_engine.session.runtime as rt
from datafusion_engine.session.runtime import FeatureRequest, FeatureStateSnapshot, request_feature

if TYPE_CHECKING:
    from datafusion_engine.session.runtime import DataFusionRuntimeProfile


def test_defaults() -> None:
    state = rt.feature_state_for(rt.DataFusionFeatureGates())
    assert state.enabled == ("dynamic_filters", "named_args")
    assert state.supports("named_args")
    assert state.policy_name == rt.DEFAULT_DF_POLICY.name


def test_old_engines_have_no_dynamic_filters() -> None:
    with mock.patch("datafusion_engine.session.runtime.ENGINE_VERSION", "44.1.0"):
        assert "dynamic_filters" not in rt.enabled_features(rt.DataFusionFeatureGates())


def test_override_by_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LAKEHOUSE_FEATURE_NAMED_ARGS", "false")
    assert rt.enabled_features(rt.DataFusionFeatureGates()) == ("dynamic_filters",)


def test_override_by_patch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "datafusion_engine.session.runtime._feature_override", lambda name: name == "named_args"
    )
    assert rt.enabled_features(rt.DataFusionFeatureGates()) == ("named_args",)


def test_probes_can_be_added() -> None:
    with mock.patch.dict("datafusion_engine.session.runtime._FEATURE_PROBES"):
        rt.register_feature_probe("telepathy", lambda gates: gates.spill)
        assert "telepathy" in rt.enabled_features(rt.DataFusionFeatureGates(spill=True))
    assert "telepathy" not in rt._FEATURE_PROBES


def test_native_functions_are_probed(monkeypatch: pytest.MonkeyPatch) -> None:
    from datafusion_engine.udf import _native

    gates = rt.DataFusionFeatureGates(native_functions=True)
    assert "native_functions" not in rt.enabled_features(gates)
    monkeypatch.setattr(_native, "available", lambda: True)
    assert "native_functions" in rt.enabled_features(gates)


def test_unstable_features_warn() -> None:
    with pytest.warns(rt.UnstableSettingWarning, match="spill"):
        rt.enabled_features(rt.DataFusionFeatureGates(spill=True))


def test_unstable_features_do_not_fail_tests() -> None:
    # The suite turns warnings into errors and exempts this category by name.
    assert "spill" in rt.enabled_features(rt.DataFusionFeatureGates(spill=True))


def test_required_feature(profile: DataFusionRuntimeProfile) -> None:
    profile.require_feature("named_args")
    with pytest.raises(rt.FeatureUnavailableError) as caught:
        profile.require_feature("spill")
    assert caught.value.feature == "spill"
    assert isinstance(caught.value, rt.RuntimeSettingsError)


def test_optional_request(caplog: pytest.LogCaptureFixture) -> None:
    assert not request_feature(FeatureRequest("spill"), rt.DataFusionFeatureGates())
    with pytest.raises(rt.FeatureUnavailableError):
        request_feature(FeatureRequest("spill", required=True), rt.DataFusionFeatureGates())
    assert {record.name for record in caplog.records} == {request_feature.__module__}


def test_snapshot_round_trip() -> None:
    state = rt.feature_state_for(rt.DataFusionFeatureGates())
    raw = msgspec.json.encode(state)
    assert msgspec.json.decode(raw, type=FeatureStateSnapshot) == state


def test_named_args_of_profile_and_runtime(profile: DataFusionRuntimeProfile) -> None:
    assert rt.named_args_supported(profile)
    assert rt.named_args_supported(rt.session_runtime_for(profile))
