"""Loops that look for a module."""

from __future__ import annotations

import importlib
from types import ModuleType


def by_return(name: str) -> object:
    """Give an entry point."""
    for module_name in ("datafusion._internal", "datafusion_ext"):
        try:
            module = importlib.import_module(module_name)
        except ImportError:
            continue
        entry = getattr(module, name, None)
        if callable(entry):
            return entry
    msg = f"{name} requires datafusion._internal or datafusion_ext."
    raise TypeError(msg)


def with_nested_errors() -> ModuleType:
    """Give the module; what it imports itself may be missing."""
    for module_name in ("datafusion._internal", "datafusion_ext"):
        try:
            module = importlib.import_module(module_name)
        except ModuleNotFoundError as exc:
            if exc.name != module_name:
                raise
            continue
        except ImportError:
            continue
        if hasattr(module, "install_planners"):
            return module
    msg = "Planners are unavailable."
    raise ImportError(msg)


def by_break() -> object:
    """Give what the module makes."""
    found = None
    for module_name in ("datafusion._internal", "datafusion_ext"):
        try:
            candidate = importlib.import_module(module_name)
        except ImportError:
            continue
        factory = getattr(candidate, "adapter_factory", None)
        if callable(factory):
            found = candidate
            break
    if found is None:
        msg = "Adapters require datafusion._internal or datafusion_ext."
        raise RuntimeError(msg)
    return found.adapter_factory()


def with_a_flag() -> tuple[object, object] | None:
    """Give both installers, or nothing where one is missing."""
    imported_any = False
    for module_name in ("datafusion._internal", "datafusion_ext"):
        try:
            candidate = importlib.import_module(module_name)
        except ImportError:
            continue
        imported_any = True
        first = getattr(candidate, "install_first", None)
        second = getattr(candidate, "install_second", None)
        if not (callable(first) and callable(second)):
            continue
        return (
            first,
            second,
        )
    if not imported_any:  # pragma: no cover - optional dependency
        msg = "Installers require datafusion._internal or datafusion_ext."
        raise RuntimeError(msg)
    return None


def one_function(ctx: object, name: str) -> str:
    """Give the logical plan of a table."""
    try:
        module = importlib.import_module("datafusion._internal")
    except ImportError:
        module = None
    if module is not None:
        fn = getattr(module, "table_logical_plan", None)
        if callable(fn):
            return str(fn(ctx, name))
    return str(ctx)
