"""Examples in docstrings and names in the documentation."""

from __future__ import annotations

import doctest
import pkgutil
import re
import sys
from pathlib import Path

import pytest

from datafusion_engine.schema.registry import nested_path_for
from datafusion_engine.session.runtime import parse_memory_limit

ROOT = Path(__file__).resolve().parents[2]
_REFERENCE = re.compile(r"^\.\. auto(?:class|function|data):: (\S+)$", re.MULTILINE)


@pytest.mark.parametrize("function", [nested_path_for, parse_memory_limit])
def test_docstring_examples(function: object) -> None:
    name = getattr(function, "__module__", "")
    results = doctest.testmod(sys.modules[name])
    assert results.attempted > 0
    assert results.failed == 0


def test_reference_names_exist() -> None:
    names = _REFERENCE.findall((ROOT / "docs/reference/session.rst").read_text(encoding="utf-8"))
    assert len(names) >= 5
    for name in names:
        assert pkgutil.resolve_name(name) is not None
