"""From source files to events."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from datafusion_engine.io.adapter import DirectoryAdapter, write_dataset
from datafusion_engine.io.options import WriteOptions
from datafusion_engine.io.read import read_table, schema_for
from datafusion_engine.io.write import TableWriter
from datafusion_engine.plan.execution import ViewExecution
from datafusion_engine.plan.planner import PlannedView, Planner
from datafusion_engine.plan.profiler import profile_open, profile_schemas
from datafusion_engine.schema.contracts import SchemaContract
from datafusion_engine.session.runtime import (
    DataFusionRuntimeProfile,
    DiagnosticsConfig,
    ExecutionLabel,
    clone_profile,
    session_runtime_for,
)
from datafusion_engine.udf import install_platform
from extract.coordination import RunContext
from extract.python_ast import extract_file
from extract.session import ExtractSession
from relspec.compile import Pipeline, compiled_with, core_pipeline

SOURCE = dedent(
    """
    def main():
        return value
    """
)


def test_extract_to_view() -> None:
    session = ExtractSession()
    session.add("ast_files_v1", **extract_file("r", "a.py", SOURCE))
    assert [spec.name for spec in session.views()][:2] == ["ast_edges_view", "ast_nodes_view"]
    with session.open() as runtime:
        query = "SELECT path, upper(name) AS name_upper FROM ast_nodes_view WHERE kind = 'Name'"
        assert list(runtime.ctx.sql(query).rows()) == [{"path": "a.py", "name_upper": "VALUE"}]


def test_compile_and_run(profile: DataFusionRuntimeProfile) -> None:
    views = Pipeline("p", ["ast_nodes_view", "ast_edges"]).compile(profile)
    assert [view.spec.name for view in views] == ["ast_edges_view", "ast_nodes_view"]
    execution = ViewExecution(profile, task="nightly")
    tables = execution.run_all(views)
    assert {name: table.num_rows for name, table in tables.items()} == {
        "ast_edges_view": 1,
        "ast_nodes_view": 3,
    }
    assert {artifact.fingerprint for artifact in execution.artifacts} == {
        profile.record_plan("x", ()).fingerprint
    }


def test_core_pipeline_plans_everything(profile: DataFusionRuntimeProfile) -> None:
    assert len(core_pipeline().compile(profile)) == 4
    assert compiled_with(profile, "cst_refs")[0] is profile


def test_planned_views_can_be_rebuilt(profile: DataFusionRuntimeProfile) -> None:
    planned = Planner(profile).plan(["ast_nodes"])[0]
    assert PlannedView.from_payload(planned._asdict()) == planned


def test_planner_features(profile: DataFusionRuntimeProfile) -> None:
    assert Planner(profile).features().supports("named_args")
    silent = clone_profile(profile, diagnostics=DiagnosticsConfig(record_plans=False))
    assert not Planner(silent).features().enabled


def test_directory(tmp_path: Path, profile: DataFusionRuntimeProfile) -> None:
    write_dataset(tmp_path, "ast_files_v1", [extract_file("r", "a.py", SOURCE)])
    write_dataset(tmp_path, "unrelated", [])
    adapter = DirectoryAdapter(tmp_path)
    assert adapter.summary() == f"files=1 root={tmp_path.name}"
    assert len(adapter.available_views()) == 3
    runtime = session_runtime_for(adapter.attach(profile))
    assert runtime.table("ast_nodes_view").num_rows > 3


def test_write_and_read(tmp_path: Path, profile: DataFusionRuntimeProfile) -> None:
    table = profile.session_context().table("ast_files_v1")
    label = ExecutionLabel(task="nightly")
    target = TableWriter(tmp_path, WriteOptions(indent=2)).write("ast_files_v1", table, label=label)
    assert target.name == "ast_files_v1.nightly.json"
    source = write_dataset(tmp_path, "ast_files_v1", table.rows())
    assert list(read_table(source).rows()) == list(table.rows())


@pytest.mark.parametrize(
    ("kind", "name"),
    [("extract", "ast_nodes"), ("view", "ast_nodes"), ("event", "pipeline_events_v1")],
)
def test_schema_by_kind(kind: str, name: str) -> None:
    assert len(schema_for(kind, name)) > 0


def test_unknown_kind() -> None:
    with pytest.raises(ValueError, match="unknown kind"):
        schema_for("nope", "x")


def test_run_context(profile: DataFusionRuntimeProfile) -> None:
    context = RunContext("run-7", session_runtime_for(profile))
    assert str(context.label) == "run-7/-"
    contract = context.contract_for("ast_edges")
    assert isinstance(contract, SchemaContract)
    assert context.violations(contract, "ast_edges_view") == ()
    assert context.violations(contract, "ast_nodes_view")
    assert [event["event_name"] for event in context.events] == ["contract.broken"]


def test_functions_join_the_session(profile: DataFusionRuntimeProfile) -> None:
    count = install_platform(profile, shout=lambda value: f"{value}!")
    assert count == len(profile.session_context().function_names())
    rows = profile.session_context().sql("SELECT shout(path) AS loud FROM ast_files_v1 LIMIT 1")
    assert rows.column("loud") == ("b.py!",)


def test_profiling(profile: DataFusionRuntimeProfile) -> None:
    times = profile_open(profile, rounds=2)
    assert 0 < times["best"] <= times["mean"]
    assert profile_schemas()["repo_files_v1"] == 5
