"""Packages and tables that load symbols on first use."""

from __future__ import annotations

import importlib

import pytest

import datafusion_engine
import datafusion_engine.schema
import obs
from datafusion_engine.schema.registry import NestedViewSpec, nested_view_specs
from datafusion_engine.session.runtime import (
    DataFusionRuntimeProfile,
    TelemetryEvent,
    drain_telemetry,
    session_runtime_for,
    settings_for_profile,
)
from extract.templates import _discover, template_for, templates, text_templates
from relspec import plugins


@pytest.mark.parametrize("name", datafusion_engine.schema.__all__)
def test_schema_package(name: str) -> None:
    value = getattr(datafusion_engine.schema, name)
    assert value is getattr(datafusion_engine.schema, name)
    assert name in dir(datafusion_engine.schema)


def test_schema_package_returns_the_definitions() -> None:
    assert datafusion_engine.schema.NestedViewSpec is NestedViewSpec
    assert datafusion_engine.schema.nested_view_specs is nested_view_specs


def test_top_level_package() -> None:
    assert datafusion_engine.DataFusionRuntimeProfile is DataFusionRuntimeProfile
    assert datafusion_engine.session_runtime_for is session_runtime_for
    assert datafusion_engine.session.runtime.DataFusionRuntimeProfile is DataFusionRuntimeProfile


@pytest.mark.parametrize("module", ["datafusion_engine", "datafusion_engine.schema", "obs"])
def test_unknown_attributes(module: str) -> None:
    with pytest.raises(AttributeError, match="absent"):
        importlib.import_module(module).absent  # noqa: B018


@pytest.mark.parametrize("name", obs.__all__)
def test_obs_package(name: str) -> None:
    assert getattr(obs, name) is not None


def test_obs_package_returns_the_definitions() -> None:
    assert obs.TelemetryEvent is TelemetryEvent
    assert obs.drain_telemetry is drain_telemetry


@pytest.mark.parametrize("name", [*plugins.PLUGINS, *plugins.LEGACY_PLUGINS])
def test_plugins_load(name: str) -> None:
    assert callable(plugins.load(name))


def test_plugins_are_the_definitions() -> None:
    assert plugins.load("profile") is plugins.default_profile_type() is DataFusionRuntimeProfile
    assert plugins.load("settings") is settings_for_profile


def test_templates_are_discovered() -> None:
    assert [item.extractor for item in templates()] == ["ast", "dis", "libcst"]
    assert template_for("absent") is None
    assert sorted(_discover()) == [
        "AST_TEMPLATE",
        "FILES_SUMMARY_TEMPLATE",
        "_BYTECODE_TEMPLATE",
        "_CST_TEMPLATE",
    ]


def test_imported_text_templates_are_discovered() -> None:
    assert text_templates()["FILES_SUMMARY_TEMPLATE"].format(count=1, root="r") == "files=1 root=r"
