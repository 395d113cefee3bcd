"""Observability: diagnostics, events and error ownership."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datafusion_engine.schema.registry import PIPELINE_EVENTS_SCHEMA, FunctionCatalog
    from datafusion_engine.session.runtime import TelemetryEvent, drain_telemetry
    from obs.diagnostics import DiagnosticsRecorder

_HOMES = {
    "DiagnosticsRecorder": "obs.diagnostics",
    "FunctionCatalog": "datafusion_engine.schema.registry",
    "PIPELINE_EVENTS_SCHEMA": "datafusion_engine.schema.registry",
    "TelemetryEvent": "datafusion_engine.session.runtime",
    "drain_telemetry": "datafusion_engine.session.runtime",
}

__all__ = [
    "PIPELINE_EVENTS_SCHEMA",
    "DiagnosticsRecorder",
    "FunctionCatalog",
    "TelemetryEvent",
    "drain_telemetry",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        msg = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(msg)
    return getattr(importlib.import_module(_HOMES[name]), name)
