"""Open a session in a fresh interpreter, as a deployment would."""

from __future__ import annotations

import subprocess
import sys

PROBE = """
from datafusion_engine.schema.registry import extract_schema_names, nested_view_specs
from datafusion_engine.session.runtime import DataFusionRuntimeProfile, session_runtime_for

runtime = session_runtime_for(DataFusionRuntimeProfile(name="smoke"))
print(len(extract_schema_names()), len(nested_view_specs()), runtime.features.policy_name)
"""


def run_probe(code: str = PROBE) -> str:
    """Run code in a fresh interpreter and return its output."""
    result = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True, timeout=60
    )
    return result.stdout.strip()


def engine_version() -> str:
    """Ask a fresh interpreter for the engine version."""
    command = [
        sys.executable,
        "-c",
        "from datafusion_engine.session.runtime import ENGINE_VERSION; print(ENGINE_VERSION)",
    ]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


if __name__ == "__main__":
    print(run_probe(), engine_version())
