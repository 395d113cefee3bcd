import json


def delta_plugin_options_json() -> str:
    return json.dumps({})
