from __future__ import annotations

from datafusion_engine.delta.service import DeltaService


def plan_with_delta_pins(service: DeltaService) -> str:
    return service.name
