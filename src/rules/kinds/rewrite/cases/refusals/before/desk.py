def broken(a):
    return a


print(broken(1))
