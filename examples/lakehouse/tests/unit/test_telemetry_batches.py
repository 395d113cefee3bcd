"""Batches of telemetry, where the release offers them."""

from __future__ import annotations

import pytest

try:
    from datafusion_engine.session.runtime import record_telemetry, telemetry_batches
except ImportError:
    pytest.skip("no batches before 0.3", allow_module_level=True)


@pytest.mark.parametrize(("size", "shape"), [(2, [2, 2, 1]), (5, [5]), (9, [5])])
def test_batches(size: int, shape: list[int]) -> None:
    for index in range(5):
        record_telemetry(f"e{index}")
    assert [len(batch) for batch in telemetry_batches(size)] == shape


def test_batches_do_not_drain() -> None:
    record_telemetry("once")
    assert telemetry_batches(1) == telemetry_batches(1)
