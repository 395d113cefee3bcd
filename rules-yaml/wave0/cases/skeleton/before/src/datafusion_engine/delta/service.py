class DeltaService:
    name = "delta"
