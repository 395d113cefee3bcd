"""Resolves modules by their names."""


def resolve(names: tuple[str, ...]) -> object:
    """Give the first name."""
    return names[0]
