from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class DatasetRegistrationOptions:
    overwrite: bool = False


@dataclass(frozen=True)
class DatasetRegistration:
    options: DatasetRegistrationOptions


def register_dataset_spec(name: str) -> DatasetRegistration:
    return DatasetRegistration(DatasetRegistrationOptions())


def register_dataset_df(name: str) -> DatasetRegistrationOptions:
    return DatasetRegistrationOptions()
