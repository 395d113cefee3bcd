"""Metadata keys and helpers shared by all schemas."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

SCHEMA_NAME_KEY = "schema_name"
SCHEMA_VERSION_KEY = "schema_version"
ORDERING_KEYS_KEY = "ordering_keys"


def schema_metadata(name: str, version: int) -> dict[str, str]:
    """Return the identity metadata of a schema."""
    return {SCHEMA_NAME_KEY: name, SCHEMA_VERSION_KEY: str(version)}


def ordering_metadata(keys: Iterable[str]) -> dict[str, str]:
    """Return metadata that declares an ordering."""
    return {ORDERING_KEYS_KEY: ",".join(keys)}


def ordering_keys(metadata: Mapping[str, str]) -> tuple[str, ...]:
    """Read the ordering back from schema metadata."""
    raw = metadata.get(ORDERING_KEYS_KEY, "")
    return tuple(part for part in raw.split(",") if part)
