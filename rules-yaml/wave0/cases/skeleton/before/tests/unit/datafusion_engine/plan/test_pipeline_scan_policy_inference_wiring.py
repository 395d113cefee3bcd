from datafusion_engine.delta.service import DeltaService
from datafusion_engine.plan.pipeline_runtime import plan_with_delta_pins


def test_plan_with_delta_pins() -> None:
    assert plan_with_delta_pins(DeltaService()) == "delta"
