"""Views that flatten nested lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import datafusion_engine.schema.registry as reg
from datafusion_engine.views import ViewSpecs
from datafusion_engine.views.nested import materialize, refresh
from datafusion_engine.views.nested.materialize import ordering_of
from datafusion_engine.views.specs import first

if TYPE_CHECKING:
    from datafusion_engine.session import DataFusionRuntimeProfile


def test_intrinsic_views_come_first() -> None:
    roles = [spec.role for spec in reg.nested_view_specs()]
    assert roles == sorted(roles, key=reg.NESTED_ROLE_ORDER.index)
    assert len(reg.nested_view_specs(include_optional=False)) == 4


def test_roles_by_view() -> None:
    assert reg.NESTED_ROLE_BY_VIEW["ast_nodes_view"] == "intrinsic"
    assert reg.NESTED_ROLE_BY_VIEW["symtable_symbols_view"] == "derived"
    assert len(reg.NESTED_ROLE_BY_VIEW) == len(reg.NESTED_DATASET_INDEX)


def test_query() -> None:
    assert reg.nested_base_sql("symtable_symbols") == (
        "SELECT repo, path, name, scope, is_global FROM unnest(symtable_files_v1, symbols)"
    )


def test_required_columns() -> None:
    assert reg.nested_view_spec("ast_edges").required == ("repo", "path", "src", "dst")


@pytest.mark.parametrize("name", ["Bad Name", ""])
def test_view_names_are_identifiers(name: str) -> None:
    with pytest.raises(reg.SchemaLookupError):
        reg._view_name(name)


def test_spec_collection() -> None:
    specs = ViewSpecs()
    assert len(specs) == 7
    assert specs.is_core("ast_nodes_view")
    assert not specs.is_core("ast_docstrings_view")
    assert first(specs.by_role("derived")).name == "ast_docstrings_view"


def test_materialize(profile: DataFusionRuntimeProfile) -> None:
    from datafusion_engine.session.runtime import session_runtime_for

    runtime = session_runtime_for(profile)
    table = materialize(runtime, reg.nested_view_spec("ast_nodes"))
    assert runtime.table("ast_nodes_view") is table
    assert sorted(table.column("kind")) == ["FunctionDef", "Module", "Module"]


def test_refresh_skips_absent_roots(
    profile: DataFusionRuntimeProfile, caplog: pytest.LogCaptureFixture
) -> None:
    profile.session_context()
    with caplog.at_level("DEBUG", logger=reg.register_nested_views.__module__):
        names = refresh(profile)
    assert names == ("ast_edges_view", "ast_nodes_view", "ast_docstrings_view")
    assert sum("skip view" in record.getMessage() for record in caplog.records) == 4


def test_ordering(profile: DataFusionRuntimeProfile) -> None:
    assert ordering_of(profile, "ast_files_v1") == ("path",)
