"""Outcome of a pipeline; needs Python 3.13, nothing else imports this module eagerly."""

from __future__ import annotations

from typing import TYPE_CHECKING

from datafusion_engine.session.runtime import SessionRuntime

if TYPE_CHECKING:
    from datafusion_engine.session.runtime import SettingsSnapshot


class Outcome[T = SessionRuntime]:
    """A value and the settings under which it came about."""

    def __init__(self, value: T, settings: SettingsSnapshot) -> None:
        self.value = value
        self.settings = settings

    def same_settings(self, other: Outcome[T]) -> bool:
        """Whether two outcomes are comparable."""
        return not self.settings.diff(other.settings)
