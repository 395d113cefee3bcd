"""Registry of catalogs; not to be confused with the registry of schemas."""

from __future__ import annotations

from datafusion_engine.catalog.provider import CatalogProvider
from datafusion_engine.schema import registry as schema_registry
from datafusion_engine.session import runtime

_CATALOGS: dict[str, CatalogProvider] = {}
_LABELS = {}  # type: dict[str, runtime.ExecutionLabel | None]


def register_catalog(profile: runtime.DataFusionRuntimeProfile) -> CatalogProvider:
    """Register the catalog of a profile."""
    provider = CatalogProvider(profile)
    _CATALOGS[profile.name] = provider
    _LABELS[profile.name] = profile.execution.label
    runtime.record_telemetry("catalog.register", profile=profile.name)
    return provider


def label_of(name: str) -> "runtime.ExecutionLabel | None":  # noqa: UP037
    """Label under which a catalog was registered."""
    return _LABELS.get(name)


def lookup(name: str) -> CatalogProvider:
    """Return a registered catalog."""
    try:
        return _CATALOGS[name]
    except KeyError:
        raise schema_registry.SchemaLookupError(name) from None


def datasets_by_tag() -> dict[str, list[str]]:
    """Group all file datasets by tag."""
    registry = {tag: sorted(names) for tag, names in schema_registry.SCHEMA_TAGS.items()}
    # ``registry`` and ``runtime`` below are locals, whatever the modules are called.
    for tag in list(registry):
        registry[tag] = [name for name in registry[tag] if name.endswith("_v1")]
    return dict(sorted(registry.items()))


def summarize(name: str) -> dict[str, object]:
    """Describe a registered catalog."""
    provider = lookup(name)

    def describe(runtime: object) -> str:
        return type(runtime).__name__

    return {
        "profile": provider.profile.name,
        "runtime": describe(provider.runtime),
        "builds": runtime.context_builds(),
        "tables": provider.table_names(),
    }
