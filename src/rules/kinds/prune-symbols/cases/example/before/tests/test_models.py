from shop import Order, order_from_csv


def test_order():
    assert Order(1, 2).total == 2


def test_order_from_csv():
    assert [order.number for order in order_from_csv("1,2")] == ["1"]
    assert isinstance(Order(1, 2), Order)
