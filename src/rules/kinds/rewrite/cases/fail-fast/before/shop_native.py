def price(name):
    return 1
