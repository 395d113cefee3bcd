"""Tests of the reports."""

from datafusion_engine.session import runtime


def test_report(monkeypatch):
    monkeypatch.setattr("datafusion_engine.session.runtime.validate_views", lambda: "fine")
    assert runtime.record_view_definition() == "fine"
