"""Human-readable renderings of schemas."""

from __future__ import annotations

from .registry import (
    FILES_SUMMARY_TEMPLATE,
    NESTED_ROLE_ORDER as ROLE_ORDER,
    _field_names as flat_names,
    extract_schema_for,
    extract_schema_names,
)


def render_schema(name: str) -> str:
    """Render the columns of one dataset, nested ones in brackets."""
    schema = extract_schema_for(name)
    nested = [f"[{item}]" for item in flat_names(schema, nested=True)]
    return f"{name}: {', '.join([*flat_names(schema), *nested])}"


def render_roots() -> list[str]:
    """Render one summary line per nested role."""
    return [
        FILES_SUMMARY_TEMPLATE.format(count=len(extract_schema_names(tag=role)), root=role)
        for role in ROLE_ORDER
    ]
