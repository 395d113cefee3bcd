"""Print where the public symbols are defined, as JSON; the golden file is made with it."""

from __future__ import annotations

import json
import sys

import datafusion_engine

# The top-level package loads its subpackages on first use.
PUBLIC = {
    "DataFusionRuntimeProfile": lambda: datafusion_engine.session.runtime.DataFusionRuntimeProfile,
    "FeatureStateSnapshot": lambda: datafusion_engine.session.runtime.FeatureStateSnapshot,
    "FunctionCatalog": lambda: datafusion_engine.schema.registry.FunctionCatalog,
    "NestedViewSpec": lambda: datafusion_engine.schema.registry.NestedViewSpec,
    "RuntimeSettingsError": lambda: datafusion_engine.session.runtime.RuntimeSettingsError,
    "SettingsSnapshot": lambda: datafusion_engine.session.runtime.SettingsSnapshot,
    "extract_schema_for": lambda: datafusion_engine.schema.registry.extract_schema_for,
    "validate_table": lambda: datafusion_engine.schema.registry.validate_table,
}


def exported_names() -> dict[str, str]:
    """Map each public symbol to its full dotted name."""
    loaded = {name: load() for name, load in PUBLIC.items()}
    return {name: f"{item.__module__}.{item.__qualname__}" for name, item in loaded.items()}


if __name__ == "__main__":
    json.dump(exported_names(), sys.stdout, indent=2, sort_keys=True)
    sys.stdout.write("\n")
