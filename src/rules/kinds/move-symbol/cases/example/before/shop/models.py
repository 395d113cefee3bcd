"""What the shop knows about."""

from dataclasses import dataclass

__all__ = ["Customer", "Order", "new_no"]


def new_no() -> int:
    """Give a number."""
    return 1


@dataclass
class Customer:
    """Who buys."""

    name: str


@dataclass
class Order:
    """What somebody buys."""

    customer: Customer
    number: int = 0

    @classmethod
    def of(cls, customer: Customer) -> "Order":
        """Make an order with a new number."""
        return cls(customer, new_no())
