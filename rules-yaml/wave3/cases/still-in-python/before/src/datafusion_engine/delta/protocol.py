"""The protocol gate, in Python."""


def validate_delta_gate(snapshot: dict[str, int], gate: dict[str, int]) -> None:
    """Compare versions."""
    if snapshot["reader"] < gate["reader"]:
        raise ValueError
