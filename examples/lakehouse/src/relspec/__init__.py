"""Relational specifications compiled to sessions."""
