"""A registry with everything that the wave names, and something of what stays."""

from __future__ import annotations

import json
import re

__all__ = [
    "BYTECODE_VIEW_NAMES",
    "DATAFUSION_RUNS_SCHEMA",
    "DATAFUSION_SQL_INGEST_SCHEMA",
    "DATAFUSION_VIEW_ARTIFACTS_SCHEMA",
    "SCIP_VIEW_NAMES",
    "SYMTABLE_VIEW_NAMES",
    "datasets_for_path",
    "extract_datasets_for_path",
    "extract_nested_role_for",
    "extract_schema_for",
    "is_extract_intrinsic_nested_dataset",
    "is_extract_nested_dataset",
    "is_intrinsic_nested_dataset",
    "is_nested_dataset",
    "nested_path_for",
    "nested_role_for",
    "validate_bytecode_views",
    "validate_cst_views",
    "validate_schema_metadata",
    "validate_scip_views",
    "validate_symtable_views",
    "validate_ts_views",
]

BYTECODE_VIEW_NAMES: tuple[str, ...] = ("bytecode_view_names",)
SCIP_VIEW_NAMES: tuple[str, ...] = ("scip_view_names",)
SYMTABLE_VIEW_NAMES: tuple[str, ...] = ("symtable_view_names",)
DATAFUSION_RUNS_SCHEMA: tuple[str, ...] = ("datafusion_runs_schema",)
DATAFUSION_SQL_INGEST_SCHEMA: tuple[str, ...] = ("datafusion_sql_ingest_schema",)
DATAFUSION_VIEW_ARTIFACTS_SCHEMA: tuple[str, ...] = ("datafusion_view_artifacts_schema",)


def _dumped(name: str) -> str:
    return json.dumps(name)


def validate_bytecode_views(name: str) -> object:
    return _dumped(name)


def validate_cst_views(name: str) -> object:
    return _dumped(name)


def validate_scip_views(name: str) -> object:
    return _dumped(name)


def validate_symtable_views(name: str) -> object:
    return _dumped(name)


def validate_ts_views(name: str) -> object:
    return _dumped(name)


def validate_schema_metadata(name: str) -> object:
    return _dumped(name)


def extract_nested_role_for(name: str) -> object:
    return _dumped(name)


def extract_datasets_for_path(name: str) -> object:
    return _dumped(name)


def is_extract_nested_dataset(name: str) -> object:
    return _dumped(name)


def is_extract_intrinsic_nested_dataset(name: str) -> object:
    return _dumped(name)


def is_nested_dataset(name: str) -> object:
    return is_extract_nested_dataset(name)


def is_intrinsic_nested_dataset(name: str) -> object:
    return is_extract_intrinsic_nested_dataset(name)


def nested_role_for(name: str) -> object:
    return extract_nested_role_for(name)


def datasets_for_path(name: str) -> object:
    return extract_datasets_for_path(name)


def nested_path_for(name: str) -> str:
    return re.escape(name)


def extract_schema_for(name: str) -> str:
    return nested_path_for(name)
