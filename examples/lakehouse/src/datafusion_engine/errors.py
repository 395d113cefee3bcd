"""Errors raised by the query engine."""

from __future__ import annotations

from enum import StrEnum


class ErrorKind(StrEnum):
    """Classify an engine error for reporting."""

    GENERIC = "generic"
    CONFIG = "config"
    CATALOG = "catalog"
    SCHEMA = "schema"
    SQL = "sql"


class DataFusionEngineError(Exception):
    """Base class of every error that the engine raises on purpose."""

    def __init__(self, message: str, *, kind: ErrorKind = ErrorKind.GENERIC) -> None:
        super().__init__(message)
        self.kind = kind
