from shop.counter import bump, hits

bump()
print(hits())
