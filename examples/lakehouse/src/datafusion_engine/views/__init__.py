"""Views and the graph between them."""

from __future__ import annotations

from .graph import ViewGraph
from .specs import ViewSpecs

__all__ = ["ViewGraph", "ViewSpecs"]
