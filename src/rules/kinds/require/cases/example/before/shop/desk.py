"""The desk."""

import time


def now() -> float:
    """Give the time."""
    return time.time()
