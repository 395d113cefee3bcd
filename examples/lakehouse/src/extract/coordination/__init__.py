"""Coordination of extraction runs."""

from __future__ import annotations

from .context import RunContext

__all__ = ["RunContext"]
