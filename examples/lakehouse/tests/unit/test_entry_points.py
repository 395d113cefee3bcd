"""Names in configuration files lead to objects."""

from __future__ import annotations

import json
import pkgutil
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def _entry_points() -> dict[str, str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return {**project["scripts"], **project["entry-points"]["lakehouse.plugins"]}


@pytest.mark.parametrize(("name", "target"), sorted(_entry_points().items()))
def test_entry_points(name: str, target: str) -> None:
    assert callable(pkgutil.resolve_name(target)), name


def test_settings_command(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    command = pkgutil.resolve_name(_entry_points()["lakehouse-settings"])
    monkeypatch.setattr("sys.argv", ["lakehouse-settings", "dev"])
    assert command() == 0
    assert "datafusion.execution.target_partitions = 1" in capsys.readouterr().out


def test_plugin_configuration() -> None:
    plugins = json.loads((ROOT / "conf/plugins.json").read_text(encoding="utf-8"))
    loaded = {name: pkgutil.resolve_name(target) for name, target in plugins.items()}
    from datafusion_engine.schema.registry import PIPELINE_EVENTS_SCHEMA

    assert loaded["events"] is PIPELINE_EVENTS_SCHEMA
    runtime = loaded["open"](loaded["profile"](name="plugin"))
    assert runtime.profile.name == "plugin"


def test_ruff_knows_the_struct_base() -> None:
    config = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    bases = config["tool"]["ruff"]["lint"]["flake8-type-checking"]["runtime-evaluated-base-classes"]
    for base in bases:
        assert isinstance(pkgutil.resolve_name(base), type)
