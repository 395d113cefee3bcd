"""Flat namespace over all schema symbols, for notebooks and scripts."""

from __future__ import annotations

from datafusion_engine.schema.contracts import *  # noqa: F403
from datafusion_engine.schema.metadata import *  # noqa: F403
from datafusion_engine.schema.registry import *  # noqa: F403
