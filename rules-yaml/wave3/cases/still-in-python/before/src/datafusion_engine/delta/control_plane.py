"""The Delta control plane: wrappers that marshal to the extension."""

from __future__ import annotations

from dataclasses import dataclass

from engine_extensions import resolve_extension_module


@dataclass(frozen=True)
class DeltaFeatureRequest:
    """What a feature is changed on."""

    table_uri: str


def delta_vacuum(request: DeltaFeatureRequest) -> object:
    """Vacuum a table."""
    return _call("delta_vacuum", request)


def delta_update(request: DeltaFeatureRequest) -> object:
    """Marshal to the extension."""
    return _call("delta_update", request)


def delta_enable_generated_columns(request: DeltaFeatureRequest) -> object:
    """Marshal to the extension."""
    return _call("delta_enable_generated_columns", request)


def delta_enable_invariants(request: DeltaFeatureRequest) -> object:
    """Marshal to the extension."""
    return _call("delta_enable_invariants", request)


def delta_enable_vacuum_protocol_check(request: DeltaFeatureRequest) -> object:
    """Marshal to the extension."""
    return _call("delta_enable_vacuum_protocol_check", request)


def delta_enable_checkpoint_protection(request: DeltaFeatureRequest) -> object:
    """Marshal to the extension."""
    return _call("delta_enable_checkpoint_protection", request)


def delta_disable_change_data_feed(request: DeltaFeatureRequest) -> object:
    """Marshal to the extension."""
    return _call("delta_disable_change_data_feed", request)


def delta_disable_deletion_vectors(request: DeltaFeatureRequest) -> object:
    """Marshal to the extension."""
    return _call("delta_disable_deletion_vectors", request)


def delta_disable_row_tracking(request: DeltaFeatureRequest) -> object:
    """Marshal to the extension."""
    return _call("delta_disable_row_tracking", request)


def delta_disable_in_commit_timestamps(request: DeltaFeatureRequest) -> object:
    """Marshal to the extension."""
    return _call("delta_disable_in_commit_timestamps", request)


def delta_disable_vacuum_protocol_check(request: DeltaFeatureRequest) -> object:
    """Marshal to the extension."""
    return _call("delta_disable_vacuum_protocol_check", request)


def delta_disable_checkpoint_protection(request: DeltaFeatureRequest) -> object:
    """Marshal to the extension."""
    return _call("delta_disable_checkpoint_protection", request)


def delta_disable_column_mapping(request: DeltaFeatureRequest) -> object:
    """Marshal to the extension."""
    return _call("delta_disable_column_mapping", request)


def delta_disable_generated_columns(request: DeltaFeatureRequest) -> object:
    """Marshal to the extension."""
    return _call("delta_disable_generated_columns", request)


def delta_disable_invariants(request: DeltaFeatureRequest) -> object:
    """Marshal to the extension."""
    return _call("delta_disable_invariants", request)


def delta_disable_check_constraints(request: DeltaFeatureRequest) -> object:
    """Marshal to the extension."""
    return _call("delta_disable_check_constraints", request)


def _call(entrypoint: str, request: DeltaFeatureRequest) -> object:
    module = resolve_extension_module(("datafusion_ext",), entrypoint=entrypoint)
    return getattr(module, entrypoint)(request.table_uri)


__all__ = [
    "DeltaFeatureRequest",
    "delta_disable_change_data_feed",
    "delta_disable_check_constraints",
    "delta_disable_checkpoint_protection",
    "delta_disable_column_mapping",
    "delta_disable_deletion_vectors",
    "delta_disable_generated_columns",
    "delta_disable_in_commit_timestamps",
    "delta_disable_invariants",
    "delta_disable_row_tracking",
    "delta_disable_vacuum_protocol_check",
    "delta_enable_checkpoint_protection",
    "delta_enable_generated_columns",
    "delta_enable_invariants",
    "delta_enable_vacuum_protocol_check",
    "delta_update",
    "delta_vacuum",
]
