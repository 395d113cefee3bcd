"""Modules that need a newer Python than the rest."""

from __future__ import annotations

import sys

import pytest

from datafusion_engine.session.runtime import DataFusionRuntimeProfile, ExecutionConfig


@pytest.mark.skipif(sys.version_info < (3, 12), reason="PEP 695 syntax")
def test_batch(profile: DataFusionRuntimeProfile) -> None:
    from relspec.generics import Batch, largest, select_specs

    specs = select_specs(lambda spec: spec.name.startswith("ast_"))
    batch = Batch(lambda runtime, spec: runtime.table(spec.name).num_rows, specs)
    assert batch.run(profile) == {
        "ast_edges_view": 1,
        "ast_nodes_view": 3,
        "ast_docstrings_view": 0,
    }
    configs = [ExecutionConfig(batch_size=1), ExecutionConfig(batch_size=9)]
    assert largest(configs, key=lambda config: config.batch_size) is configs[1]


@pytest.mark.skipif(sys.version_info < (3, 13), reason="PEP 696 syntax")
def test_outcome(profile: DataFusionRuntimeProfile) -> None:
    from relspec.outcome import Outcome

    first = Outcome(1, profile.settings_snapshot())
    assert first.same_settings(Outcome(2, profile.settings_snapshot()))
