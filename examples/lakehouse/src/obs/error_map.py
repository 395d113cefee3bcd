"""Which team owns which error."""

from __future__ import annotations

from datafusion_engine.schema.registry import SchemaLookupError, SchemaValidationError
from datafusion_engine.session.runtime import FeatureUnavailableError, RuntimeSettingsError

_OWNERS = {
    **dict.fromkeys({e.__module__ for e in (SchemaLookupError, SchemaValidationError)}, "schema"),
    **dict.fromkeys(
        {e.__module__ for e in (RuntimeSettingsError, FeatureUnavailableError)}, "session"
    ),
}


def owner_of(error: BaseException) -> str:
    """Return the team that owns an error, judged by the module that defines its class."""
    for cls in type(error).__mro__:
        owner = _OWNERS.get(cls.__module__)
        if owner is not None:
            return owner
    return "unknown"


def qualified_name(error: BaseException) -> str:
    """Dotted name of an error's class, as it appears in reports."""
    cls = type(error)
    return f"{cls.__module__}.{cls.__qualname__}"
