"""A pytest plugin that writes down which functions of a package ran: `file:name`, the name at the top level."""

import inspect
import os
import sys

MONITORING = sys.monitoring
TOOL = MONITORING.COVERAGE_ID
ROOT = os.path.join(os.getcwd(), "")
ran: set[str] = set()


def _started(code, _offset):
    # The bodies of classes run with their module, whoever needs the class.
    is_function = code.co_flags & inspect.CO_OPTIMIZED
    if is_function and code.co_filename.startswith(ROOT) and not code.co_qualname.startswith("<"):
        ran.add(f"{code.co_filename[len(ROOT):]}:{code.co_qualname.split('.', 1)[0]}")
    return MONITORING.DISABLE


def pytest_load_initial_conftests():
    MONITORING.use_tool_id(TOOL, "functions")
    MONITORING.register_callback(TOOL, MONITORING.events.PY_START, _started)
    MONITORING.set_events(TOOL, MONITORING.events.PY_START)


def pytest_unconfigure():
    with open(os.environ["RAN"], "w", encoding="utf-8") as file:
        file.write("\n".join(sorted(ran)))
