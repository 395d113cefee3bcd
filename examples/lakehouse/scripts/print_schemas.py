"""Print all datasets and their columns."""

from __future__ import annotations

from datafusion_engine.schema.registry import *  # noqa: F403


def main() -> None:
    """Print one line per dataset, then one per nested view."""
    for name in extract_schema_names():  # noqa: F405
        schema = extract_schema_for(name)  # noqa: F405
        print(f"{schema_identity(schema)}: {', '.join(schema.names)}")  # noqa: F405
    for spec in nested_view_specs():  # noqa: F405
        print(f"{spec.name} ({NESTED_ROLE_BY_VIEW[spec.name]}): {spec.query}")  # noqa: F405


if __name__ == "__main__":
    main()
