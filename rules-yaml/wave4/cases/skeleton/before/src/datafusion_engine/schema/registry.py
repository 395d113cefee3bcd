"""Schemas."""

from __future__ import annotations

DATAFUSION_PLAN_SCHEMA = {"plan": "utf8"}
AST_SCHEMA = {"node": "utf8"}




def _describe_column_names() -> str:
    return "describe_column_names"


def _invalid_output_names() -> str:
    return "invalid_output_names"


def _matches_type() -> str:
    return "matches_type"


def _normalize_meta_value() -> str:
    return "normalize_meta_value"


def _sorted_tokens() -> str:
    return "sorted_tokens"


def missing_schema_names() -> str:
    return "missing_schema_names"


def registered_table_names() -> str:
    return "registered_table_names"


def _append_expr_selection() -> str:
    return "append_expr_selection"


def _resolve_root_schema() -> str:
    return "resolve_root_schema"


def root_identity_registry() -> str:
    return "root_identity_registry"


def _derived_extract_nested_schema_for() -> str:
    return "derived_extract_nested_schema_for"


def _resolve_nested_row_schema_authority() -> str:
    return "resolve_nested_row_schema_authority"


def extract_nested_context_for() -> str:
    return "extract_nested_context_for"


def extract_nested_path_for() -> str:
    return "extract_nested_path_for"


def extract_nested_spec_for() -> str:
    return "extract_nested_spec_for"


def nested_path_for() -> str:
    return "nested_path_for"


def validate_views() -> str:
    return missing_schema_names()


class FunctionCatalog:
    """The functions of an engine."""


def nested_view_spec() -> str:
    return extract_nested_spec_for()


def extract_schema_for(name: str) -> str:
    return name + nested_path_for()
