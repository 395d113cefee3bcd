"""Schemas of events and artifacts, and validation."""

from __future__ import annotations

import pytest

from datafusion_engine.columnar.table import Table
from datafusion_engine.columnar.types import STRING, column, schema_of
from datafusion_engine.engine import SessionContext
from datafusion_engine.plan import PlanArtifact
from datafusion_engine.schema import FunctionCatalog, registry, validate_table
from datafusion_engine.schema.facade import ordering_metadata
from datafusion_engine.schema.finalize import Finalizer, finalize
from datafusion_engine.schema.registry import (
    OBSERVABILITY_SCHEMA_BY_NAME,
    PIPELINE_EVENTS_SCHEMA,
    SchemaValidationError,
    pipeline_event_row,
    plan_artifact_row,
    validate_schema_metadata,
)
from datafusion_engine.session import DataFusionRuntimeProfile


def test_all_schemas_are_registered() -> None:
    assert len(OBSERVABILITY_SCHEMA_BY_NAME) == 5
    artifacts = OBSERVABILITY_SCHEMA_BY_NAME["datafusion_plan_artifacts_v1"]
    assert registry.schema_identity(artifacts) == "datafusion_plan_artifacts_v1@3"


def test_lookup_falls_back_to_extraction() -> None:
    assert registry.observability_schema_for("ast_files_v1") is registry.AST_FILES_SCHEMA


def test_validation_is_counted() -> None:
    before = registry._VALIDATION_COUNT
    rows = [pipeline_event_row("e", {"n": 1}, run_id="r")]
    validate_table("pipeline_events_v1", Table.from_rows(PIPELINE_EVENTS_SCHEMA, rows))
    assert registry._VALIDATION_COUNT == registry.validation_count() == before + 1


def test_validation_names_the_problems() -> None:
    table = Table.from_rows(PIPELINE_EVENTS_SCHEMA, [{"event_time": None}])
    with pytest.raises(SchemaValidationError) as caught:
        validate_table("pipeline_events_v1", table)
    assert caught.value.problems == ("null:event_time", "null:run_id", "null:event_name")


def test_function_catalog(caplog: pytest.LogCaptureFixture) -> None:
    catalog = FunctionCatalog.from_context(SessionContext())
    assert catalog.missing(["lower", "fly"]) == ("fly",)
    with pytest.raises(SchemaValidationError):
        registry.validate_required_functions(SessionContext(), ["fly"])
    assert caplog.records[-1].name == registry.validate_required_functions.__module__


def test_declared_ordering_must_exist() -> None:
    broken = schema_of(column("a", STRING)).with_metadata(ordering_metadata(["b"]))
    with pytest.raises(SchemaValidationError, match="anonymous@0: b"):
        validate_schema_metadata(broken)
    assert validate_schema_metadata(PIPELINE_EVENTS_SCHEMA) == ("event_time",)


def test_event_rows_render_their_payload() -> None:
    event = PlanArtifact(view_name="v", fingerprint="f").as_event("run")
    assert event["payload"] == {"view": "v", "fingerprint": "f"}
    assert event["event_name"] == "plan.recorded"


def test_plan_artifact_row(profile: DataFusionRuntimeProfile) -> None:
    row = plan_artifact_row(profile, "v", duration_ms=1.5)
    schema = registry.DATAFUSION_PLAN_ARTIFACTS_SCHEMA
    validate_table("datafusion_plan_artifacts_v1", Table.from_rows(schema, [row]))
    assert row["settings"]["lakehouse.memory.pool"] == "greedy"


def test_finalize_orders_rows() -> None:
    rows = [
        pipeline_event_row("late", {}, run_id="r") | {"event_time": 2},
        pipeline_event_row("early", {}, run_id="r") | {"event_time": 1},
    ]
    table = finalize("pipeline_events_v1", Table.from_rows(PIPELINE_EVENTS_SCHEMA, rows))
    assert table.column("event_name") == ("early", "late")


def test_finalize_explains_failures() -> None:
    table = Table.from_rows(PIPELINE_EVENTS_SCHEMA, [{"run_id": "r"}])
    with pytest.raises(registry.SchemaValidationError) as caught:
        finalize("pipeline_events_v1", table)
    assert caught.value.__notes__ == ["while finalizing pipeline_events_v1@1"]


def test_finalizer_members_are_not_the_functions() -> None:
    finalizer = Finalizer("ast_files_v1")
    finalizer.validate_table = False
    assert finalizer.nested_view_specs() == (
        "ast_edges_view",
        "ast_nodes_view",
        "ast_docstrings_view",
    )
