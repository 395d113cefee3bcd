"""Known: upstream's class of raw tables."""

import importlib

RAW_TABLE = importlib.import_module("datafusion._internal").catalog.RawTable
