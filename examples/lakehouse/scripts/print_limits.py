"""Print what the engine takes on at once, and by which functions."""

from __future__ import annotations

from datafusion_engine.plan.limits import row_limit
from datafusion_engine.udf.extension import load_extension

if __name__ == "__main__":
    print(row_limit(), load_extension().__name__)
