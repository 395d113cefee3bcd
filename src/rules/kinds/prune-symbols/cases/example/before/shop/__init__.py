from shop.models import Order, order_from_csv

__all__ = ["Order", "order_from_csv"]
