from shop import report


def test_report():
    assert len(report()) == 1
