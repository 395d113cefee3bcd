"""Errors by the module that defines them, and the golden list of names."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from datafusion_engine.errors import DataFusionEngineError, ErrorKind
from datafusion_engine.schema.registry import SchemaLookupError, SchemaValidationError
from datafusion_engine.session import runtime
from export_names import exported_names
from obs.error_map import owner_of, qualified_name

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "exports.json"

ERRORS: list[tuple[DataFusionEngineError, str]] = [
    (runtime.RuntimeSettingsError("x"), "session"),
    (runtime.FeatureUnavailableError("x"), "session"),
    (SchemaLookupError("x"), "schema"),
    (SchemaValidationError("x", ["y"]), "schema"),
    (DataFusionEngineError("x"), "unknown"),
]


@pytest.mark.parametrize(("error", "owner"), ERRORS)
def test_owner(error: DataFusionEngineError, owner: str) -> None:
    assert owner_of(error) == owner


@pytest.mark.parametrize(("error", "owner"), ERRORS)
def test_qualified_name(error: DataFusionEngineError, owner: str) -> None:
    assert qualified_name(error) == f"{type(error).__module__}.{type(error).__name__}"


def test_kinds() -> None:
    by_module: dict[str, set[ErrorKind]] = {}
    for error, _ in ERRORS:
        by_module.setdefault(type(error).__module__, set()).add(error.kind)
    assert by_module[runtime.RuntimeSettingsError.__module__] == {ErrorKind.CONFIG}
    assert by_module[SchemaLookupError.__module__] == {ErrorKind.SCHEMA}


def test_exported_names_match_the_golden_file() -> None:
    assert exported_names() == json.loads(GOLDEN.read_text(encoding="utf-8"))
