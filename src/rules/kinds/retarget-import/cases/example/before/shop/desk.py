"""The desk."""

from vendored.clock import now, sleep, utcnow


def wait() -> float:
    """Wait."""
    sleep()
    return now() - utcnow()
