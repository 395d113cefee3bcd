from datafusion_engine.lineage.datafusion import extract_lineage
from datafusion_engine.lineage.scan import plan_scans


def test_scans() -> None:
    """A plan reads itself."""
    assert plan_scans(extract_lineage("plan")) == ("plan",)
