from datafusion_engine.dataset.registration import register_dataset_df
from datafusion_engine.schema.registry import extract_schema_for

SCHEMA = extract_schema_for("ast")
OPTIONS = register_dataset_df("ast")
