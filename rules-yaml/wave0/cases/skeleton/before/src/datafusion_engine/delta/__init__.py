"""Delta Lake."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

__all__ = ["DeltaService", "delta_plugin_options_json"]

_EXPORT_MAP: dict[str, tuple[str, str]] = {
    "DeltaService": ("datafusion_engine.delta.service", "DeltaService"),
    "delta_plugin_options_json": (
        "datafusion_engine.delta.plugin_options",
        "delta_plugin_options_json",
    ),
}

if TYPE_CHECKING:
    from datafusion_engine.delta.plugin_options import delta_plugin_options_json
    from datafusion_engine.delta.service import DeltaService


def __getattr__(name: str) -> object:
    export = _EXPORT_MAP.get(name)
    if export is None:
        raise AttributeError(name)
    module_name, attr_name = export
    return getattr(importlib.import_module(module_name), attr_name)
