from datafusion_engine.workload.classifier import classify_workload


def test_classifier() -> None:
    assert classify_workload(1)
