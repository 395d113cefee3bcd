"""Snapshots as dashboards read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    # Gone since 0.3; only ``legacy_snapshot`` mentions it, and nothing calls that any more.
    from datafusion_engine.session.runtime import RuntimeProfileSnapshot  # type: ignore[attr-defined]


def legacy_snapshot(snapshot: RuntimeProfileSnapshot) -> dict[str, object]:
    """Convert a snapshot of the 0.2 series."""
    from datafusion_engine.schema.registry import legacy_schema, schema_identity  # type: ignore[attr-defined]

    return {"schema": schema_identity(legacy_schema()), "rows": list(snapshot.rows)}


def snapshot_rows(preset: str) -> list[dict[str, str | None]]:
    """Effective settings of a preset, as dictionaries."""
    from datafusion_engine.session.runtime import SettingRow, profile_for_preset

    rows = profile_for_preset(preset).settings_rows()
    return [{"name": row.name, "value": row.value} for row in rows if isinstance(row, SettingRow)]
