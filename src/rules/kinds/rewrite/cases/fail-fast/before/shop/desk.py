"""The desk."""

from __future__ import annotations

import importlib
import logging

logger = logging.getLogger(__name__)


def _entry(name: str) -> object:
    for module_name in ("shop_native", "shop_compat"):
        try:
            module = importlib.import_module(module_name)
        except ImportError:
            continue
        entry = getattr(module, name, None)
        text = """
    a text that
        keeps its margin
"""
        if callable(entry):
            logger.debug(text)
            return entry
    message = f"{name} requires shop_native or shop_compat."
    raise TypeError(message)
