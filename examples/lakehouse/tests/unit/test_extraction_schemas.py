"""Schemas of extracted files."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from datafusion_engine.columnar.types import STRING, column, schema_of
from datafusion_engine.dataset.specs import (
    DatasetSpec,
    register_dataset_spec,
    unregister_dataset_spec,
)
from datafusion_engine.schema import registry as schema_registry
from datafusion_engine.schema.registry import _nested_item_type, _versioned
from datafusion_engine.schema.render import render_roots, render_schema


@pytest.fixture
def spec() -> Iterator[DatasetSpec]:
    """A dataset that an application registered."""
    spec = DatasetSpec("notes_v1", _versioned("notes_v1", schema_of(column("text", STRING))))
    register_dataset_spec(spec)
    yield spec
    unregister_dataset_spec(spec.name)


def test_versions() -> None:
    identities = {
        name: schema_registry.schema_identity(schema)
        for name, schema in schema_registry.BASE_EXTRACT_SCHEMA_BY_NAME.items()
    }
    assert identities["libcst_files_v1"] == "libcst_files_v1@2"
    assert identities["ast_files_v1"] == "ast_files_v1@1"
    assert len(identities) == 5


def test_index_was_extended_after_the_core_was_read() -> None:
    core = set(schema_registry.CORE_NESTED_DATASETS)
    optional = set(schema_registry.OPTIONAL_NESTED_DATASETS)
    assert core == {"ast_edges", "ast_nodes", "cst_imports", "cst_refs"}
    assert core | optional == set(schema_registry.NESTED_DATASET_INDEX)
    assert not core & optional


def test_tags() -> None:
    assert schema_registry.extract_schema_names(tag="binary") == ("bytecode_files_v1",)
    assert schema_registry.extract_schema_names(tag="intrinsic") == (
        "ast_files_v1",
        "libcst_files_v1",
    )
    assert schema_registry.extract_schema_names(tag="absent") == ()


def test_nested_dataset_schema() -> None:
    schema = schema_registry.extract_schema_for("cst_imports")
    assert schema.names == ("repo", "path", "module", "name", "asname", "is_star")


def test_nested_paths() -> None:
    assert schema_registry.nested_path_for("cst_refs") == ("libcst_files_v1", "refs")
    with pytest.raises(schema_registry.SchemaLookupError, match="absent"):
        schema_registry.nested_path_for("absent")


def test_field_paths() -> None:
    paths = list(schema_registry.iter_field_paths(schema_registry.AST_FILES_SCHEMA))
    assert "nodes.item.span.start.line0" in paths


def test_override() -> None:
    replacement = schema_of(column("repo", STRING), column("path", STRING))
    schema_registry.override_schema("repo_files_v1", replacement)
    try:
        assert schema_registry.extract_schema_for("repo_files_v1") is replacement
    finally:
        schema_registry.override_schema("repo_files_v1", None)
    assert schema_registry.extract_schema_for("repo_files_v1") is schema_registry.REPO_FILES_SCHEMA


def test_item_types_are_cached() -> None:
    _nested_item_type.cache_clear()
    schema_registry.extract_schema_for("ast_nodes")
    schema_registry.extract_schema_for("ast_nodes")
    assert _nested_item_type.cache_info().hits == 1


def test_registered_dataset(spec: DatasetSpec) -> None:
    assert schema_registry.extract_schema_for("notes_v1") is spec.schema
    assert spec.identity == "notes_v1@1"


def test_builtin_names_are_taken() -> None:
    schema = schema_registry.AST_FILES_SCHEMA
    with pytest.raises(schema_registry.SchemaLookupError):
        register_dataset_spec(DatasetSpec("ast_files_v1", schema))


def test_templates_come_from_the_extractors(caplog: pytest.LogCaptureFixture) -> None:
    home = schema_registry.extract_template_for.__module__
    with caplog.at_level("DEBUG", logger=home):
        template = schema_registry.extract_template_for("ast_files_v1")
    assert template is not None
    assert template.extractor == "ast"
    assert caplog.records[0].name == home


def test_rendering() -> None:
    assert render_schema("ast_files_v1") == (
        "ast_files_v1: repo, path, file_sha256, [nodes], [edges], [docstrings]"
    )
    assert render_roots() == ["files=2 root=intrinsic", "files=3 root=derived"]
