"""Settings, policies and their building blocks."""

from __future__ import annotations

import logging

import msgspec
import pytest

from datafusion_engine.engine import SessionConfig
from datafusion_engine.session.runtime import (
    _SETTING_PARSERS,  # private, and patched nowhere
    _UNSET,
    DATAFUSION_POLICY_PRESETS,
    DEFAULT_DF_POLICY,
    GIB,
    PROD_DF_POLICY,
    DataFusionConfigPolicy,
    DataFusionJoinPolicy,
    DataFusionRuntimeProfile,
    ExecutionConfig,
    ExecutionLabel,
    MemoryTier,
    RuntimeSettingsError,
    _major_version as major,
    coerce_setting,
    env_setting,
    parse_memory_limit,
    policy_preset,
    profile_for_preset,
    register_policy_preset,
    render_setting,
)


@pytest.mark.parametrize(
    ("raw", "expected"), [("12", 12), ("1k", 1024), ("2 MiB", 2 * 1024**2), ("3GB", 3 * GIB)]
)
def test_memory_limits(raw: str, expected: int) -> None:
    assert parse_memory_limit(raw) == expected


def test_malformed_memory_limit() -> None:
    with pytest.raises(RuntimeSettingsError, match="not a size"):
        parse_memory_limit("much")


def test_every_kind_has_a_parser() -> None:
    assert sorted(_SETTING_PARSERS) == ["bool", "bytes", "int", "text"]
    assert coerce_setting("1", "bool") is True
    assert coerce_setting("1", "int") == 1
    assert coerce_setting("1k", "bytes") == 1024
    assert coerce_setting("1", "text") == "1"


@pytest.mark.parametrize("kind", ["bool", "int"])
def test_malformed_settings(kind: str) -> None:
    with pytest.raises(RuntimeSettingsError):
        _SETTING_PARSERS[kind]("maybe")


@pytest.mark.parametrize(
    ("value", "text"), [(True, "true"), (3, "3"), (0.5, "0.5"), (None, ""), ("x", "x")]
)
def test_render_setting_dispatches_on_type(value: object, text: str) -> None:
    assert render_setting(value) == text


def test_presets_are_complete_and_ordered() -> None:
    assert list(DATAFUSION_POLICY_PRESETS) == ["default", "dev", "prod", "symtable"]
    assert DATAFUSION_POLICY_PRESETS["symtable"].settings["datafusion.execution.batch_size"] == 1024


def test_prod_policy_extends_default() -> None:
    assert DEFAULT_DF_POLICY.settings.items() <= PROD_DF_POLICY.settings.items()


def test_unknown_preset() -> None:
    with pytest.raises(RuntimeSettingsError, match="unknown policy preset"):
        policy_preset("nope")


def test_register_preset(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    monkeypatch.delitem(DATAFUSION_POLICY_PRESETS, "custom", raising=False)
    home = register_policy_preset.__module__
    with caplog.at_level(logging.INFO, logger=home):
        register_policy_preset(DataFusionConfigPolicy(name="custom"))
    assert [(record.name, record.getMessage()) for record in caplog.records] == [
        (home, "policy preset custom registered")
    ]
    assert profile_for_preset("custom").policies.config.name == "custom"
    del DATAFUSION_POLICY_PRESETS["custom"]


def test_policy_applies_to_config() -> None:
    config = DEFAULT_DF_POLICY.merged({"a.b": 2.5}).apply(SessionConfig())
    assert config.get("a.b") == "2.5"
    assert config.get("lakehouse.cache.scope") == "query"


def test_policies_round_trip() -> None:
    raw = msgspec.json.encode(PROD_DF_POLICY)
    assert msgspec.json.decode(raw, type=DataFusionConfigPolicy) == PROD_DF_POLICY


def test_unknown_fields_are_refused() -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(b'{"name": "x", "speed": 1}', type=DataFusionConfigPolicy)


def test_constraints_hold() -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({"target_partitions": 0}, ExecutionConfig)
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({"single_partition_threshold": -1}, DataFusionJoinPolicy)


def test_execution_config_round_trip() -> None:
    config = ExecutionConfig(memory_limit="2G", label=ExecutionLabel(task="t"))
    assert msgspec.json.decode(msgspec.json.encode(config), type=ExecutionConfig) == config
    assert config.tier is MemoryTier.LARGE
    assert str(config.label) == "t/-"


def test_env_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LAKEHOUSE_REGION", "north")
    assert env_setting("region") == "north"
    assert env_setting("absent", default=None) is None
    with pytest.raises(RuntimeSettingsError, match="LAKEHOUSE_ABSENT"):
        env_setting("absent")


def test_unset_is_one_object(profile: DataFusionRuntimeProfile) -> None:
    with pytest.raises(RuntimeSettingsError, match="no memory limit"):
        profile.memory_bytes(_UNSET)
    assert profile.memory_bytes(None) is None


def test_major_version() -> None:
    assert major("46.2.1") == 46
