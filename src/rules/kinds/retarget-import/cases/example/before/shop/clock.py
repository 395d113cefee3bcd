"""What time it is."""


def now() -> float:
    """Local."""
    return 0.0


def now_utc() -> float:
    """At Greenwich."""
    return 0.0
