"""Sessions that the extension builds."""


def resolve_delta_session_builder():
    """Find the builder."""
    from datafusion_engine.session import delta_session_builder

    return delta_session_builder


def build_delta_session_context(profile, runtime_env):
    """Build a session."""
    resolution = resolve_delta_session_builder()
    if resolution.module_name != "datafusion_ext":
        return resolution.builder(profile, runtime_env)
    else:
        return resolution.builder(profile, None)
