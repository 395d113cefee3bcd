"""Candidates that another module probes."""

from __future__ import annotations

import importlib
import logging

from engine.resolver import resolve

_MODULES: tuple[str, ...] = ("datafusion._internal", "datafusion_ext")
logger = logging.getLogger(__name__)


def entry(names: tuple[str, ...] = ("datafusion_ext", "datafusion._internal")) -> object:
    """Resolve one of two modules."""
    return resolve(_MODULES) or resolve(
        (
            "datafusion._internal",
            "datafusion_ext",
        )
    ) or resolve(names)


def install(internal: object) -> object:
    """Install what the module has."""
    register = getattr(internal, "register", None)
    if not callable(register):
        if internal.__name__ == "datafusion._internal":
            logger.info("compatible")
            return None
        msg = "Registration requires datafusion._internal or datafusion_ext."
        raise TypeError(msg)
    payload = register()
    if payload is None:
        msg = "datafusion._internal.udf_docs_snapshot returned nothing."
        raise TypeError(msg)
    return payload


def build(resolution: object, settings: list[str]) -> object:
    """Build a session in the way of the module."""
    if resolution.module_name != "datafusion_ext":
        ctx = resolution.builder(
            settings,
        )
    else:
        try:
            ctx = resolution.builder(settings, None)
        except TypeError:
            logger.info("""old
    signature""")
            raise
    return ctx


def bridge(resolution: object) -> object:
    """Give options, which only one of the modules has."""
    if resolution.module_name != "datafusion_ext":
        return None
    return resolution.options


def is_stub() -> bool:
    """Tell whether the module is a stand-in."""
    try:
        import datafusion_ext
    except ImportError:
        return True
    return bool(getattr(datafusion_ext, "IS_STUB", False))
