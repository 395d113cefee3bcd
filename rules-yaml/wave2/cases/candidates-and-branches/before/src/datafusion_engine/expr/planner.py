"""Plans of expressions."""

import importlib


def load_extension():
    """Import the extension.

    Raises:
        ImportError: If no compatible extension module can be loaded.
        ModuleNotFoundError: If a nested import is missing within a candidate module.
    """
    return importlib.import_module("datafusion_ext")
