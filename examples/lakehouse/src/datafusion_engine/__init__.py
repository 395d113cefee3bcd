"""A small lakehouse: an in-memory query engine with declared schemas."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datafusion_engine.engine import SessionContext
    from datafusion_engine.session.runtime import (
        DataFusionRuntimeProfile,
        session_runtime_for,
    )

__version__ = "0.4.0"

_LAZY = {
    "DataFusionRuntimeProfile": ("datafusion_engine.session.runtime", "DataFusionRuntimeProfile"),
    "SessionContext": ("datafusion_engine.engine", "SessionContext"),
    "session_runtime_for": ("datafusion_engine.session.runtime", "session_runtime_for"),
}
_SUBPACKAGES = frozenset({"catalog", "columnar", "io", "plan", "schema", "session", "udf", "views"})

__all__ = ["DataFusionRuntimeProfile", "SessionContext", "session_runtime_for"]


def __getattr__(name: str) -> Any:
    if name in _SUBPACKAGES:
        return importlib.import_module(f"{__name__}.{name}")
    if name in _LAZY:
        module_name, attribute = _LAZY[name]
        return getattr(importlib.import_module(module_name), attribute)
    msg = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(msg)
