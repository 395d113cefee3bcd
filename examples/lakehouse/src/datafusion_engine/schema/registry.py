"""Registry of the schemas that the lakehouse reads and writes.

Extraction schemas describe one row per source file, with nested lists for nodes, edges and
tokens. Nested views flatten those lists. Observability schemas describe what the engine
reports on itself. Everything is reachable from ``datafusion_engine.schema.registry``.
"""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, TypedDict, cast

from datafusion_engine.columnar.types import (
    BOOL,
    FLOAT64,
    INT64,
    STRING,
    DataType,
    Field,
    Schema,
    column,
    field_names,
    list_item,
    list_of,
    map_of,
    schema_of,
    struct_of,
)
from datafusion_engine.errors import DataFusionEngineError, ErrorKind
from datafusion_engine.schema.contracts import SchemaContract
from datafusion_engine.schema.metadata import (
    SCHEMA_NAME_KEY,
    SCHEMA_VERSION_KEY,
    ordering_keys,
    ordering_metadata,
    schema_metadata,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from datafusion_engine.columnar.table import Table
    from datafusion_engine.engine import SessionContext
    from datafusion_engine.session.runtime import DataFusionRuntimeProfile
    from extract.templates import ExtractTemplate

logger = logging.getLogger(__name__)

_MISSING: Final = object()
_IDENTIFIER = re.compile(r"^[a-z][a-z0-9_]*$")

# --- Shared nested types -----------------------------------------------------------------

POSITION_T = struct_of(column("line0", INT64), column("col", INT64))
SPAN_T = struct_of(
    column("start", POSITION_T),
    column("end", POSITION_T),
    column("end_exclusive", BOOL),
    column("col_unit", STRING),
)
ATTRS_T = map_of(STRING, STRING)

AST_NODE_T = struct_of(
    column("ast_id", INT64, required=True),
    column("parent_ast_id", INT64),
    column("kind", STRING, required=True),
    column("name", STRING),
    column("span", SPAN_T),
    column("attrs", ATTRS_T),
)
AST_EDGE_T = struct_of(
    column("src", INT64, required=True),
    column("dst", INT64, required=True),
    column("kind", STRING),
    column("slot", STRING),
)
AST_DOCSTRING_T = struct_of(
    column("owner_ast_id", INT64),
    column("owner_kind", STRING),
    column("docstring", STRING),
)
CST_REF_T = struct_of(
    column("ref_id", INT64, required=True),
    column("ref_text", STRING),
    column("expr_ctx", STRING),
    column("span", SPAN_T),
)
CST_IMPORT_T = struct_of(
    column("module", STRING),
    column("name", STRING),
    column("asname", STRING),
    column("is_star", BOOL),
)
BYTECODE_INSTR_T = struct_of(
    column("offset", INT64, required=True),
    column("opname", STRING, required=True),
    column("argval", STRING),
    column("cost", FLOAT64),
)
SYMTABLE_SYMBOL_T = struct_of(
    column("name", STRING, required=True),
    column("scope", STRING),
    column("is_global", BOOL),
)

FILE_IDENTITY_FIELDS: tuple[Field, ...] = (
    column("repo", STRING, required=True),
    column("path", STRING, required=True),
    column("file_sha256", STRING),
)


def _file_schema(*nested: Field) -> Schema:
    """Build a per-file schema: identity columns, then nested lists."""
    return schema_of(*FILE_IDENTITY_FIELDS, *nested)


def _versioned(name: str, schema: Schema, *, version: int = 1) -> Schema:
    """Stamp the identity of a schema into its metadata."""
    ordering = ordering_metadata(key for key in ("path", "event_time") if key in schema.names)
    return schema.with_metadata({**schema_metadata(name, version), **ordering})


def _field_names(schema: Schema, *, nested: bool = False) -> tuple[str, ...]:
    """Names of the flat columns, or of the nested ones."""
    return field_names(item for item in schema if item.dtype.is_nested is nested)


def _required_fields(schema: Schema) -> tuple[str, ...]:
    return field_names(item for item in schema if not item.nullable)


# --- Extraction schemas ------------------------------------------------------------------

AST_FILES_SCHEMA = _file_schema(
    column("nodes", list_of(AST_NODE_T)),
    column("edges", list_of(AST_EDGE_T)),
    column("docstrings", list_of(AST_DOCSTRING_T)),
)
LIBCST_FILES_SCHEMA = _file_schema(
    column("refs", list_of(CST_REF_T)),
    column("imports", list_of(CST_IMPORT_T)),
)
BYTECODE_FILES_SCHEMA = _file_schema(column("instructions", list_of(BYTECODE_INSTR_T)))
SYMTABLE_FILES_SCHEMA = _file_schema(column("symbols", list_of(SYMTABLE_SYMBOL_T)))
REPO_FILES_SCHEMA = schema_of(
    *FILE_IDENTITY_FIELDS,
    column("size_bytes", INT64),
    column("encoding", STRING),
)


class NestedDatasetEntry(TypedDict):
    """Where a nested dataset lives: its root table and the path of its list column."""

    root: str
    path: str
    role: str


NESTED_DATASET_INDEX: dict[str, NestedDatasetEntry] = {
    "ast_nodes": {"root": "ast_files_v1", "path": "nodes", "role": "intrinsic"},
    "ast_edges": {"root": "ast_files_v1", "path": "edges", "role": "intrinsic"},
    "cst_refs": {"root": "libcst_files_v1", "path": "refs", "role": "intrinsic"},
    "cst_imports": {"root": "libcst_files_v1", "path": "imports", "role": "intrinsic"},
}
CORE_NESTED_DATASETS = tuple(sorted(NESTED_DATASET_INDEX))
NESTED_DATASET_INDEX = {
    **NESTED_DATASET_INDEX,
    "ast_docstrings": {"root": "ast_files_v1", "path": "docstrings", "role": "derived"},
    "py_bc_instructions": {"root": "bytecode_files_v1", "path": "instructions", "role": "derived"},
    "symtable_symbols": {"root": "symtable_files_v1", "path": "symbols", "role": "derived"},
}
OPTIONAL_NESTED_DATASETS = tuple(
    name for name in sorted(NESTED_DATASET_INDEX) if name not in CORE_NESTED_DATASETS
)
NESTED_ROLE_ORDER = ("intrinsic", "derived")

AST_FILES_SCHEMA = _versioned("ast_files_v1", AST_FILES_SCHEMA)
LIBCST_FILES_SCHEMA = _versioned("libcst_files_v1", LIBCST_FILES_SCHEMA, version=2)
BYTECODE_FILES_SCHEMA = _versioned("bytecode_files_v1", BYTECODE_FILES_SCHEMA)
SYMTABLE_FILES_SCHEMA = _versioned("symtable_files_v1", SYMTABLE_FILES_SCHEMA)
REPO_FILES_SCHEMA = _versioned("repo_files_v1", REPO_FILES_SCHEMA)

BASE_EXTRACT_SCHEMA_BY_NAME: dict[str, Schema] = {"repo_files_v1": REPO_FILES_SCHEMA}
SCHEMA_TAGS: dict[str, set[str]] = {}
_SCHEMA_OVERRIDES: dict[str, Schema] = {}

BASE_EXTRACT_SCHEMA_BY_NAME.update(
    {
        "ast_files_v1": AST_FILES_SCHEMA,
        "libcst_files_v1": LIBCST_FILES_SCHEMA,
        "bytecode_files_v1": BYTECODE_FILES_SCHEMA,
        "symtable_files_v1": SYMTABLE_FILES_SCHEMA,
    }
)
SCHEMA_TAGS.setdefault("syntax", set()).update({"ast_files_v1", "libcst_files_v1"})
SCHEMA_TAGS.setdefault("binary", set()).add("bytecode_files_v1")
for _entry in NESTED_DATASET_INDEX.values():
    SCHEMA_TAGS.setdefault(_entry["role"], set()).add(_entry["root"])

FILES_SUMMARY_TEMPLATE = "files={count} root={root}"


# --- Errors ------------------------------------------------------------------------------


class SchemaLookupError(DataFusionEngineError):
    """An unknown dataset or schema was asked for."""

    def __init__(self, name: str) -> None:
        super().__init__(f"unknown dataset: {name!r}", kind=ErrorKind.SCHEMA)
        self.name = name


class SchemaValidationError(DataFusionEngineError):
    """A table or a session does not satisfy its schema."""

    def __init__(self, name: str, problems: Iterable[str]) -> None:
        self.name = name
        self.problems = tuple(problems)
        super().__init__(f"{name}: {', '.join(self.problems)}", kind=ErrorKind.SCHEMA)


# --- Lookups over extraction schemas -----------------------------------------------------


def override_schema(name: str, schema: Schema | None) -> None:
    """Replace the registered schema of ``name``; ``None`` takes the override back."""
    if schema is None:
        _SCHEMA_OVERRIDES.pop(name, None)
    else:
        _SCHEMA_OVERRIDES[name] = schema
    _nested_item_type.cache_clear()


def nested_path_for(name: str) -> tuple[str, str]:
    """Return the root table and list column of a nested dataset.

    >>> from datafusion_engine.schema.registry import nested_path_for
    >>> nested_path_for("ast_nodes")
    ('ast_files_v1', 'nodes')
    """
    entry = NESTED_DATASET_INDEX.get(name)
    if entry is None:
        raise SchemaLookupError(name)
    return entry["root"], entry["path"]


@lru_cache(maxsize=64)
def _nested_item_type(root: str, path: str) -> DataType:
    return list_item(extract_schema_for(root).field(path).dtype)


def extract_schema_for(name: str) -> Schema:
    """Return the schema of a file dataset or of a nested dataset."""
    from datafusion_engine.dataset.specs import registered_schema

    registered = registered_schema(name)
    if registered is not None:
        return registered
    override = _SCHEMA_OVERRIDES.get(name, BASE_EXTRACT_SCHEMA_BY_NAME.get(name, _MISSING))
    if override is not _MISSING:
        return cast("Schema", override)
    root, path = nested_path_for(name)
    identity = [extract_schema_for(root).field(key) for key in ("repo", "path")]
    return Schema((*identity, *_nested_item_type(root, path).children))


def extract_schema_names(*, tag: str | None = None) -> tuple[str, ...]:
    """Names of the file datasets, optionally of one tag."""
    names: Iterable[str] = BASE_EXTRACT_SCHEMA_BY_NAME if tag is None else SCHEMA_TAGS.get(tag, ())
    return tuple(sorted(names))


def extract_template_for(name: str) -> ExtractTemplate | None:
    """Return the template that produces ``name``."""
    from extract.templates import template_for

    logger.debug("template lookup for %s", name)
    return template_for(name)


def schema_identity(schema: Schema) -> str:
    """Render the identity of a schema, such as ``ast_files_v1@1``."""
    name = schema.metadata.get(SCHEMA_NAME_KEY, "anonymous")
    return f"{name}@{schema.metadata.get(SCHEMA_VERSION_KEY, '0')}"


def iter_field_paths(schema: Schema, prefix: str = "") -> Iterator[str]:
    """Walk all fields of a schema, children included."""
    for item in schema:
        yield f"{prefix}{item.name}"
        if item.dtype.children:
            yield from iter_field_paths(Schema(item.dtype.children), f"{prefix}{item.name}.")


# --- Nested views ------------------------------------------------------------------------

NESTED_VIEW_SUFFIX = "_view"
NESTED_ROLE_BY_VIEW: dict[str, str] = {}


@dataclass(frozen=True)
class NestedViewSpec:
    """A flattened view over a nested list column."""

    name: str
    schema: Schema
    query: str
    role: str = "intrinsic"
    required: tuple[str, ...] = field(default=())

    def contract(self) -> SchemaContract:
        """Return the contract of the view's result."""
        return SchemaContract(self.name, self.schema, allow_extra=True)


def _view_name(dataset: str) -> str:
    if not _IDENTIFIER.match(dataset):
        raise SchemaLookupError(dataset)
    return f"{dataset}{NESTED_VIEW_SUFFIX}"


def nested_base_sql(dataset: str) -> str:
    """Return the query that flattens a nested dataset."""
    root, path = nested_path_for(dataset)
    columns = ", ".join(extract_schema_for(dataset).names)
    return f"SELECT {columns} FROM unnest({root}, {path})"


def nested_view_spec(dataset: str) -> NestedViewSpec:
    """Describe the view of one nested dataset."""
    schema = extract_schema_for(dataset)
    return NestedViewSpec(
        name=_view_name(dataset),
        schema=schema,
        query=nested_base_sql(dataset),
        role=NESTED_DATASET_INDEX[dataset]["role"],
        required=_required_fields(schema),
    )


def nested_view_specs(*, include_optional: bool = True) -> tuple[NestedViewSpec, ...]:
    """Describe all nested views, intrinsic ones first."""
    datasets = CORE_NESTED_DATASETS
    if include_optional:
        datasets = (*CORE_NESTED_DATASETS, *OPTIONAL_NESTED_DATASETS)
    specs = [nested_view_spec(dataset) for dataset in datasets]
    return tuple(sorted(specs, key=lambda spec: (NESTED_ROLE_ORDER.index(spec.role), spec.name)))


def register_nested_views(ctx: SessionContext, *, include_optional: bool = True) -> tuple[str, ...]:
    """Register the views whose root table exists; return their names."""
    known = set(ctx.table_names())
    registered: list[str] = []
    for spec in nested_view_specs(include_optional=include_optional):
        root, _ = nested_path_for(spec.name.removesuffix(NESTED_VIEW_SUFFIX))
        if root not in known:
            logger.debug("skip view %s: no table %s", spec.name, root)
            continue
        ctx.register_view(spec.name, spec.query)
        registered.append(spec.name)
    return tuple(registered)


NESTED_ROLE_BY_VIEW.update(
    {_view_name(dataset): entry["role"] for dataset, entry in NESTED_DATASET_INDEX.items()}
)

__all__ = [
    "ATTRS_T",
    "AST_FILES_SCHEMA",
    "AST_NODE_T",
    "BASE_EXTRACT_SCHEMA_BY_NAME",
    "BYTECODE_FILES_SCHEMA",
    "CORE_NESTED_DATASETS",
    "FILES_SUMMARY_TEMPLATE",
    "LIBCST_FILES_SCHEMA",
    "NESTED_DATASET_INDEX",
    "NESTED_ROLE_BY_VIEW",
    "NESTED_VIEW_SUFFIX",
    "OPTIONAL_NESTED_DATASETS",
    "REPO_FILES_SCHEMA",
    "SCHEMA_TAGS",
    "SPAN_T",
    "SYMTABLE_FILES_SCHEMA",
    "NestedDatasetEntry",
    "NestedViewSpec",
    "SchemaLookupError",
    "extract_schema_for",
    "extract_schema_names",
    "extract_template_for",
    "iter_field_paths",
    "nested_base_sql",
    "nested_path_for",
    "nested_view_spec",
    "nested_view_specs",
    "override_schema",
    "register_nested_views",
    "schema_identity",
]


# --- Observability schemas ---------------------------------------------------------------

DATAFUSION_EXPLAIN_SCHEMA = schema_of(
    column("plan_type", STRING, required=True),
    column("plan", STRING),
)
DATAFUSION_PLAN_ARTIFACTS_SCHEMA = schema_of(
    column("event_time", INT64, required=True),
    column("view_name", STRING, required=True),
    column("fingerprint", STRING, required=True),
    column("settings", ATTRS_T),
    column("duration_ms", FLOAT64),
)
DATAFUSION_CACHE_EVENTS_SCHEMA = schema_of(
    column("event_time", INT64, required=True),
    column("cache_key", STRING, required=True),
    column("hit", BOOL),
)
PIPELINE_EVENTS_SCHEMA = schema_of(
    column("event_time", INT64, required=True),
    column("run_id", STRING, required=True),
    column("event_name", STRING, required=True),
    column("payload", ATTRS_T),
)
PIPELINE_PLAN_DRIFT_SCHEMA = schema_of(
    column("run_id", STRING, required=True),
    column("plan_fingerprint", STRING),
    column("baseline_fingerprint", STRING),
)
DATAFUSION_PLAN_ARTIFACTS_SCHEMA = _versioned(
    "datafusion_plan_artifacts_v1", DATAFUSION_PLAN_ARTIFACTS_SCHEMA, version=3
)
PIPELINE_EVENTS_SCHEMA = _versioned("pipeline_events_v1", PIPELINE_EVENTS_SCHEMA)

OBSERVABILITY_SCHEMA_BY_NAME: dict[str, Schema] = {
    "datafusion_explain_v1": DATAFUSION_EXPLAIN_SCHEMA,
    "datafusion_plan_artifacts_v1": DATAFUSION_PLAN_ARTIFACTS_SCHEMA,
}
OBSERVABILITY_SCHEMA_BY_NAME.update(
    datafusion_cache_events_v1=DATAFUSION_CACHE_EVENTS_SCHEMA,
    pipeline_events_v1=PIPELINE_EVENTS_SCHEMA,
    pipeline_plan_drift_v1=PIPELINE_PLAN_DRIFT_SCHEMA,
)

_VALIDATION_COUNT = 0


def _count_validation() -> int:
    global _VALIDATION_COUNT
    _VALIDATION_COUNT += 1
    return _VALIDATION_COUNT


def validation_count() -> int:
    """How many validations this process has run."""
    return _VALIDATION_COUNT


@dataclass(frozen=True)
class FunctionCatalog:
    """The functions that a session offers."""

    names: frozenset[str]
    source: str = "session"

    @classmethod
    def from_context(cls, ctx: SessionContext) -> FunctionCatalog:
        """Read the catalog of a live session."""
        return cls(frozenset(ctx.function_names()))

    def missing(self, required: Iterable[str]) -> tuple[str, ...]:
        """Return the required functions that the session lacks."""
        return tuple(sorted(set(required) - self.names))


def observability_schema_for(name: str) -> Schema:
    """Return an observability schema, or an extraction schema as a fallback."""
    found = OBSERVABILITY_SCHEMA_BY_NAME.get(name)
    return found if found is not None else extract_schema_for(name)


def validate_required_functions(ctx: SessionContext, required: Iterable[str]) -> FunctionCatalog:
    """Check that a session offers all ``required`` functions.

    Raises:
        SchemaValidationError: If one is missing.
    """
    _count_validation()
    catalog = FunctionCatalog.from_context(ctx)
    missing = catalog.missing(required)
    if missing:
        logger.warning("missing functions: %s", ", ".join(missing))
        raise SchemaValidationError("functions", missing)
    return catalog


def validate_table(name: str, table: Table) -> None:
    """Check a table against the schema registered under ``name``."""
    _count_validation()
    problems = SchemaContract(name, observability_schema_for(name)).violations(table)
    if problems:
        raise SchemaValidationError(name, problems)


def validate_schema_metadata(schema: Schema) -> tuple[str, ...]:
    """Check that the declared ordering exists; return the ordering keys."""
    keys = ordering_keys(schema.metadata)
    unknown = [key for key in keys if key not in _field_names(schema)]
    if unknown:
        raise SchemaValidationError(schema_identity(schema), unknown)
    return keys


def pipeline_event_row(name: str, payload: Mapping[str, Any], *, run_id: str) -> dict[str, Any]:
    """Build one row of ``PIPELINE_EVENTS_SCHEMA``."""
    from datafusion_engine.session.runtime import _clock

    rendered = {key: str(value) for key, value in payload.items()}
    return {"event_time": _clock(), "run_id": run_id, "event_name": name, "payload": rendered}


def plan_artifact_row(
    profile: DataFusionRuntimeProfile, view_name: str, *, duration_ms: float = 0.0
) -> dict[str, Any]:
    """Build one row of ``DATAFUSION_PLAN_ARTIFACTS_SCHEMA`` for a profile."""
    from datafusion_engine.session.runtime import (
        _clock,
        profile_fingerprint,
        settings_for_profile,
    )

    return {
        "event_time": _clock(),
        "view_name": view_name,
        "fingerprint": profile_fingerprint(profile),
        "settings": settings_for_profile(profile),
        "duration_ms": duration_ms,
    }


__all__ += [
    "DATAFUSION_CACHE_EVENTS_SCHEMA",
    "DATAFUSION_EXPLAIN_SCHEMA",
    "DATAFUSION_PLAN_ARTIFACTS_SCHEMA",
    "OBSERVABILITY_SCHEMA_BY_NAME",
    "PIPELINE_EVENTS_SCHEMA",
    "PIPELINE_PLAN_DRIFT_SCHEMA",
    "FunctionCatalog",
    "SchemaValidationError",
    "observability_schema_for",
    "pipeline_event_row",
    "plan_artifact_row",
    "validate_required_functions",
    "validate_schema_metadata",
    "validate_table",
    "validation_count",
]
