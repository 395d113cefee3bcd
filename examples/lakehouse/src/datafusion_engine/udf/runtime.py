"""Run-time state of functions; shares only its name with the session runtime."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar, cast

if TYPE_CHECKING:
    import datafusion_engine.session.runtime as session_runtime

LabelT = TypeVar("LabelT", bound="session_runtime.ExecutionLabel")

# Not the session's function of the same name: this one describes functions.
_CALLS: dict[str, int] = {}


def record_telemetry(name: str, *, session_runtime_for: str = "-") -> str:
    """Count a call of a function."""
    _CALLS[name] = _CALLS.get(name, 0) + 1
    return f"{session_runtime_for}:{name}:{_CALLS[name]}"


def describe_native(label: session_runtime.ExecutionLabel) -> str:
    """Describe the native functions for a label."""
    from datafusion_engine.udf import _native

    return _native.describe(label)


def narrowest(labels: list[LabelT]) -> LabelT:
    """Return the label with the longest dataset name."""
    return max(labels, key=lambda label: len(label.dataset))


def label_of(owner: object) -> session_runtime.ExecutionLabel | None:
    """Label of a profile, if it has one."""
    return cast("session_runtime.DataFusionRuntimeProfile", owner).execution.label
