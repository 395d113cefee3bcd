"""Command line of the lakehouse."""
