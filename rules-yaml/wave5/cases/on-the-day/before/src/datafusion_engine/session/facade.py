"""The facade of a session."""

import codeanatomy_engine


def execute(ctx: object, payload: bytes) -> object:
    """Execute a plan, by the engine."""
    return codeanatomy_engine.execute(ctx, payload)


print(execute(None, b""))
