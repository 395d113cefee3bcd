"""Runs assertions of many trees: one fork of this interpreter for each, so that none sees another's modules."""

import asyncio  # noqa: F401  (imported before the forks, so that each tree need not import it again)
import dataclasses  # noqa: F401
import importlib
import importlib.util
import json
import logging  # noqa: F401
import os
import pkgutil  # noqa: F401
import subprocess  # noqa: F401
import sys
import traceback
import types  # noqa: F401
import typing  # noqa: F401
import unittest.mock  # noqa: F401


def run(job):
    sys.dont_write_bytecode = True
    os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
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


def forked(job):
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        failure = ""
        try:
            run(job)
        except BaseException:
            failure = traceback.format_exc(limit=-4)
        with os.fdopen(writing, "w", encoding="utf-8", errors="replace") as pipe:
            pipe.write(failure)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as pipe:
        failure = pipe.read()
    _, status = os.waitpid(child, 0)
    return failure or ("exit status " + str(status) if status else "")


results = {job["name"]: forked(job) for job in json.load(sys.stdin)}
json.dump({name: failure for name, failure in results.items() if failure}, sys.stdout)
