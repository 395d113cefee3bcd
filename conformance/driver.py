"""Runs assertions of many trees in one interpreter: jobs come as lines of JSON, and the failures leave as one object.

Between two jobs all is forgotten that the first has imported from its tree.
"""

import asyncio  # noqa: F401  (imported at once, so that no tree has to import it again)
import dataclasses  # noqa: F401
import importlib
import importlib.util
import json
import logging  # noqa: F401
import os
import pkgutil  # noqa: F401
import subprocess
import sys
import traceback
import types  # noqa: F401
import typing
import unittest.mock  # noqa: F401

LIBRARY = os.path.dirname(os.__file__) + os.sep


class Popen(subprocess.Popen):
    """Interpreters that trees start go without `site`, which takes most of their time and gives the trees nothing."""

    def __init__(self, args, *more, **options):
        if args[0] == sys.executable:
            args = [args[0], "-S", *args[1:]]
        super().__init__(args, *more, **options)


def run(job):
    os.environ["PYTHONPATH"] = job["folder"]
    os.chdir(job["folder"])
    sys.path.insert(0, job["folder"])
    exec(compile(job["assertion"], "<assertion>", "exec"), {"__name__": "__assertion__"})
    for name in job["unloaded"]:
        assert name not in sys.modules, name + " is loaded"
    for name in job["modules"]:
        importlib.import_module(name)
    for name in job["gone"]:
        assert importlib.util.find_spec(name) is None, name + " is still there"


def failure(job):
    modules, path = set(sys.modules), sys.path[:]
    try:
        run(job)
    except BaseException:
        return traceback.format_exc(limit=-4)
    finally:
        for name in set(sys.modules) - modules:
            if not is_library(sys.modules[name]):
                del sys.modules[name]
        sys.path[:] = path
        sys.path_importer_cache.clear()
        typing.TYPE_CHECKING = False
    return ""


def is_library(module):
    """Belongs to Python itself, of which some modules cannot be imported twice."""
    origin = getattr(getattr(module, "__spec__", None), "origin", None) or ""
    return origin in ("built-in", "frozen") or origin.startswith(LIBRARY)


sys.dont_write_bytecode = True
os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
subprocess.Popen = Popen
results = os.fdopen(os.dup(1), "w", encoding="utf-8", errors="replace")
os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
failures = {}
for line in sys.stdin:
    job = json.loads(line)
    if found := failure(job):
        failures[job["name"]] = found
json.dump(failures, results)
results.close()
