def retries(count):
    return count


print(retries(1))
