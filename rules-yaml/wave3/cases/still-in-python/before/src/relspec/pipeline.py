"""Runs the pipeline."""

from datafusion_engine.delta.scan_policy_inference import derive_scan_policy_overrides
from relspec.policy_compiler import compile_policy

print(compile_policy(derive_scan_policy_overrides({"a": 1})))
