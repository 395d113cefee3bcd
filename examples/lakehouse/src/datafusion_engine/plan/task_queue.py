"""A queue of tasks, for a scheduler that was never written."""

from __future__ import annotations

from datafusion_engine.plan.limits import queue_limit


class TaskQueue:
    """Tasks in the order in which they came."""

    def __init__(self) -> None:
        self._tasks: list[str] = []

    def put(self, task: str) -> bool:
        """Append a task; tell whether there was room."""
        if len(self._tasks) >= queue_limit():
            return False
        self._tasks.append(task)
        return True
