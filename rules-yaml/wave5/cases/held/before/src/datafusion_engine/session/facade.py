"""The facade of a session."""

from __future__ import annotations


def execute(ctx: object, payload: bytes) -> object:
    """Execute a plan, by Python."""
    from datafusion_engine.plan.execution_runtime import replay_substrait_bytes

    return replay_substrait_bytes(ctx, payload)


def lineage(plan: object) -> tuple[str, ...]:
    """Tell what a plan reads."""
    from datafusion_engine.lineage.datafusion import extract_lineage
    from datafusion_engine.lineage.scan import plan_scans

    return plan_scans(extract_lineage(plan))


print(execute(None, b""), lineage(None))
