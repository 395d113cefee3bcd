from __future__ import annotations


class ExtractorTemplate:
    def __init__(self, name: str) -> None:
        self.name = name


def _discovered() -> dict[str, ExtractorTemplate]:
    return {
        key: value
        for key, value in globals().items()
        if key.endswith("_TEMPLATE") and isinstance(value, ExtractorTemplate)
    }


AST_TEMPLATE = ExtractorTemplate("ast")
CONFIGS = {"ast": 1}


def config(name: str) -> int:
    return CONFIGS[name]


def flag_default(name: str) -> bool:
    return name in _discovered()


def templates() -> list[str]:
    return sorted(_discovered())
