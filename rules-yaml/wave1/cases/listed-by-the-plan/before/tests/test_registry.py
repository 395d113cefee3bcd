from datafusion_engine.extract.templates import flag_default
from datafusion_engine.schema.registry import AST_VIEW_NAMES


def test_names() -> None:
    assert AST_VIEW_NAMES
    assert flag_default("AST_TEMPLATE")
