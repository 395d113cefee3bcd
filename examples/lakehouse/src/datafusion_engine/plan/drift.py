"""Compares the settings of two sessions."""

from __future__ import annotations

from datafusion_engine.schema.registry import PIPELINE_PLAN_DRIFT_SCHEMA

# fmt: off
# isort: off
from datafusion_engine.session.runtime import DataFusionRuntimeProfile as Profile, \
    SettingsSnapshot, \
    profile_fingerprint, settings_snapshot
# isort: on
# fmt: on


def snapshot_profile(profile: Profile) -> SettingsSnapshot:
    """Snapshot the session of a profile."""
    return settings_snapshot(profile.session_context(), profile)


def drift_row(run_id: str, current: Profile, baseline: Profile) -> dict[str, str]:
    """Build one row of the drift table."""
    values = (run_id, profile_fingerprint(current), profile_fingerprint(baseline))
    return dict(zip(PIPELINE_PLAN_DRIFT_SCHEMA.names, values, strict=True))


def drifted_settings(current: Profile, baseline: Profile) -> tuple[str, ...]:
    """Names of the settings that differ."""
    return tuple(snapshot_profile(baseline).diff(snapshot_profile(current)))
