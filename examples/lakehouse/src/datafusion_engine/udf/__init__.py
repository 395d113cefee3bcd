"""User-defined functions."""

from __future__ import annotations

from datafusion_engine.udf.names import BUILTIN_FUNCTIONS, function_names
from datafusion_engine.udf.platform import UdfPlatform, install_platform

__all__ = ["BUILTIN_FUNCTIONS", "UdfPlatform", "function_names", "install_platform"]
