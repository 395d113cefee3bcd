"""The command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from datafusion_engine.io.adapter import write_dataset
from datafusion_engine.session.runtime import RuntimeSettingsError
from lakehouse_cli.main import main


def test_settings(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--preset", "symtable", "settings"]) == 0
    assert "datafusion.execution.batch_size = 1024" in capsys.readouterr().out


def test_views(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_dataset(tmp_path, "symtable_files_v1", [])
    assert main(["views", str(tmp_path)]) == 0
    assert capsys.readouterr().out.split() == ["symtable_symbols_view"]


def test_explain(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "anything"]) == 0
    assert capsys.readouterr().out.startswith("Projection: anything")


def test_errors_become_exit_codes(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(name: str) -> None:
        raise RuntimeSettingsError(name)

    monkeypatch.setattr("lakehouse_cli.main.profile_for_preset", refuse)
    assert main(["settings"]) == 2
    assert "error: default" in capsys.readouterr().err
