"""Extraction templates, discovered by name.

Every module-level name that ends in ``_TEMPLATE`` is a template or a text template, wherever
it was defined; nothing refers to most of them directly.
"""

from __future__ import annotations

from dataclasses import dataclass

from datafusion_engine.schema.registry import (
    AST_FILES_SCHEMA,
    BYTECODE_FILES_SCHEMA,
    FILES_SUMMARY_TEMPLATE,  # noqa: F401
    LIBCST_FILES_SCHEMA,
    schema_identity,
)


@dataclass(frozen=True)
class ExtractTemplate:
    """Which extractor produces which dataset."""

    dataset: str
    extractor: str
    identity: str


AST_TEMPLATE = ExtractTemplate("ast_files_v1", "ast", schema_identity(AST_FILES_SCHEMA))
_CST_TEMPLATE = ExtractTemplate("libcst_files_v1", "libcst", schema_identity(LIBCST_FILES_SCHEMA))
_BYTECODE_TEMPLATE = ExtractTemplate(
    "bytecode_files_v1", "dis", schema_identity(BYTECODE_FILES_SCHEMA)
)


def _discover() -> dict[str, object]:
    return {name: value for name, value in globals().items() if name.endswith("_TEMPLATE")}


def templates() -> tuple[ExtractTemplate, ...]:
    """All extraction templates, sorted by dataset."""
    found = [item for item in _discover().values() if isinstance(item, ExtractTemplate)]
    return tuple(sorted(found, key=lambda item: item.dataset))


def text_templates() -> dict[str, str]:
    """All text templates by name."""
    return {name: item for name, item in _discover().items() if isinstance(item, str)}


def template_for(dataset: str) -> ExtractTemplate | None:
    """Return the template that produces ``dataset``."""
    return next((item for item in templates() if item.dataset == dataset), None)
