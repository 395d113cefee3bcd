def classify_workload(rows: int) -> str:
    return "batch" if rows > 1000 else "interactive"
