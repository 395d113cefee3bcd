"""The in-memory engine: a session context with a small SQL dialect."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from datafusion_engine.columnar.table import Row, Table
from datafusion_engine.columnar.types import STRING, Field, Schema, column, list_item, schema_of
from datafusion_engine.errors import DataFusionEngineError, ErrorKind

SETTINGS_TABLE = "information_schema.df_settings"

_SETTINGS_SCHEMA = schema_of(column("name", STRING, required=True), column("value", STRING))
_SELECT = re.compile(
    r"""^\s*SELECT\s+(?P<columns>.+?)
        \s+FROM\s+(?P<source>unnest\(\s*[\w.]+\s*,\s*\w+\s*\)|[\w.]+)
        (?:\s+WHERE\s+(?P<where>.+?))?
        (?:\s+ORDER\s+BY\s+(?P<order>\w+))?
        (?:\s+LIMIT\s+(?P<limit>\d+))?\s*;?\s*$""",
    re.IGNORECASE | re.DOTALL | re.VERBOSE,
)
_UNNEST = re.compile(r"^unnest\(\s*([\w.]+)\s*,\s*(\w+)\s*\)$", re.IGNORECASE)
_PREDICATE = re.compile(r"^\s*(\w+)\s*(=|<>|LIKE)\s*'([^']*)'\s*$", re.IGNORECASE)
_CALL = re.compile(r"^(\w+)\((\w+)\)(?:\s+AS\s+(\w+))?$", re.IGNORECASE)
_ALIAS = re.compile(r"^(\w+)\s+AS\s+(\w+)$", re.IGNORECASE)

ScalarFunction = Callable[[Any], Any]


class SessionConfig:
    """A mutable bag of engine settings."""

    def __init__(self, settings: Mapping[str, str] | None = None) -> None:
        self._settings: dict[str, str] = dict(settings or {})

    def set(self, key: str, value: str) -> SessionConfig:
        """Set one option and return the config for chaining."""
        self._settings[key] = value
        return self

    def get(self, key: str, default: str | None = None) -> str | None:
        """Return one option."""
        return self._settings.get(key, default)

    def items(self) -> list[tuple[str, str]]:
        """Return all options sorted by name."""
        return sorted(self._settings.items())


class SessionContext:
    """Tables, views and functions of one session."""

    def __init__(self, config: SessionConfig | None = None) -> None:
        self.config = config if config is not None else SessionConfig()
        self._tables: dict[str, Table] = {}
        self._views: dict[str, str] = {}
        self._functions: dict[str, ScalarFunction] = {"lower": str.lower, "upper": str.upper}

    def register_table(self, name: str, table: Table) -> None:
        """Register a table under ``name``, replacing an older one."""
        self._tables[name] = table

    def register_view(self, name: str, query: str) -> None:
        """Register a view; its query runs when the view is read."""
        self._views[name] = query

    def register_udf(self, name: str, function: ScalarFunction) -> None:
        """Register a scalar function."""
        self._functions[name.lower()] = function

    def table_names(self) -> tuple[str, ...]:
        """Names of all tables and views."""
        return tuple(sorted({*self._tables, *self._views}))

    def function_names(self) -> tuple[str, ...]:
        """Names of all scalar functions."""
        return tuple(sorted(self._functions))

    def table(self, name: str) -> Table:
        """Read a table, a view or the settings table.

        Raises:
            DataFusionEngineError: If nothing is registered under ``name``.
        """
        if name == SETTINGS_TABLE:
            rows = [{"name": key, "value": value} for key, value in self.config.items()]
            return Table.from_rows(_SETTINGS_SCHEMA, rows)
        if name in self._tables:
            return self._tables[name]
        if name in self._views:
            return self.sql(self._views[name])
        msg = f"table not found: {name}"
        raise DataFusionEngineError(msg, kind=ErrorKind.CATALOG)

    def sql(self, query: str) -> Table:
        """Run one query.

        Raises:
            DataFusionEngineError: If the dialect does not cover the query.
        """
        if query.strip().rstrip(";").upper() == "SHOW ALL":
            return self.table(SETTINGS_TABLE)
        match = _SELECT.match(query)
        if match is None:
            msg = f"unsupported query: {query!r}"
            raise DataFusionEngineError(msg, kind=ErrorKind.SQL)
        table = self._source(match["source"])
        if match["where"]:
            predicates = [_predicate(part) for part in re.split(r"(?i)\s+AND\s+", match["where"])]
            table = table.filter(lambda row: all(check(row) for check in predicates))
        if match["order"]:
            rows = sorted(table.rows(), key=lambda row: str(row[match["order"]]))
            table = Table.from_rows(table.schema, rows)
        if match["limit"]:
            table = table.head(int(match["limit"]))
        return self._project(table, [part.strip() for part in match["columns"].split(",")])

    def _source(self, source: str) -> Table:
        unnest = _UNNEST.match(source)
        if unnest is None:
            return self.table(source)
        parent, path = self.table(unnest[1]), unnest[2]
        item = list_item(parent.schema.field(path).dtype)
        keep = [field for field in parent.schema if not field.dtype.is_nested]
        schema = Schema((*keep, *item.children))
        return Table.from_rows(schema, _unnest_rows(parent, path, keep))

    def _project(self, table: Table, expressions: list[str]) -> Table:
        if expressions == ["*"]:
            return table
        names: list[str] = []
        for expression in expressions:
            if call := _CALL.match(expression):
                function = self._functions[call[1].lower()]
                target = call[3] or f"{call[1]}_{call[2]}"
                values = [None if v is None else function(v) for v in table.column(call[2])]
                table = table.with_column(target, values, like=table.schema.field(call[2]))
            elif alias := _ALIAS.match(expression):
                target = alias[2]
                values = list(table.column(alias[1]))
                table = table.with_column(target, values, like=table.schema.field(alias[1]))
            else:
                target = expression
            names.append(target)
        return table.select(names)


def _unnest_rows(parent: Table, path: str, keep: Iterable[Field]) -> Iterable[Row]:
    kept = [field.name for field in keep]
    for row in parent.rows():
        base = {name: row[name] for name in kept}
        for item in row[path] or ():
            yield {**base, **item}


def _predicate(text: str) -> Callable[[Row], bool]:
    match = _PREDICATE.match(text)
    if match is None:
        msg = f"unsupported predicate: {text!r}"
        raise DataFusionEngineError(msg, kind=ErrorKind.SQL)
    name, operator, literal = match[1], match[2].upper(), match[3]
    if operator == "=":
        return lambda row: str(row[name]) == literal
    if operator == "<>":
        return lambda row: str(row[name]) != literal
    pattern = re.compile(re.escape(literal).replace("%", ".*"))
    return lambda row: pattern.fullmatch(str(row[name])) is not None
