from datafusion_engine.delta.scan_policy_inference import derive_scan_policy_overrides


def test_small_tables() -> None:
    """Small tables have a policy of their own."""
    assert derive_scan_policy_overrides({"a": 1})
