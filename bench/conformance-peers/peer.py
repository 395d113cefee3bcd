"""Applies the wave of each conformance tree with another tool, in place; prints what failed as JSON.

rope moves the definitions itself, symbol by symbol. LibCST has no move: its RenameCommand rewrites every file but the
source and the new modules, once for each symbol.
"""

import json
import pathlib
import sys
import traceback


def rope_move(job):
    from rope.base.project import Project
    from rope.refactor.move import MoveGlobal

    root = pathlib.Path(job["folder"])
    for path in job["destinations"]:
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if not target.exists():
            target.write_text("")
    project = Project(job["folder"], ropefolder=None)
    try:
        source = project.get_resource(job["source"])
        for name, _, path in job["moves"]:
            text = source.read()
            offset = project.get_pymodule(source)[name].get_definition_location()
            line = offset[1] if offset[0] is not None else None
            start = sum(len(each) for each in text.splitlines(keepends=True)[: line - 1]) if line else 0
            found = text.index(name, start)
            project.do(MoveGlobal(project, source, found).get_changes(project.get_resource(path)))
            project.validate()
    finally:
        project.close()
    if job["gone"]:
        (root / job["source"]).unlink()  # a wave leaves no shim behind


def libcst_rename(job):
    import libcst
    from libcst.codemod import CodemodContext
    from libcst.codemod.commands.rename import RenameCommand

    root = pathlib.Path(job["folder"])
    for path in sorted(root.rglob("*.py")):
        relative = path.relative_to(root)
        if str(relative) in job["destinations"] or str(relative) == job["source"]:
            continue
        is_package = relative.name == "__init__.py"
        module = ".".join((relative.parent if is_package else relative.with_suffix("")).parts)
        package = module if is_package else module.rpartition(".")[0]
        tree = libcst.parse_module(path.read_bytes())
        for name, new, _ in job["moves"]:
            context = CodemodContext(filename=str(path), full_module_name=module, full_package_name=package)
            old = job["module"] + "." + name
            tree = RenameCommand(context, old_name=old, new_name=new + "." + name).transform_module(tree)
        path.write_bytes(tree.bytes)


def main():
    apply = {"rope": rope_move, "libcst": libcst_rename}[sys.argv[1]]
    failures = {}
    for job in json.load(sys.stdin):
        try:
            apply(job)
        except Exception:
            failures[job["name"]] = traceback.format_exc(limit=-1)
    json.dump(failures, sys.stdout)


main()
