from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shop.models import Order
    from shop.reports import report

__all__ = ["Order", "report"]

_LAZY = {
    "Order": ("shop.models", "Order"),
    "report": ("shop.reports", "report"),
}


def __getattr__(name):
    if name not in _LAZY:
        raise AttributeError(name)
    module, attribute = _LAZY[name]
    return getattr(import_module(module), attribute)
