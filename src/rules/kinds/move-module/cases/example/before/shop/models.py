"""Orders."""

from .base import BASE


class Order:
    """What somebody buys."""

    number = BASE
