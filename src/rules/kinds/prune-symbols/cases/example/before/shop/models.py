import csv
import io

_COLUMNS = ["number", "total"]


class Order:
    def __init__(self, number, total):
        self.number = number
        self.total = total


def _rows(text):
    return csv.DictReader(io.StringIO(text), _COLUMNS)


def order_from_csv(text):
    return [Order(**row) for row in _rows(text)]
