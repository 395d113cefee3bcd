from shop.templates import templates

print(templates())
