from datafusion_engine.workload.session_profiles import session_config


def test_session_config() -> None:
    assert session_config(1)
