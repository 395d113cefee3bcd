"""Built-in functions and their names."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable


def stable_id(value: Any) -> str:
    """Digest of a value."""
    return hashlib.sha256(str(value).encode()).hexdigest()[:12]


def module_tail(value: str) -> str:
    """Last segment of a dotted name."""
    return value.rpartition(".")[2]


BUILTIN_FUNCTIONS: dict[str, Callable[[Any], Any]] = {
    "stable_id": stable_id,
    "module_tail": module_tail,
}


def function_names() -> tuple[str, ...]:
    """Names of the built-in functions."""
    return tuple(sorted(BUILTIN_FUNCTIONS))
