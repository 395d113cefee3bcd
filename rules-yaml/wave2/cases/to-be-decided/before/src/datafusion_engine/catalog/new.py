"""New since the wave was written."""

import importlib

import datafusion

SUBSTRAIT = getattr(datafusion, "_internal", None)


def find(names: list[str]) -> object:
    """Look for a module."""
    for name in names:
        try:
            return importlib.import_module(name)
        except ImportError:
            continue
    return None
