"""The desk."""

import shop.orders
from shop.orders import new_no as number


class Clerk:
    """Somebody whose attribute merely has the same name."""

    new_no = 7


print(number(), shop.orders.new_no(), Clerk().new_no)
