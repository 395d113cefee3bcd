"""The desk."""

try:
    import fastjson as codec
except ImportError:
    import json as codec


def read(text: str) -> object:
    """Read an order."""
    return codec.loads(text)


def read_later(text: str) -> object:
    """Read an order, with an import of its own."""
    try:
        import fastjson as own
    except ImportError:
        import json as own
    return own.loads(text)
