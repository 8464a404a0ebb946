"""Compiles the templates when a wheel is made, or when a checkout is installed (docs/adr/0028)."""

import runpy
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class TemplateHook(BuildHookInterface[Any]):
    """What hatchling calls."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002  # the same for every kind of wheel
        """Compiles the templates before the files of the wheel are listed."""
        root = Path(self.root)
        runpy.run_path(str(root / "src/dateline/site/templates.py"))["compile_theme"](root / "theme")
