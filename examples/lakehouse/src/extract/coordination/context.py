"""What an extraction run needs to know."""

from __future__ import annotations

import importlib
from dataclasses import dataclass, field
from typing import Any

from datafusion_engine.session.runtime import (
    ExecutionLabel,
    SchemaContract,
    SessionRuntime,
)


@dataclass
class RunContext:
    """State of one run."""

    run_id: str
    runtime: SessionRuntime
    events: list[dict[str, Any]] = field(default_factory=list)

    @property
    def label(self) -> ExecutionLabel:
        """Label of the run's queries."""
        return ExecutionLabel(task=self.run_id)

    def emit(self, name: str, **payload: Any) -> None:
        """Record an event of the run."""
        build_row = importlib.import_module("datafusion_engine.schema.registry").pipeline_event_row
        self.events.append(build_row(name, payload, run_id=self.run_id))

    def contract_for(self, name: str) -> SchemaContract:
        """Strict contract of a dataset, as the run's profile sees it."""
        return SchemaContract(name, self.runtime.profile.extract_schema_for(name))

    def violations(self, contract: SchemaContract, table_name: str) -> tuple[str, ...]:
        """How a table of the session breaks a contract."""
        found = contract.violations(self.runtime.table(table_name))
        if found:
            self.emit("contract.broken", table=table_name, problems=len(found))
        return found
