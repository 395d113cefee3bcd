"""Dependencies between views."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from graphlib import TopologicalSorter
from typing import TYPE_CHECKING

from datafusion_engine.session.runtime import DataFusionViewRegistry, record_telemetry

if TYPE_CHECKING:
    from collections.abc import Mapping

_SOURCES = re.compile(r"\bFROM\s+(?:unnest\(\s*)?([\w.]+)", re.IGNORECASE)


@dataclass
class ViewGraph:
    """Which view reads which table."""

    edges: dict[str, set[str]] = field(default_factory=dict)

    @classmethod
    def from_entries(cls, entries: Mapping[str, str]) -> ViewGraph:
        """Build the graph from queries."""
        return cls({name: set(_SOURCES.findall(query)) for name, query in entries.items()})

    @classmethod
    def from_registry(cls, registry: DataFusionViewRegistry) -> ViewGraph:
        """Build the graph of a view registry."""
        return cls.from_entries(registry.entries)

    def order(self) -> list[str]:
        """Tables and views, sources first."""
        ordered = list(TopologicalSorter(self.edges).static_order())
        record_telemetry("views.order", count=str(len(ordered)))
        return ordered

    def roots(self) -> tuple[str, ...]:
        """Tables that no view defines."""
        read = set().union(*self.edges.values()) if self.edges else set()
        return tuple(sorted(read - set(self.edges)))
