def clash():
    return 1


json = clash()
