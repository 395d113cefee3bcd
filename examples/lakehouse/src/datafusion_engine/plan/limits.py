"""How much the engine takes on at once."""

from __future__ import annotations

_ROWS = 10_000
_OLD_ROWS = 1_000
_TASKS = 8


def row_limit() -> int:
    """Rows of one batch."""
    return _ROWS


def old_row_limit() -> int:
    """Rows of one batch, before batches were columnar."""
    return _OLD_ROWS


def queue_limit() -> int:
    """Tasks that may wait."""
    return _TASKS
