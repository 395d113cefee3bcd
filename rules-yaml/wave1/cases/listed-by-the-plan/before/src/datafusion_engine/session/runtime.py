from __future__ import annotations

from typing import TYPE_CHECKING

from datafusion_engine.dataset.registration import dataset_input_plugin
from datafusion_engine.extract.templates import config, templates
from datafusion_engine.schema.registry import (
    CST_VIEW_NAMES,
    TREE_SITTER_VIEW_NAMES,
    extract_schema_for,
    validate_udf_info_schema_parity,
)

if TYPE_CHECKING:
    from collections.abc import Callable


class RuntimeProfile:
    views = (*CST_VIEW_NAMES, *TREE_SITTER_VIEW_NAMES)
    checks: tuple[Callable[[object], None], ...] = (validate_udf_info_schema_parity,)

    def start(self) -> object:
        return dataset_input_plugin(), config("ast"), templates(), extract_schema_for("ast")


if __name__ == "__main__":
    RuntimeProfile().start()
