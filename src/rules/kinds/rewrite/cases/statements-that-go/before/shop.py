import warnings


def old() -> None:
    warnings.warn("old")


def older(hard: bool) -> int:
    if hard:
        warnings.warn("older")
        warnings.warn("much older")
    warnings.warn("still there")  # for now
    return 1
