"""Schemas of the lakehouse; symbols are loaded on first use."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datafusion_engine.schema.contracts import SchemaContract
    from datafusion_engine.schema.registry import (
        AST_FILES_SCHEMA,
        FunctionCatalog,
        NestedViewSpec,
        SchemaLookupError,
        extract_schema_for,
        nested_view_specs,
        validate_table,
    )

_EXPORTS: dict[str, tuple[str, str]] = {
    "AST_FILES_SCHEMA": ("datafusion_engine.schema.registry", "AST_FILES_SCHEMA"),
    "FunctionCatalog": ("datafusion_engine.schema.registry", "FunctionCatalog"),
    "NestedViewSpec": ("datafusion_engine.schema.registry", "NestedViewSpec"),
    "SchemaContract": ("datafusion_engine.schema.contracts", "SchemaContract"),
    "SchemaLookupError": ("datafusion_engine.schema.registry", "SchemaLookupError"),
    "extract_schema_for": ("datafusion_engine.schema.registry", "extract_schema_for"),
    "nested_view_specs": ("datafusion_engine.schema.registry", "nested_view_specs"),
    "validate_table": ("datafusion_engine.schema.registry", "validate_table"),
}

__all__ = [
    "AST_FILES_SCHEMA",
    "FunctionCatalog",
    "NestedViewSpec",
    "SchemaContract",
    "SchemaLookupError",
    "extract_schema_for",
    "nested_view_specs",
    "validate_table",
]


def __getattr__(name: str) -> Any:
    target = _EXPORTS.get(name)
    if target is None:
        msg = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(msg)
    module_name, attribute = target
    value = getattr(importlib.import_module(module_name), attribute)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_EXPORTS})
