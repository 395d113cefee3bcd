"""Counts."""

_hits = 0


def bump() -> None:
    """Count one more."""
    global _hits
    _hits += 1


def hits() -> int:
    """Give the count."""
    return _hits
