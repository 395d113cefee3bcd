from datafusion_engine.workload.classifier import classify_workload


def session_config(rows: int) -> dict[str, str]:
    return {"workload": classify_workload(rows)}
