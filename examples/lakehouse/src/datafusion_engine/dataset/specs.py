"""Dataset specifications registered by applications."""

from __future__ import annotations

from dataclasses import dataclass

from datafusion_engine.columnar.types import Schema
from datafusion_engine.schema.registry import (
    BASE_EXTRACT_SCHEMA_BY_NAME,
    SchemaLookupError,
    schema_identity,
)


@dataclass(frozen=True)
class DatasetSpec:
    """A dataset that an application adds to the built-in ones."""

    name: str
    schema: Schema

    @property
    def identity(self) -> str:
        """Identity of the dataset's schema."""
        return schema_identity(self.schema)


_SPECS: dict[str, DatasetSpec] = {}


def register_dataset_spec(spec: DatasetSpec) -> None:
    """Register a dataset; built-in names are taken.

    Raises:
        SchemaLookupError: If the name belongs to a built-in dataset.
    """
    if spec.name in BASE_EXTRACT_SCHEMA_BY_NAME:
        raise SchemaLookupError(spec.name)
    _SPECS[spec.name] = spec


def unregister_dataset_spec(name: str) -> None:
    """Forget a registered dataset."""
    _SPECS.pop(name, None)


def registered_schema(name: str) -> Schema | None:
    """Return the schema of a registered dataset."""
    spec = _SPECS.get(name)
    return spec.schema if spec is not None else None
