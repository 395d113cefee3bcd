"""A bounded pool of open sessions."""

from __future__ import annotations

from collections import OrderedDict

from . import runtime as _runtime


class SessionPool:
    """Keeps the most recently used sessions open."""

    def __init__(self, capacity: int = 4) -> None:
        self.capacity = capacity
        self._open: OrderedDict[str, _runtime.SessionRuntime] = OrderedDict()

    def acquire(self, profile: _runtime.DataFusionRuntimeProfile) -> _runtime.SessionRuntime:
        """Return an open session, opening one when needed."""
        key = _runtime.profile_fingerprint(profile)
        runtime = self._open.pop(key, None)
        if runtime is None:
            runtime = _runtime.session_runtime_for(profile)
            _runtime.record_telemetry("pool.open", profile=profile.name)
        self._open[key] = runtime
        while len(self._open) > self.capacity:
            evicted, _ = self._open.popitem(last=False)
            _runtime.record_telemetry("pool.evict", fingerprint=evicted)
        return runtime

    def __len__(self) -> int:
        return len(self._open)

    @staticmethod
    def builds() -> int:
        """Sessions built by this process, pooled or not."""
        return _runtime._CONTEXT_BUILDS
