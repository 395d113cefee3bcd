"""Scan policies inferred from the signals of a plan."""

from __future__ import annotations

import logging
from dataclasses import dataclass

logger = logging.getLogger(__name__)

_SMALL_TABLE_ROWS = 10_000


@dataclass(frozen=True)
class ScanPolicyOverride:
    """What a dataset is read with."""

    dataset_name: str
    policy: object


def derive_scan_policy_overrides(rows: dict[str, int]) -> tuple[ScanPolicyOverride, ...]:
    """Derive overrides for small tables."""
    return tuple(ScanPolicyOverride(name, None) for name, count in rows.items() if _is_small(count))


def scan_policy_overrides_by_dataset(
    overrides: tuple[ScanPolicyOverride, ...],
) -> dict[str, ScanPolicyOverride]:
    """Give overrides by dataset."""
    return {override.dataset_name: override for override in overrides}


def scan_policy_override_artifact_payload(override: ScanPolicyOverride) -> dict[str, object]:
    """Give what is recorded of an override."""
    return {"dataset": override.dataset_name}


def record_scan_policy_decisions(overrides: tuple[ScanPolicyOverride, ...]) -> None:
    """Record overrides."""
    for override in overrides:
        logger.info("%s", scan_policy_override_artifact_payload(override))


def _is_small(rows: int) -> bool:
    return rows < _SMALL_TABLE_ROWS


__all__ = [
    "ScanPolicyOverride",
    "derive_scan_policy_overrides",
    "record_scan_policy_decisions",
    "scan_policy_override_artifact_payload",
    "scan_policy_overrides_by_dataset",
]
