"""Catalog: what a session can read and what it knows about it."""
