"""Metrics are asked of the extension."""

from datafusion_engine.session import delta_session_builder


def test_collect_runtime_execution_metrics_prefers_internal() -> None:
    """The other module is asked first."""
    assert delta_session_builder


def test_collect_runtime_execution_metrics_returns_error_payload() -> None:
    """Every module that is asked says what is wrong."""
    error = "datafusion._internal: unavailable; datafusion_ext: unavailable"
    assert "datafusion._internal:" in error
    assert "datafusion_ext:" in error
