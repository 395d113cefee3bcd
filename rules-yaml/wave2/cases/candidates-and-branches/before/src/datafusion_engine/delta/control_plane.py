"""Adapters for what is exposed via ``datafusion._internal``."""
