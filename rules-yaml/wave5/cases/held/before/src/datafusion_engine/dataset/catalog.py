"""The catalog of datasets."""

from datafusion_engine.dataset.registration import _register_delta_provider, shape_request

ENTRY = _register_delta_provider(shape_request("a"))

print(ENTRY)
