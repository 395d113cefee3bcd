"""Extraction of facts from source files."""
