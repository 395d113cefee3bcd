"""Options of readers and writers."""

from __future__ import annotations

import msgspec

from datafusion_engine.catalog.sources import SourceFormat


class WriteOptions(msgspec.Struct, frozen=True, kw_only=True):
    """How a table is written."""

    format: SourceFormat = SourceFormat.JSON
    indent: int | None = None
    validate: bool = True


def options_for_session(preset: str) -> WriteOptions:
    """Derive write options from a policy preset."""
    from datafusion_engine.session.runtime import policy_preset

    cautious = policy_preset(preset).name != "dev"
    return WriteOptions(indent=None if cautious else 2, validate=cautious)
