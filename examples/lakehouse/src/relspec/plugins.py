"""Plugins by entry-point notation."""

from __future__ import annotations

import importlib
import pkgutil
from typing import Any

PLUGINS = {
    "profile": "datafusion_engine.session.runtime:DataFusionRuntimeProfile",
    "features": "datafusion_engine.session.runtime:feature_state_for",
    "views": "datafusion_engine.schema.registry:nested_view_specs",
    "events": "datafusion_engine.schema.registry:pipeline_event_row",
    "pipeline": "relspec.compile:Pipeline",
}

# Dotted notation, for configuration files that were written before entry points.
LEGACY_PLUGINS = {
    "functions": "datafusion_engine.schema.registry.FunctionCatalog",
    "settings": "datafusion_engine.session.runtime.settings_for_profile",
}


def load(name: str) -> Any:
    """Load a plugin."""
    if name in PLUGINS:
        return pkgutil.resolve_name(PLUGINS[name])
    module_name, _, attribute = LEGACY_PLUGINS[name].rpartition(".")
    return getattr(importlib.import_module(module_name), attribute)


def default_profile_type() -> Any:
    """The profile class, without importing the session package at import time."""
    return pkgutil.resolve_name("datafusion_engine.session.runtime:DataFusionRuntimeProfile")
