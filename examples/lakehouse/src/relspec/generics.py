"""Generic pipelines; needs Python 3.12, nothing else imports this module eagerly."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from datafusion_engine.schema.registry import NestedViewSpec, nested_view_specs
from datafusion_engine.session.runtime import (
    DataFusionRuntimeProfile,
    RuntimeStruct,
    SessionRuntime,
    session_runtime_for,
)

type SpecFilter = Callable[[NestedViewSpec], bool]
type Runner[T] = Callable[[SessionRuntime, NestedViewSpec], T]


class Batch[T, S: NestedViewSpec]:
    """Runs one function over several views."""

    def __init__(self, runner: Runner[T], specs: Iterable[S]) -> None:
        self.runner = runner
        self.specs = list(specs)

    def run(self, profile: DataFusionRuntimeProfile) -> dict[str, T]:
        """Run the batch in one session."""
        runtime = session_runtime_for(profile)
        return {spec.name: self.runner(runtime, spec) for spec in self.specs}


def largest[S: RuntimeStruct](items: Iterable[S], key: Callable[[S], int]) -> S:
    """Return the item with the largest key."""
    return max(items, key=key)


def select_specs(keep: SpecFilter) -> list[NestedViewSpec]:
    """Return the nested views that a filter keeps."""
    return [spec for spec in nested_view_specs() if keep(spec)]
