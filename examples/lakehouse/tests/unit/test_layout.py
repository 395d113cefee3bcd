"""The drift check and the files that it watches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from check_drift import ROOT, WATCHED, DriftReport, check

if TYPE_CHECKING:
    from pathlib import Path

_LARGEST = [
    ("src", "datafusion_engine", "schema", "registry.py"),
    ("src", "datafusion_engine", "session", "runtime.py"),
]


def test_nothing_outgrew_its_budget() -> None:
    report = check()
    assert report.oversized == {}
    present = [parts for parts in WATCHED if ROOT.joinpath(*parts).is_file()]
    assert present


def test_small_budget_is_reported() -> None:
    report = check(budget=1)
    assert not report.ok
    assert "src/datafusion_engine/engine.py" in report.oversized


def test_missing_modules_are_reported(tmp_path: Path) -> None:
    assert len(check(tmp_path).stale) >= len(set(WATCHED))
    assert DriftReport().ok


def test_largest_files_are_watched() -> None:
    assert set(_LARGEST) <= set(WATCHED)
