"""Catalogs and their snapshots."""

from __future__ import annotations

import pytest

from datafusion_engine.catalog import registry as catalogs
from datafusion_engine.catalog.introspection import CatalogSnapshot, empty_view
from datafusion_engine.catalog.provider import CatalogProvider
from datafusion_engine.errors import DataFusionEngineError
from datafusion_engine.schema import registry as schema_registry
from datafusion_engine.session import DataFusionRuntimeProfile
from datafusion_engine.udf.runtime import label_of, narrowest, record_telemetry
from obs.snapshots import snapshot_rows


def test_resolve(profile: DataFusionRuntimeProfile) -> None:
    provider = CatalogProvider(profile)
    assert provider.resolve("ast_files_v1").num_rows == 2
    with pytest.raises(DataFusionEngineError, match="no table"):
        provider.resolve("absent")


def test_labelled_provider_shares_the_session(profile: DataFusionRuntimeProfile) -> None:
    provider = CatalogProvider(profile)
    labelled = provider.labelled("audit")
    assert labelled.runtime.ctx is provider.runtime.ctx
    assert str(labelled.profile.execution.label) == "audit/catalog"


def test_registered_catalog(profile: DataFusionRuntimeProfile) -> None:
    catalogs.register_catalog(profile)
    summary = catalogs.summarize("test")
    assert summary["runtime"] == "SessionRuntime"
    with pytest.raises(schema_registry.SchemaLookupError):
        catalogs.lookup("absent")


def test_datasets_by_tag() -> None:
    grouped = catalogs.datasets_by_tag()
    assert list(grouped) == sorted(schema_registry.SCHEMA_TAGS)
    assert grouped["syntax"] == ["ast_files_v1", "libcst_files_v1"]


def test_snapshot(profile: DataFusionRuntimeProfile) -> None:
    snapshot = CatalogSnapshot(profile)
    assert snapshot.setting("datafusion.execution.batch_size") == "8192"
    assert snapshot.setting("absent") is None
    specs = (*schema_registry.nested_view_specs(), empty_view("none"))
    assert "ast_nodes_view" in snapshot.views(specs)
    assert "none" not in snapshot.views(specs)


def test_snapshot_rows() -> None:
    rows = snapshot_rows("symtable")
    assert {"name": "datafusion.execution.batch_size", "value": "1024"} in rows


def test_functions_count_their_own_calls() -> None:
    assert record_telemetry("f", session_runtime_for="test").startswith("test:f:")


def test_labels(profile: DataFusionRuntimeProfile) -> None:
    provider = catalogs.register_catalog(CatalogProvider(profile).labelled("audit").profile)
    label = catalogs.label_of(profile.name)
    assert label is not None
    assert label is label_of(provider.profile)
    assert narrowest([label]) is label
