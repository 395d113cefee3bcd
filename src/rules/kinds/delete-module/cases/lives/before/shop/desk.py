def show():
    from shop.reports import report

    return report()


print(show())
