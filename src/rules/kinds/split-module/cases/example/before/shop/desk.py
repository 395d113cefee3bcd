"""The desk where orders come in."""

from shop import models
from shop.models import Customer, Order, OrderLine  # all that an order needs


def take(name: str, article: str) -> Order:
    """Take an order."""
    customer = Customer(name)
    print(models.greet(customer))
    return Order(customer, [OrderLine(article)])
