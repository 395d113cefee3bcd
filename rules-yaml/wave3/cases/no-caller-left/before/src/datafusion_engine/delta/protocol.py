"""The protocol gate."""

from engine_extensions import resolve_extension_module


def validate_delta_gate(snapshot: bytes, gate: bytes) -> None:
    """Ask the extension."""
    resolved = resolve_extension_module(("datafusion_ext",), entrypoint="validate_protocol_gate")
    resolved.validate_protocol_gate(snapshot, gate)
