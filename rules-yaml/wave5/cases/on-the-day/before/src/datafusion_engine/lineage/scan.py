"""Scans of datasets."""

from __future__ import annotations

from datafusion_engine.lineage.datafusion import LineageReport


def plan_scans(report: LineageReport) -> tuple[str, ...]:
    """Give the scans of a report."""
    return report.scans
