"""Sessions."""

from __future__ import annotations

import logging

from datafusion_engine.schema.registry import extract_schema_for, validate_views

logger = logging.getLogger(__name__)


_AST_OPTIONAL_VIEW_FUNCTIONS = "ast_optional_view_functions"
_EXTENSION_MODULE_NAMES = "extension_module_names"
_RUNTIME_SESSION_ID = "runtime_session_id"


class ExplainRows:
    """One of the names that wave 4 lists."""


def _catalog_autoload_settings() -> str:
    return "catalog_autoload_settings"


def _parse_major_version() -> str:
    return "parse_major_version"


def _ansi_mode() -> str:
    return "ansi_mode"


def _apply_builder() -> str:
    return "apply_builder"


def _attach_cache_manager() -> str:
    return "attach_cache_manager"


def _cache_profile_settings() -> str:
    return "cache_profile_settings"


def _extra_settings_payload() -> str:
    return "extra_settings_payload"


def _plan_statistics_capability_available() -> str:
    return "plan_statistics_capability_available"


def _resolve_runtime_extension_module() -> str:
    return "resolve_runtime_extension_module"


def _resolve_tracing_context() -> str:
    return "resolve_tracing_context"


def _seconds_ttl() -> str:
    return "seconds_ttl"


class DataFusionViewRegistry:
    """One of the names that wave 4 lists."""


class SchemaRegistryValidationResult:
    """One of the names that wave 4 lists."""


def _count_dir_entries() -> str:
    return "count_dir_entries"


def _is_nullable() -> str:
    return "is_nullable"


def _is_remote_scheme() -> str:
    return "is_remote_scheme"


def _register_schema_table() -> str:
    return "register_schema_table"


def _resolve_local_path() -> str:
    return "resolve_local_path"


def _resolve_prepared_statement_options() -> str:
    return "resolve_prepared_statement_options"


def assert_schema_metadata() -> str:
    return "assert_schema_metadata"


def register_cdf_inputs_for_profile() -> str:
    return "register_cdf_inputs_for_profile"


class CachePolicy:
    """What is cached."""


def effective_catalog_autoload() -> str:
    return _catalog_autoload_settings()


def record_view_definition() -> str:
    logger.info("recorded")
    return validate_views()


class DataFusionRuntimeProfile:
    """What a session is made from."""

    policy: CachePolicy

    def schema(self) -> str:
        """Give a schema."""
        return extract_schema_for(effective_catalog_autoload())


def session_runtime_for_profile(profile: DataFusionRuntimeProfile) -> str:
    return profile.schema() + record_view_definition()
