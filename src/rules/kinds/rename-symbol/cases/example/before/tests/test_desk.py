def test_number(monkeypatch):
    monkeypatch.setattr("shop.orders.new_no", lambda: 2)
