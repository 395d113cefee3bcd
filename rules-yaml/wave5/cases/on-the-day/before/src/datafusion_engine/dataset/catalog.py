"""The catalog of datasets."""

from datafusion_engine.dataset.registration import shape_request

ENTRY = shape_request("a")

print(ENTRY)
