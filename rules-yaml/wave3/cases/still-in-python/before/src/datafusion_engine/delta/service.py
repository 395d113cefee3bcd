"""Keeps tables in order."""

from datafusion_engine.delta.control_plane import DeltaFeatureRequest, delta_vacuum


def tidy(uri: str) -> object:
    """Vacuum a table."""
    return delta_vacuum(DeltaFeatureRequest(uri))


if __name__ == "__main__":
    tidy("table")
