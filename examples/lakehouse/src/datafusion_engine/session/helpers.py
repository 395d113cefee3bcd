"""Helpers for callers that hold a profile.

Several packages import the profile class from here rather than from where it is defined.
"""

from __future__ import annotations

from datafusion_engine.session.runtime import (
    DataFusionRuntimeProfile,
    SessionRuntime,
    policy_preset,
    session_runtime_for,
)


def reopen(profile: DataFusionRuntimeProfile, *, preset: str | None = None) -> SessionRuntime:
    """Open a session, optionally with another policy preset."""
    if preset is None:
        return session_runtime_for(profile)
    return session_runtime_for(with_preset(profile, preset))


def with_preset(profile: DataFusionRuntimeProfile, preset: str) -> DataFusionRuntimeProfile:
    """Return a copy of ``profile`` under another preset."""
    from datafusion_engine.session.runtime import PolicyConfig, clone_profile

    current = profile.policies
    policies = PolicyConfig(
        config=policy_preset(preset),
        features=current.features,
        joins=current.joins,
        required_functions=current.required_functions,
    )
    return clone_profile(profile, policies=policies)
