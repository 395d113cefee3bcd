AST_VIEW_NAMES = ("ast_files",)
CST_VIEW_NAMES = ("cst_refs",)
TREE_SITTER_VIEW_NAMES = ("ts_nodes",)


def validate_udf_info_schema_parity(info: object) -> None: ...


def identity_fields_for(name: str) -> tuple[str, ...]:
    return (name,)


def extract_schema_for(name: str) -> tuple[str, ...]:
    return identity_fields_for(name)
