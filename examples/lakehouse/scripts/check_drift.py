"""Watch the size of the modules that tend to grow."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

# Path parts, so that the list reads the same on every platform.
WATCHED = (
    ("src", "datafusion_engine", "session", "runtime.py"),
    ("src", "datafusion_engine", "schema", "registry.py"),
    ("src", "datafusion_engine", "engine.py"),
)
ENTRY_MODULE = "src/datafusion_engine/session/runtime.py"
LINE_BUDGET = 1_000


@dataclass
class DriftReport:
    """Outcome of the check."""

    oversized: dict[str, int] = field(default_factory=dict)
    stale: list[str] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        """Whether all watched modules exist and keep their budget."""
        return not self.oversized and not self.stale


def check(root: Path = ROOT, *, budget: int = LINE_BUDGET) -> DriftReport:
    """Check all watched modules."""
    report = DriftReport()
    watched = {"/".join(parts) for parts in WATCHED} | {ENTRY_MODULE}
    for name in sorted(watched):
        path = root / name
        if not path.is_file():
            report.stale.append(name)
            continue
        lines = len(path.read_text(encoding="utf-8").splitlines())
        if lines > budget:
            report.oversized[name] = lines
    return report


def main() -> int:
    """Print the report; fail when a module outgrew its budget."""
    report = check()
    for name, lines in report.oversized.items():
        print(f"{name}: {lines} lines, budget {LINE_BUDGET}")
    for name in report.stale:
        print(f"{name}: watched but not found")
    return 1 if report.oversized else 0


if __name__ == "__main__":
    sys.exit(main())
