"""Serializable events."""

from __future__ import annotations

import msgspec

from datafusion_engine.catalog.sources import SourceFormat
from datafusion_engine.session.runtime import (
    ExecutionLabel,
    FeatureStateSnapshot,
    RuntimeStruct,
    SettingsSnapshot,
)


class SessionOpened(RuntimeStruct, frozen=True, kw_only=True, tag="opened"):
    """A session was opened."""

    label: ExecutionLabel
    features: FeatureStateSnapshot
    settings: SettingsSnapshot | None = None


class SourceAttached(RuntimeStruct, frozen=True, kw_only=True, tag="attached"):
    """A source was attached to a session."""

    name: str
    format: SourceFormat = SourceFormat.MEMORY


SessionEvent = SessionOpened | SourceAttached


def encode(event: SessionEvent) -> bytes:
    """Serialize an event."""
    return msgspec.json.encode(event)


def decode(raw: bytes) -> SessionEvent:
    """Read an event back."""
    return msgspec.json.decode(raw, type=SessionEvent)
