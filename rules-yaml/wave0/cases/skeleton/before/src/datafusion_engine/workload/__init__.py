from datafusion_engine.workload.classifier import classify_workload

__all__ = ["classify_workload"]
