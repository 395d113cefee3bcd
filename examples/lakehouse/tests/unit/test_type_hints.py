"""Annotations that are evaluated at run time."""

from __future__ import annotations

import typing

import msgspec
import pytest

import datafusion_engine.session.runtime as rt
from datafusion_engine.schema.registry import FunctionCatalog
from obs.events import SessionOpened, SourceAttached, decode, encode
from relspec.policies import describe, preset_for_tier, uncached


@pytest.mark.parametrize(
    "struct",
    [
        rt.DataFusionConfigPolicy,
        rt.DataFusionRuntimeProfile,
        rt.DataSourceConfig,
        rt.ExecutionConfig,
        rt.FeatureStateSnapshot,
        rt.PolicyConfig,
        rt.SettingsSnapshot,
        rt.TelemetryEvent,
        SessionOpened,
    ],
)
def test_struct_annotations_resolve(struct: type[msgspec.Struct]) -> None:
    assert msgspec.inspect.type_info(struct) is not None
    assert set(typing.get_type_hints(struct)) >= set(struct.__struct_fields__)


def test_dataclass_annotations_resolve() -> None:
    described = describe()
    assert described["SessionRuntime"]["functions"] is FunctionCatalog
    assert described["SessionRuntime"]["features"] is rt.FeatureStateSnapshot
    assert described["FeatureRequest"]["label"] == rt.ExecutionLabel | None


def test_preset_for_tier() -> None:
    assert preset_for_tier(rt.MemoryTier.LARGE) is rt.PROD_DF_POLICY
    assert preset_for_tier(rt.MemoryTier.SMALL) is rt.DEV_DF_POLICY
    assert not uncached(rt.PROD_DF_POLICY).cache.enabled


def test_events_round_trip(profile: rt.DataFusionRuntimeProfile) -> None:
    opened = SessionOpened(
        label=rt.ExecutionLabel(task="t"),
        features=profile.feature_state(),
        settings=profile.settings_snapshot(),
    )
    assert decode(encode(opened)) == opened
    attached = SourceAttached(name="s")
    assert decode(encode(attached)) == attached


def test_events_are_runtime_structs() -> None:
    assert issubclass(SessionOpened, rt.RuntimeStruct)
    assert SourceAttached(name="s").fingerprint() == SourceAttached(name="s").fingerprint()
