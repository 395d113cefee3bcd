"""Lineage of plans."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class LineageReport:
    """What a plan reads."""

    scans: tuple[str, ...] = ()


def extract_lineage(plan: object) -> LineageReport:
    """Walk a plan."""
    return LineageReport((str(plan),))
