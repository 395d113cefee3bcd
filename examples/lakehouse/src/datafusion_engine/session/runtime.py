"""Session runtime: policies, feature gates, introspection and the runtime profile.

Applications build a ``datafusion_engine.session.runtime.DataFusionRuntimeProfile`` and ask it
for a session. A profile is immutable and serializable; the sessions it builds are cached by
its fingerprint.
"""

from __future__ import annotations

import hashlib
import logging
import os
import re
import sys
import time
import warnings
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache, singledispatch
from itertools import islice
from typing import (
    TYPE_CHECKING,
    Annotated,
    Any,
    Final,
    Literal,
    NamedTuple,
    TypeVar,
    cast,
    overload,
)

import msgspec

from datafusion_engine.catalog.sources import CatalogSource, SourceFormat
from datafusion_engine.columnar.types import Schema
from datafusion_engine.engine import SessionConfig, SessionContext
from datafusion_engine.errors import DataFusionEngineError, ErrorKind
from datafusion_engine.plan import artifact as plan_artifact
from datafusion_engine.schema.contracts import SchemaContract
from datafusion_engine.schema.registry import (
    DATAFUSION_PLAN_ARTIFACTS_SCHEMA,
    FunctionCatalog,
    _field_names,
    extract_schema_for,  # the profile's own method shares this name
    extract_schema_names,
    nested_view_specs,
    register_nested_views,
    validate_required_functions,
)
from datafusion_engine.session.cache_policy import DEFAULT_CACHE_POLICY, CachePolicy, CacheScope

if TYPE_CHECKING:
    from datafusion_engine.columnar.table import Table
    from datafusion_engine.views.graph import ViewGraph
    from obs.diagnostics import DiagnosticsRecorder

logger = logging.getLogger(__name__)

KIB = 1024
MIB = 1024 * KIB
GIB = 1024 * MIB
ENGINE_VERSION = "46.2.1"
ENV_PREFIX = "LAKEHOUSE_"

SettingValue = str | int | float | bool
ExplainHook = Callable[[str, Sequence[str]], None]
CacheEventHook = Callable[[Mapping[str, object]], None]
MemoryPool = Literal["greedy", "fair", "unbounded"]
SettingKind = Literal["bool", "int", "bytes", "text"]

_UNSET: Final = object()
_SIZE = re.compile(r"^\s*(\d+)\s*([kmg]i?b?)?\s*$", re.IGNORECASE)
_SIZE_UNITS = {"": 1, "k": KIB, "m": MIB, "g": GIB}
_SETTING_PARSERS: dict[str, Callable[[str], SettingValue]] = {}
_STRUCT_ENCODER = msgspec.json.Encoder(order="deterministic")


# --- Errors and warnings -----------------------------------------------------------------


class RuntimeSettingsError(DataFusionEngineError):
    """A setting is unknown, malformed or contradicts another one."""

    def __init__(self, message: str) -> None:
        super().__init__(message, kind=ErrorKind.CONFIG)


class UnstableSettingWarning(UserWarning):
    """A setting works today and may change with the next engine."""


class FeatureUnavailableError(RuntimeSettingsError):
    """A required feature is switched off or not built in."""

    def __init__(self, feature: str) -> None:
        super().__init__(f"feature not available: {feature}")
        self.feature = feature


# --- Building blocks of configuration ----------------------------------------------------


class RuntimeStruct(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of all serializable configuration."""

    def payload(self) -> dict[str, Any]:
        """Return the struct as plain data."""
        return msgspec.to_builtins(self)

    def fingerprint(self) -> str:
        """Return a digest that is stable across processes."""
        return hashlib.sha256(_STRUCT_ENCODER.encode(self)).hexdigest()[:16]


class ExecutionLabel(RuntimeStruct, frozen=True, kw_only=True):
    """Names the task and dataset on whose behalf a query runs."""

    task: str
    dataset: str = "-"

    def __str__(self) -> str:
        return f"{self.task}/{self.dataset}"


class MemoryTier(StrEnum):
    """Coarse size classes of a session."""

    SMALL = "small"
    LARGE = "large"


def _setting_parser(kind: SettingKind) -> Callable[[Callable[[str], Any]], Callable[[str], Any]]:
    """Register the decorated function as the parser of one kind of setting."""

    def register(parser: Callable[[str], Any]) -> Callable[[str], Any]:
        _SETTING_PARSERS[kind] = parser
        return parser

    return register


@_setting_parser("bool")
def _parse_bool(raw: str) -> bool:
    lowered = raw.strip().lower()
    if lowered not in {"true", "false", "1", "0"}:
        msg = f"not a boolean: {raw!r}"
        raise RuntimeSettingsError(msg)
    return lowered in {"true", "1"}


@_setting_parser("int")
def _parse_int(raw: str) -> int:
    try:
        return int(raw)
    except ValueError as error:
        msg = f"not an integer: {raw!r}"
        raise RuntimeSettingsError(msg) from error


@_setting_parser("bytes")
def parse_memory_limit(raw: str) -> int:
    """Parse a size such as ``512M``.

    >>> from datafusion_engine.session.runtime import parse_memory_limit
    >>> parse_memory_limit("2 KiB")
    2048

    Raises:
        RuntimeSettingsError: If the text is not a size.
    """
    match = _SIZE.match(raw)
    if match is None:
        msg = f"not a size: {raw!r}"
        raise RuntimeSettingsError(msg)
    unit = (match[2] or "")[:1].lower()
    return int(match[1]) * _SIZE_UNITS[unit]


_SETTING_PARSERS.update(text=str)


@overload
def coerce_setting(raw: str, kind: Literal["bool"]) -> bool: ...
@overload
def coerce_setting(raw: str, kind: Literal["int", "bytes"]) -> int: ...
@overload
def coerce_setting(raw: str, kind: SettingKind) -> SettingValue: ...
def coerce_setting(raw: str, kind: SettingKind) -> SettingValue:
    """Turn the text of a setting into a value of its kind."""
    return _SETTING_PARSERS[kind](raw)


@singledispatch
def render_setting(value: object) -> str:
    """Turn a value into the text that the engine expects."""
    return str(value)


@render_setting.register
def _(value: bool) -> str:
    return "true" if value else "false"


@render_setting.register
def _(value: float) -> str:
    return f"{value:g}"


@render_setting.register(type(None))
def _(value: None) -> str:
    return ""


def _clock() -> int:
    """Milliseconds since the epoch; one place to freeze time in tests."""
    return int(time.time() * 1000)


def _major_version(version: str) -> int:
    return int(version.split(".", maxsplit=1)[0])


# --- Policies ----------------------------------------------------------------------------


class DataFusionConfigPolicy(RuntimeStruct, frozen=True, kw_only=True):
    """A named set of engine settings."""

    name: str = "default"
    settings: dict[str, SettingValue] = {}
    cache: CachePolicy = DEFAULT_CACHE_POLICY

    def apply(self, config: SessionConfig) -> SessionConfig:
        """Write the settings into an engine config."""
        for key, value in sorted(self.settings.items()):
            config.set(key, render_setting(value))
        return config.set("lakehouse.cache.scope", self.cache.scope.value)

    def merged(self, overrides: Mapping[str, SettingValue]) -> DataFusionConfigPolicy:
        """Return a copy with some settings replaced."""
        return msgspec.structs.replace(self, settings={**self.settings, **overrides})


class DataFusionFeatureGates(RuntimeStruct, frozen=True, kw_only=True):
    """Switches of optional engine features."""

    dynamic_filters: bool = True
    named_args: bool = True
    spill: bool = False
    native_functions: bool = False


class DataFusionJoinPolicy(RuntimeStruct, frozen=True, kw_only=True):
    """Preferences of the join planner."""

    prefer_hash_join: bool = True
    repartition: bool = True
    single_partition_threshold: Annotated[int, msgspec.Meta(ge=0)] = MIB

    def settings(self) -> dict[str, SettingValue]:
        """Return the engine settings of the policy."""
        return {
            "datafusion.optimizer.prefer_hash_join": self.prefer_hash_join,
            "datafusion.optimizer.repartition_joins": self.repartition,
            "datafusion.optimizer.hash_join_single_partition_threshold": (
                self.single_partition_threshold
            ),
        }


class ExecutionConfig(RuntimeStruct, frozen=True, kw_only=True):
    """How queries run."""

    target_partitions: Annotated[int, msgspec.Meta(ge=1)] = 4
    batch_size: Annotated[int, msgspec.Meta(ge=1)] = 8192
    memory_pool: MemoryPool = "greedy"
    memory_limit: str | None = None
    label: ExecutionLabel | None = None

    @property
    def tier(self) -> MemoryTier:
        """Size class of the session."""
        limit = parse_memory_limit(self.memory_limit) if self.memory_limit else 0
        return MemoryTier.LARGE if limit >= GIB else MemoryTier.SMALL


class DataSourceConfig(RuntimeStruct, frozen=True, kw_only=True):
    """What a session can read."""

    sources: tuple[CatalogSource, ...] = ()
    default_format: SourceFormat = SourceFormat.PARQUET
    register_nested_views: bool = True


class DiagnosticsConfig(RuntimeStruct, frozen=True, kw_only=True):
    """What a session records on itself."""

    record_plans: bool = True
    record_settings: bool = True
    explain_limit: int | None = None


class PolicyConfig(RuntimeStruct, frozen=True, kw_only=True):
    """All policies of a profile."""

    config: DataFusionConfigPolicy = DataFusionConfigPolicy()
    features: DataFusionFeatureGates = DataFusionFeatureGates()
    joins: DataFusionJoinPolicy = DataFusionJoinPolicy()
    required_functions: tuple[str, ...] = ()


def _policy(name: str, **settings: SettingValue) -> DataFusionConfigPolicy:
    """Build a preset; double underscores in names stand for dots."""
    dotted = {key.replace("__", "."): value for key, value in settings.items()}
    return DataFusionConfigPolicy(name=name, settings=dotted)


DEFAULT_DF_POLICY = _policy("default", datafusion__execution__collect_statistics=True)
DEV_DF_POLICY = _policy("dev", datafusion__execution__target_partitions=1)
PROD_DF_POLICY = _policy(
    "prod",
    datafusion__execution__collect_statistics=True,
    datafusion__execution__parquet__pushdown_filters=True,
)
PROD_DF_POLICY = PROD_DF_POLICY.merged(DEFAULT_DF_POLICY.settings)

DATAFUSION_POLICY_PRESETS: dict[str, DataFusionConfigPolicy] = {
    policy.name: policy for policy in (DEFAULT_DF_POLICY, DEV_DF_POLICY)
}
DATAFUSION_POLICY_PRESETS.update({PROD_DF_POLICY.name: PROD_DF_POLICY})
DATAFUSION_POLICY_PRESETS["symtable"] = DEV_DF_POLICY.merged(
    {"datafusion.execution.batch_size": 1024}
)


def policy_preset(name: str) -> DataFusionConfigPolicy:
    """Return a preset by name.

    Raises:
        RuntimeSettingsError: If there is no such preset.
    """
    try:
        return DATAFUSION_POLICY_PRESETS[name]
    except KeyError:
        msg = f"unknown policy preset: {name!r}"
        raise RuntimeSettingsError(msg) from None


def register_policy_preset(policy: DataFusionConfigPolicy) -> None:
    """Add or replace a preset."""
    logger.info("policy preset %s registered", policy.name)
    DATAFUSION_POLICY_PRESETS[policy.name] = policy


def profile_for_preset(name: str) -> DataFusionRuntimeProfile:
    """Build a profile around a preset."""
    from datafusion_engine.session.factory import build_profile

    return build_profile(policy=policy_preset(name))


def env_setting(name: str, default: object = _UNSET) -> str | None:
    """Read a setting from the environment.

    Raises:
        RuntimeSettingsError: If it is absent and there is no default.
    """
    value = os.environ.get(f"{ENV_PREFIX}{name.upper()}")
    if value is not None:
        return value
    if default is _UNSET:
        msg = f"environment variable {ENV_PREFIX}{name.upper()} is not set"
        raise RuntimeSettingsError(msg)
    return cast("str | None", default)


# --- Feature gates -----------------------------------------------------------------------

FeatureProbe = Callable[[DataFusionFeatureGates], bool]
_FEATURE_PROBES: dict[str, FeatureProbe] = {
    "dynamic_filters": lambda gates: gates.dynamic_filters and _major_version(ENGINE_VERSION) >= 45,
    "named_args": lambda gates: gates.named_args,
    "spill": lambda gates: gates.spill,
}
UNSTABLE_FEATURES = frozenset({"spill"})


class FeatureStateSnapshot(RuntimeStruct, frozen=True, kw_only=True):
    """The features of a session at one moment."""

    policy_name: str
    gates: DataFusionFeatureGates
    enabled: tuple[str, ...] = ()
    taken_at: int = 0

    def supports(self, feature: str) -> bool:
        """Whether ``feature`` is enabled."""
        return feature in self.enabled


@dataclass(frozen=True)
class FeatureRequest:
    """A feature that a caller would like, with what to do without it."""

    name: str
    label: ExecutionLabel | None = None
    required: bool = False


def register_feature_probe(name: str, probe: FeatureProbe) -> None:
    """Register how to find out whether a feature is available."""
    _FEATURE_PROBES[name] = probe


def _probe_native(gates: DataFusionFeatureGates) -> bool:
    """Whether compiled functions are allowed and present."""
    if not gates.native_functions:
        return False
    from datafusion_engine.udf import _native

    return _native.available()


_FEATURE_PROBES["native_functions"] = _probe_native


def _feature_override(name: str) -> bool | None:
    raw = env_setting(f"feature_{name}", default=None)
    return None if raw is None else coerce_setting(raw, "bool")


def enabled_features(gates: DataFusionFeatureGates) -> tuple[str, ...]:
    """Names of the features that gates and environment allow."""
    enabled: list[str] = []
    for name, probe in sorted(_FEATURE_PROBES.items()):
        override = _feature_override(name)
        if probe(gates) if override is None else override:
            enabled.append(name)
    unstable = UNSTABLE_FEATURES.intersection(enabled)
    if unstable:
        warnings.warn(", ".join(sorted(unstable)), UnstableSettingWarning, stacklevel=2)
    return tuple(enabled)


def feature_state_for(
    gates: DataFusionFeatureGates, *, policy: DataFusionConfigPolicy = DEFAULT_DF_POLICY
) -> FeatureStateSnapshot:
    """Take a snapshot of the features of a session."""
    snapshot = FeatureStateSnapshot(
        policy_name=policy.name,
        gates=gates,
        enabled=enabled_features(gates),
        taken_at=_clock(),
    )
    logger.debug("features of %s: %s", policy.name, ", ".join(snapshot.enabled))
    return snapshot


def request_feature(request: FeatureRequest, gates: DataFusionFeatureGates) -> bool:
    """Ask for one feature.

    Raises:
        FeatureUnavailableError: If the feature is required and not available.
    """
    available = request.name in enabled_features(gates)
    if request.required and not available:
        logger.error("%s needs %s", request.label, request.name)
        raise FeatureUnavailableError(request.name)
    return available


def named_args_supported(owner: DataFusionRuntimeProfile | SessionRuntime) -> bool:
    """Whether functions of a session accept keyword arguments."""
    profile = cast("DataFusionRuntimeProfile", getattr(owner, "profile", owner))
    return request_feature(FeatureRequest("named_args"), profile.policies.features)


# --- Introspection -----------------------------------------------------------------------

SETTINGS_QUERY = "SELECT name, value FROM information_schema.df_settings WHERE name LIKE 'datafusion.%' ORDER BY name"
_TELEMETRY: list[TelemetryEvent] = []
_TELEMETRY_LIMIT = 256

if sys.version_info >= (3, 12):
    from itertools import batched as _batched
else:

    def _batched(items: Iterable[Any], size: int) -> Iterator[tuple[Any, ...]]:
        iterator = iter(items)
        while chunk := tuple(islice(iterator, size)):
            yield chunk


class SettingRow(NamedTuple):
    """One engine setting."""

    name: str
    value: str | None


class TelemetryEvent(RuntimeStruct, frozen=True, kw_only=True):
    """Something that happened in a session."""

    name: str
    at: int
    label: ExecutionLabel | None = None
    attributes: dict[str, str] = {}


class SettingsSnapshot(RuntimeStruct, frozen=True, kw_only=True):
    """Policy, features and effective settings, for comparison and archiving."""

    policy: DataFusionConfigPolicy
    features: FeatureStateSnapshot
    cache: CachePolicy = DEFAULT_CACHE_POLICY
    rows: tuple[SettingRow, ...] = ()

    def diff(self, other: SettingsSnapshot) -> dict[str, tuple[str | None, str | None]]:
        """Return the settings that differ, as pairs of values."""
        before, after = dict(self.rows), dict(other.rows)
        return {
            name: (before.get(name), after.get(name))
            for name in sorted({*before, *after})
            if before.get(name) != after.get(name)
        }


class DataFusionViewRegistry:
    """Remembers the views of a session and where they came from."""

    def __init__(self) -> None:
        self.entries: dict[str, str] = {}

    def record(self, name: str, query: str) -> None:
        """Record one view."""
        self.entries[name] = query

    def snapshot(self) -> list[dict[str, str]]:
        """Return all entries sorted by name."""
        return [{"name": name, "query": query} for name, query in sorted(self.entries.items())]


def settings_rows(ctx: SessionContext, *, query: str = SETTINGS_QUERY) -> tuple[SettingRow, ...]:
    """Read the effective engine settings of a session."""
    return tuple(SettingRow(row["name"], row["value"]) for row in ctx.sql(query).rows())


def settings_for_profile(profile: DataFusionRuntimeProfile) -> dict[str, str]:
    """Return the settings that a profile asks for, without building a session."""
    return dict(profile.session_config().items())


def settings_snapshot(ctx: SessionContext, profile: DataFusionRuntimeProfile) -> SettingsSnapshot:
    """Combine requested policy and effective settings of a session."""
    policies = profile.policies
    return SettingsSnapshot(
        policy=policies.config,
        features=feature_state_for(policies.features, policy=policies.config),
        cache=policies.config.cache,
        rows=settings_rows(ctx),
    )


def record_telemetry(
    name: str, *, label: ExecutionLabel | None = None, **attributes: str
) -> TelemetryEvent:
    """Record an event; the oldest ones are dropped."""
    event = TelemetryEvent(name=name, at=_clock(), label=label, attributes=attributes)
    _TELEMETRY.append(event)
    del _TELEMETRY[:-_TELEMETRY_LIMIT]
    logger.debug("telemetry %s", name)
    return event


def drain_telemetry() -> tuple[TelemetryEvent, ...]:
    """Return all recorded events and forget them."""
    events = tuple(_TELEMETRY)
    _TELEMETRY.clear()
    return events


def telemetry_batches(size: int) -> list[tuple[TelemetryEvent, ...]]:
    """Return the recorded events in batches, without forgetting them."""
    return [tuple(batch) for batch in _batched(list(_TELEMETRY), size)]


@lru_cache(maxsize=8)
def _schema_columns(name: str) -> tuple[str, ...]:
    return _field_names(extract_schema_for(name))


def describe_tables(ctx: SessionContext) -> dict[str, tuple[str, ...]]:
    """Map each table and view of a session to its flat columns."""
    known = extract_schema_names()
    return {
        name: _schema_columns(name) if name in known else _field_names(ctx.table(name).schema)
        for name in ctx.table_names()
    }


# --- The runtime profile -----------------------------------------------------------------

ProfileT = TypeVar("ProfileT", bound="DataFusionRuntimeProfile")

_SESSION_CONTEXT_CACHE: dict[str, SessionContext] = {}
_CONTEXT_BUILDS = 0
_VIEW_REGISTRIES: dict[str, DataFusionViewRegistry] = {}


def _count_build() -> int:
    global _CONTEXT_BUILDS
    _CONTEXT_BUILDS += 1
    return _CONTEXT_BUILDS


def context_builds() -> int:
    """How many sessions this process has built."""
    return _CONTEXT_BUILDS


def clear_session_cache() -> int:
    """Drop all cached sessions; return how many there were."""
    dropped = len(_SESSION_CONTEXT_CACHE)
    _SESSION_CONTEXT_CACHE.clear()
    _VIEW_REGISTRIES.clear()
    return dropped


class DataFusionRuntimeProfile(RuntimeStruct, frozen=True, kw_only=True):
    """Everything that defines a session."""

    name: str = "default"
    execution: ExecutionConfig = ExecutionConfig()
    sources: DataSourceConfig = DataSourceConfig()
    diagnostics: DiagnosticsConfig = DiagnosticsConfig()
    policies: PolicyConfig = PolicyConfig()

    def __post_init__(self) -> None:
        if self.execution.memory_pool == "unbounded" and self.execution.memory_limit:
            msg = "an unbounded memory pool takes no limit"
            raise RuntimeSettingsError(msg)

    # Settings

    def session_config(self) -> SessionConfig:
        """Build the engine config of this profile."""
        config = SessionConfig(
            {
                "datafusion.execution.batch_size": render_setting(self.execution.batch_size),
                "datafusion.execution.target_partitions": render_setting(
                    self.execution.target_partitions
                ),
                "lakehouse.memory.pool": self.execution.memory_pool,
            }
        )
        if self.execution.memory_limit:
            limit = parse_memory_limit(self.execution.memory_limit)
            config.set("lakehouse.memory.limit", render_setting(limit))
        for key, value in self.policies.joins.settings().items():
            config.set(key, render_setting(value))
        return self.policies.config.apply(config)

    def settings_rows(self) -> tuple[SettingRow, ...]:
        """Effective settings of this profile's session."""
        return settings_rows(self.session_context())

    def settings_snapshot(self) -> SettingsSnapshot:
        """Snapshot of this profile's session."""
        return settings_snapshot(self.session_context(), self)

    def memory_bytes(self, default: object = _UNSET) -> int:
        """Memory limit in bytes.

        Raises:
            RuntimeSettingsError: If there is no limit and no default.
        """
        if self.execution.memory_limit:
            return parse_memory_limit(self.execution.memory_limit)
        if default is _UNSET:
            msg = f"profile {self.name!r} has no memory limit"
            raise RuntimeSettingsError(msg)
        return cast("int", default)

    # Features

    def feature_state(self) -> FeatureStateSnapshot:
        """Snapshot of the enabled features."""
        return feature_state_for(self.policies.features, policy=self.policies.config)

    def require_feature(self, name: str) -> None:
        """Raise unless ``name`` is enabled."""
        request_feature(
            FeatureRequest(name, label=self.execution.label, required=True),
            self.policies.features,
        )

    # Sessions

    def session_context(self) -> SessionContext:
        """Return the cached session of this profile, building it when needed."""
        key = self.cache_key()
        cached = _SESSION_CONTEXT_CACHE.get(key)
        if cached is not None:
            record_telemetry("session.hit", label=self.execution.label, profile=self.name)
            return cached
        ctx = _build_context(self)
        if self.policies.config.cache.scope is CacheScope.SESSION:
            _SESSION_CONTEXT_CACHE[key] = ctx
        return ctx

    def cache_key(self) -> str:
        """Key of the session cache."""
        return f"{self.name}:{profile_fingerprint(self)}"

    def view_registry(self) -> DataFusionViewRegistry:
        """Return the view registry of this profile's session."""
        return _VIEW_REGISTRIES.setdefault(self.cache_key(), DataFusionViewRegistry())

    def view_graph(self) -> ViewGraph:
        """Dependencies between the views of this profile."""
        from datafusion_engine.views.graph import ViewGraph

        return ViewGraph.from_entries(self.view_registry().entries)

    # Schemas

    def extract_schema_for(self, name: str) -> Schema:
        """Schema of a dataset, restricted to what the profile can read."""
        schema = extract_schema_for(name)
        if not self.sources.register_nested_views:
            flat = _field_names(schema)
            return Schema(tuple(schema.field(item) for item in flat), schema.metadata)
        return schema

    def contracts(self) -> tuple[SchemaContract, ...]:
        """Contracts of everything that the session promises."""
        artifacts = SchemaContract("plan_artifacts", DATAFUSION_PLAN_ARTIFACTS_SCHEMA)
        if not self.sources.register_nested_views:
            return (artifacts,)
        return (artifacts, *(spec.contract() for spec in nested_view_specs()))

    def record_plan(self, view_name: str, rows: Iterable[str]) -> plan_artifact.PlanArtifact:
        """Record the plan of a view."""
        return plan_artifact.PlanArtifact(
            view_name=view_name,
            fingerprint=profile_fingerprint(self),
            lines=tuple(rows),
            recorded_at=_clock(),
            cache=self.policies.config.cache,
        )

    def diagnostics_recorder(self) -> DiagnosticsRecorder:
        """Return a recorder that is labelled with this profile."""
        from obs.diagnostics import DiagnosticsRecorder

        return DiagnosticsRecorder(source=self.name)


@dataclass(frozen=True)
class SessionRuntime:
    """A profile, its session and what is known of it."""

    profile: DataFusionRuntimeProfile
    ctx: SessionContext
    features: FeatureStateSnapshot
    functions: FunctionCatalog
    views: tuple[str, ...] = field(default=())

    def table(self, name: str) -> Table:
        """Read a table of the session."""
        return self.ctx.table(name)


def profile_fingerprint(profile: DataFusionRuntimeProfile) -> str:
    """Digest of everything that shapes a session; the label does not."""
    execution = msgspec.structs.replace(profile.execution, label=None)
    return msgspec.structs.replace(profile, execution=execution).fingerprint()


def clone_profile(profile: ProfileT, **changes: Any) -> ProfileT:
    """Return a copy of ``profile`` with some fields replaced."""
    return msgspec.structs.replace(profile, **changes)


def with_label(profile: ProfileT, label: ExecutionLabel) -> ProfileT:
    """Return a copy that runs on behalf of ``label``."""
    execution = msgspec.structs.replace(profile.execution, label=label)
    return msgspec.structs.replace(profile, execution=execution)


def _build_context(profile: DataFusionRuntimeProfile) -> SessionContext:
    """Build a session: sources first, then functions, then nested views."""
    build = _count_build()
    ctx = SessionContext(profile.session_config())
    for source in profile.sources.sources:
        ctx.register_table(source.name, source.load(extract_schema_for(source.dataset)))
    install_builtin_functions(ctx)
    if profile.policies.required_functions:
        validate_required_functions(ctx, profile.policies.required_functions)
    if profile.sources.register_nested_views:
        _record_views(profile, register_nested_views(ctx))
    logger.info("session %s built (%d)", profile.name, build)
    record_telemetry("session.build", label=profile.execution.label, profile=profile.name)
    return ctx


def _record_views(profile: DataFusionRuntimeProfile, names: Sequence[str]) -> None:
    registry = profile.view_registry()
    for spec in nested_view_specs():
        if spec.name in names:
            registry.record(spec.name, spec.query)


def session_runtime_for(profile: DataFusionRuntimeProfile) -> SessionRuntime:
    """Open a session for a profile."""
    ctx = profile.session_context()
    catalog = validate_required_functions(ctx, profile.policies.required_functions)
    return SessionRuntime(
        profile=profile,
        ctx=ctx,
        features=profile.feature_state(),
        functions=catalog,
        views=tuple(sorted(profile.view_registry().entries)),
    )


@contextmanager
def session_scope(profile: DataFusionRuntimeProfile) -> Generator[SessionRuntime]:
    """Open a session and drop it from the cache afterwards."""
    try:
        yield session_runtime_for(profile)
    finally:
        _SESSION_CONTEXT_CACHE.pop(profile.cache_key(), None)


def explain_view(
    profile: DataFusionRuntimeProfile, name: str, *, hook: ExplainHook | None = None
) -> tuple[str, ...]:
    """Render a small plan of a view and hand it to ``hook``."""
    query = profile.view_registry().entries.get(name)
    lines = [f"Projection: {name}", f"  Scan: {query or name}"]
    lines += [f"  Setting: {row.name}={row.value}" for row in profile.settings_rows()]
    limited = tuple(lines[: profile.diagnostics.explain_limit])
    if hook is not None:
        hook(name, limited)
    return limited


def decode_profile(raw: bytes | str) -> DataFusionRuntimeProfile:
    """Read a profile from JSON.

    Raises:
        RuntimeSettingsError: If the document does not describe a profile.
    """
    try:
        return msgspec.json.decode(raw, type=DataFusionRuntimeProfile)
    except msgspec.ValidationError as error:
        raise RuntimeSettingsError(str(error)) from error


def print_settings() -> int:
    """Print the settings of a preset: the ``lakehouse-settings`` command."""
    preset = sys.argv[1] if len(sys.argv) > 1 else "default"
    for row in profile_for_preset(preset).settings_rows():
        print(f"{row.name} = {row.value}")
    return 0


from datafusion_engine.udf.names import BUILTIN_FUNCTIONS  # noqa: E402


def install_builtin_functions(ctx: SessionContext) -> None:
    """Register the built-in scalar functions."""
    for name, function in BUILTIN_FUNCTIONS.items():
        ctx.register_udf(name, function)


__all__ = [
    "DATAFUSION_POLICY_PRESETS",
    "DEFAULT_DF_POLICY",
    "DEV_DF_POLICY",
    "ENGINE_VERSION",
    "ENV_PREFIX",
    "PROD_DF_POLICY",
    "SETTINGS_QUERY",
    "UNSTABLE_FEATURES",
    "CacheEventHook",
    "CachePolicy",
    "DataFusionConfigPolicy",
    "DataFusionFeatureGates",
    "DataFusionJoinPolicy",
    "DataFusionRuntimeProfile",
    "DataFusionViewRegistry",
    "DataSourceConfig",
    "DiagnosticsConfig",
    "ExecutionConfig",
    "ExecutionLabel",
    "ExplainHook",
    "FeatureProbe",
    "FeatureRequest",
    "FeatureStateSnapshot",
    "FeatureUnavailableError",
    "MemoryPool",
    "MemoryTier",
    "PolicyConfig",
    "RuntimeSettingsError",
    "RuntimeStruct",
    "SchemaContract",
    "SessionRuntime",
    "SettingRow",
    "SettingsSnapshot",
    "TelemetryEvent",
    "UnstableSettingWarning",
    "clear_session_cache",
    "clone_profile",
    "coerce_setting",
    "context_builds",
    "decode_profile",
    "describe_tables",
    "drain_telemetry",
    "enabled_features",
    "env_setting",
    "explain_view",
    "feature_state_for",
    "install_builtin_functions",
    "named_args_supported",
    "parse_memory_limit",
    "policy_preset",
    "print_settings",
    "profile_fingerprint",
    "profile_for_preset",
    "record_telemetry",
    "register_feature_probe",
    "register_policy_preset",
    "render_setting",
    "request_feature",
    "session_runtime_for",
    "session_scope",
    "settings_for_profile",
    "settings_rows",
    "settings_snapshot",
    "telemetry_batches",
    "with_label",
]
