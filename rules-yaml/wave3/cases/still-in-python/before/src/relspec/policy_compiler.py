"""Compiles execution policies."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datafusion_engine.delta.scan_policy_inference import ScanPolicyOverride


def compile_policy(overrides: tuple[ScanPolicyOverride, ...] = ()) -> dict[str, object]:
    """Compile a policy."""
    return {override.dataset_name: override.policy for override in overrides}


print(compile_policy())
