"""Everything that the shop knows about."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field

__all__ = ["ORDER_TABLE", "Customer", "Order", "OrderLine", "new_order_number"]

ORDER_TABLE = "orders"
CUSTOMER_TABLE = "customers"

_numbers = itertools.count(1)


def new_order_number() -> int:
    """Give the next number."""
    return next(_numbers)


@dataclass
class Customer:
    """Who buys."""

    name: str


@dataclass
class OrderLine:
    """One article of an order."""

    article: str
    count: int = 1


@dataclass
class Order:
    """What somebody buys."""

    customer: Customer
    lines: list[OrderLine] = field(default_factory=list)
    number: int = field(default_factory=new_order_number)


def greet(customer: Customer) -> str:
    """Say hello."""
    return f"Hello, {customer.name}!"
