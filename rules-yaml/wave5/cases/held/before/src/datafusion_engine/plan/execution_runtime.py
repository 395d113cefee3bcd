"""Runs plans, in Python."""

from __future__ import annotations


def replay_substrait_bytes(ctx: object, payload: bytes) -> object:
    """Replay a plan."""
    return (ctx, payload)


def validate_substrait_plan(ctx: object, payload: bytes) -> bool:
    """Tell whether a plan can be replayed."""
    return replay_substrait_bytes(ctx, payload) is not None
