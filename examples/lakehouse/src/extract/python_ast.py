"""Extracts nodes and edges from Python source."""

from __future__ import annotations

import ast
import hashlib
from typing import Any

from datafusion_engine.columnar.types import list_item
from datafusion_engine.schema.registry import AST_FILES_SCHEMA, AST_NODE_T

_NODE_FIELDS = tuple(child.name for child in AST_NODE_T.children)


def extract_file(repo: str, path: str, source: str) -> dict[str, Any]:
    """Extract one row of ``AST_FILES_SCHEMA``."""
    assert list_item(AST_FILES_SCHEMA.field("nodes").dtype) == AST_NODE_T
    nodes: list[dict[str, Any]] = []
    edges: list[dict[str, Any]] = []
    _walk(ast.parse(source), None, nodes, edges)
    return {
        "repo": repo,
        "path": path,
        "file_sha256": hashlib.sha256(source.encode()).hexdigest(),
        "nodes": nodes,
        "edges": edges,
        "docstrings": [],
    }


def _walk(
    node: ast.AST,
    parent: int | None,
    nodes: list[dict[str, Any]],
    edges: list[dict[str, Any]],
) -> None:
    index = len(nodes)
    record = dict.fromkeys(_NODE_FIELDS)
    record.update(
        ast_id=index,
        parent_ast_id=parent,
        kind=type(node).__name__,
        name=getattr(node, "name", getattr(node, "id", None)),
        attrs={},
    )
    nodes.append(record)
    if parent is not None:
        edges.append({"src": parent, "dst": index, "kind": "child", "slot": None})
    for child in ast.iter_child_nodes(node):
        _walk(child, index, nodes, edges)
