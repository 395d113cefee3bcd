"""What a session may keep in memory."""

from __future__ import annotations

from enum import StrEnum

import msgspec


class CacheScope(StrEnum):
    """Lifetime of cached results."""

    NONE = "none"
    QUERY = "query"
    SESSION = "session"


class CachePolicy(msgspec.Struct, frozen=True, kw_only=True):
    """Cache limits of one session."""

    scope: CacheScope = CacheScope.QUERY
    max_entries: int = 128
    ttl_seconds: float | None = None

    @property
    def enabled(self) -> bool:
        """Whether anything is cached at all."""
        return self.scope is not CacheScope.NONE and self.max_entries > 0


DEFAULT_CACHE_POLICY = CachePolicy()
