"""Finds the compiled functions, or what stands in for them."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import ModuleType


def load_extension() -> ModuleType:
    """Import the module of compiled functions."""
    for module_name in ("lakehouse_compiled", "datafusion_engine.udf._native"):
        try:
            module = importlib.import_module(module_name)
        except ImportError:
            continue
        if hasattr(module, "describe"):
            return module
    msg = "Compiled functions require lakehouse_compiled or datafusion_engine.udf._native."
    raise ImportError(msg)
