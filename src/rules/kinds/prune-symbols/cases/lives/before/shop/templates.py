ORDER_TEMPLATE = "{number}: {total}"


def templates():
    return {name: value for name, value in globals().items() if name.endswith("_TEMPLATE")}
