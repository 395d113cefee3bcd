"""Columnar types and tables of the in-memory engine."""

from __future__ import annotations

from datafusion_engine.columnar.table import Table
from datafusion_engine.columnar.types import DataType, Field, Schema

__all__ = ["DataType", "Field", "Schema", "Table"]
