"""Logical types, fields and schemas."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace


@dataclass(frozen=True, slots=True)
class DataType:
    """A logical type; nested types carry their child fields."""

    name: str
    children: tuple[Field, ...] = ()

    @property
    def is_nested(self) -> bool:
        """Whether values of this type hold other values."""
        return bool(self.children)

    def __str__(self) -> str:
        if not self.children:
            return self.name
        inner = ", ".join(f"{child.name}: {child.dtype}" for child in self.children)
        return f"{self.name}<{inner}>"


@dataclass(frozen=True, slots=True)
class Field:
    """A named, typed column or struct member."""

    name: str
    dtype: DataType
    nullable: bool = True
    metadata: Mapping[str, str] = field(default_factory=dict, hash=False)

    def with_metadata(self, metadata: Mapping[str, str]) -> Field:
        """Return a copy whose metadata is extended with ``metadata``."""
        return replace(self, metadata={**self.metadata, **metadata})


@dataclass(frozen=True, slots=True)
class Schema:
    """An ordered collection of fields with schema-level metadata."""

    fields: tuple[Field, ...]
    metadata: Mapping[str, str] = field(default_factory=dict, hash=False)

    @property
    def names(self) -> tuple[str, ...]:
        """Column names in declaration order."""
        return tuple(item.name for item in self.fields)

    def field(self, name: str) -> Field:
        """Return the field called ``name``.

        Raises:
            KeyError: If no such field exists.
        """
        for item in self.fields:
            if item.name == name:
                return item
        raise KeyError(name)

    def with_metadata(self, metadata: Mapping[str, str]) -> Schema:
        """Return a copy whose metadata is extended with ``metadata``."""
        return replace(self, metadata={**self.metadata, **metadata})

    def append(self, *extra: Field) -> Schema:
        """Return a copy with ``extra`` fields at the end."""
        return replace(self, fields=(*self.fields, *extra))

    def __iter__(self) -> Iterator[Field]:
        return iter(self.fields)

    def __len__(self) -> int:
        return len(self.fields)


STRING = DataType("string")
INT64 = DataType("int64")
FLOAT64 = DataType("float64")
BOOL = DataType("bool")


def column(name: str, dtype: DataType, *, required: bool = False) -> Field:
    """Declare a column; ``required`` columns do not accept nulls."""
    return Field(name, dtype, nullable=not required)


def schema_of(*fields: Field) -> Schema:
    """Build a schema from fields."""
    return Schema(tuple(fields))


def struct_of(*fields: Field) -> DataType:
    """Build a struct type."""
    return DataType("struct", tuple(fields))


def list_of(item: DataType) -> DataType:
    """Build a list type."""
    return DataType("list", (Field("item", item),))


def map_of(key: DataType, value: DataType) -> DataType:
    """Build a map type."""
    return DataType("map", (Field("key", key, nullable=False), Field("value", value)))


def list_item(dtype: DataType) -> DataType:
    """Return the item type of a list type.

    Raises:
        TypeError: If ``dtype`` is not a list.
    """
    if dtype.name != "list":
        msg = f"not a list type: {dtype}"
        raise TypeError(msg)
    return dtype.children[0].dtype


def field_names(fields: Iterable[Field]) -> tuple[str, ...]:
    """Return the names of ``fields`` in order."""
    return tuple(item.name for item in fields)
