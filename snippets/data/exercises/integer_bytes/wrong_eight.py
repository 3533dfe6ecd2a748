def integer_bytes(value):
    return 8
