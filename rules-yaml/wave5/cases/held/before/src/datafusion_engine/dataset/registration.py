"""Registers datasets."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass


@dataclass(frozen=True)
class DatasetRegistrationOptions:
    """What a dataset is registered with."""

    name: str


def shape_request(name: str) -> DatasetRegistrationOptions:
    """Shape a request."""
    return DatasetRegistrationOptions(name)


def provider_capsule_id(provider: object) -> str:
    """Tell a provider apart."""
    return _table_provider_capsule(provider)


def _table_provider_capsule(provider: object) -> str:
    return hex(id(provider))


def _register_delta_provider(options: DatasetRegistrationOptions) -> tuple[object, ...]:
    return (
        _build_delta_provider_registration(options),
        _enforce_delta_native_provider_policy(options),
        _ensure_catalog_schema(options),
        _external_table_ddl(options),
        _provider_for_registration(options),
        _register_delta_provider_with_adapter(options),
        _schema_identity_hash(options),
    )


def _build_delta_provider_registration(options: DatasetRegistrationOptions) -> object:
    return options.name


def _enforce_delta_native_provider_policy(options: DatasetRegistrationOptions) -> object:
    return options.name


def _ensure_catalog_schema(options: DatasetRegistrationOptions) -> object:
    return options.name


def _external_table_ddl(options: DatasetRegistrationOptions) -> object:
    return options.name


def _provider_for_registration(options: DatasetRegistrationOptions) -> object:
    return options.name


def _register_delta_provider_with_adapter(options: DatasetRegistrationOptions) -> object:
    return options.name


def _schema_identity_hash(options: DatasetRegistrationOptions) -> object:
    return hashlib.sha256(options.name.encode()).hexdigest()
