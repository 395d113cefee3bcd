"""Collections of view specifications."""

from __future__ import annotations

from typing import TypeVar

from datafusion_engine.schema import NestedViewSpec, nested_view_specs

SpecT = TypeVar("SpecT", bound="NestedViewSpec")


class ViewSpecs:
    """Specifications by name."""

    from datafusion_engine.schema.registry import (
        CORE_NESTED_DATASETS as core,
        NESTED_ROLE_BY_VIEW as roles,
    )

    def __init__(self, specs: tuple[NestedViewSpec, ...] | None = None) -> None:
        self._specs = {spec.name: spec for spec in specs or nested_view_specs()}

    def by_role(self, role: str) -> list[NestedViewSpec]:
        """Specifications of one role."""
        return [spec for name, spec in self._specs.items() if self.roles[name] == role]

    def is_core(self, name: str) -> bool:
        """Whether a view flattens a core dataset."""
        return name.removesuffix("_view") in self.core

    def __len__(self) -> int:
        return len(self._specs)


def first(specs: list[SpecT]) -> SpecT:
    """Return the first specification by name."""
    return min(specs, key=lambda spec: spec.name)
