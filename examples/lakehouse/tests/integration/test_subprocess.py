"""Fresh interpreters: import order, scripts and code in strings."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest

import bench_sessions
import smoke
from datafusion_engine.session.runtime import ENGINE_VERSION

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def _source_path(monkeypatch: pytest.MonkeyPatch) -> None:
    paths = [str(ROOT / "src"), str(ROOT / "scripts")]
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(paths))


def _run(code: str) -> str:
    command = [sys.executable, "-c", dedent(code)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def test_no_session_is_built_at_import() -> None:
    command = [
        sys.executable,
        "-c",
        "from datafusion_engine.session.runtime import context_builds; print(context_builds())",
    ]
    assert subprocess.run(command, check=True, capture_output=True, text=True).stdout == "0\n"


def test_state_is_shared_between_readers() -> None:
    output = _run(
        """
        import datafusion_engine.session.runtime as rt
        from datafusion_engine.session.factory import build_profile, cached_policy
        from datafusion_engine.session.runtime import DEFAULT_DF_POLICY

        profile = build_profile(policy=cached_policy(DEFAULT_DF_POLICY, max_entries=1))
        profile.session_context()
        print(len(rt._SESSION_CONTEXT_CACHE), rt._CONTEXT_BUILDS, rt.context_builds())
        """
    )
    assert output == "1 1 1"


def test_schemas_load_without_a_session() -> None:
    output = _run(
        "import datafusion_engine.schema.registry as reg, sys; "
        "print(len(reg.nested_view_specs()), 'datafusion_engine.session' in sys.modules)"
    )
    assert output == "7 False"


@pytest.mark.parametrize(
    "module",
    ["datafusion_engine.plan.artifact", "datafusion_engine.udf.platform", "extract.templates"],
)
def test_modules_load_first(module: str) -> None:
    assert _run(f"import {module}; print('ok')") == "ok"


def test_smoke() -> None:
    assert smoke.run_probe() == "5 7 default"
    assert smoke.engine_version() == ENGINE_VERSION


def test_bench(capsys: pytest.CaptureFixture[str]) -> None:
    bench_sessions.main(rounds=1)
    assert capsys.readouterr().out.endswith("7 views\n")


def test_print_schemas() -> None:
    command = [sys.executable, str(ROOT / "scripts" / "print_schemas.py")]
    result = subprocess.run(command, check=True, capture_output=True, text=True)
    assert len(result.stdout.splitlines()) == 12
    assert "ast_nodes_view (intrinsic)" in result.stdout
