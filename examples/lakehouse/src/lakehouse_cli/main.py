"""The ``lakehouse`` command."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from datafusion_engine.io.adapter import DirectoryAdapter
from datafusion_engine.session.runtime import (
    DATAFUSION_POLICY_PRESETS,
    RuntimeSettingsError,
    explain_view,
    profile_for_preset,
)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="lakehouse")
    parser.add_argument("--preset", choices=sorted(DATAFUSION_POLICY_PRESETS), default="default")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("settings", help="print effective settings")
    views = commands.add_parser("views", help="list the views of a directory")
    views.add_argument("directory", type=Path)
    explain = commands.add_parser("explain", help="explain a view")
    explain.add_argument("view")
    return parser


def main(argv: list[str] | None = None) -> int:
    """Run the command; return its exit code."""
    args = _parser().parse_args(argv)
    try:
        profile = profile_for_preset(args.preset)
        match args.command:
            case "settings":
                for row in profile.settings_rows():
                    print(f"{row.name} = {row.value}")
            case "views":
                print("\n".join(DirectoryAdapter(args.directory).available_views()))
            case _:
                print("\n".join(explain_view(profile, args.view)))
    except RuntimeSettingsError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
