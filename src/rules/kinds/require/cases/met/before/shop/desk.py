from shop.clock import now

print(now())
