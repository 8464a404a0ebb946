"""Jinja's templates: those of Dateline are compiled when its wheel is made, all others when they are needed.

`hatch_build.py` loads this file alone, so it imports nothing of Dateline.
"""

import hashlib
import shutil
import sys
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jinja2 import BaseLoader
    from jinja2 import Environment as Environment  # noqa: PLC0414  # theme.py names it, too

COMPILED = "compiled"
"""The folder of a theme with its compiled templates; they are in a folder of their own, whose name is their mark."""
OPTIONS: dict[str, Any] = {"trim_blocks": True, "lstrip_blocks": True}


def mark(sources: Mapping[str, str]) -> str:
    """What compiled templates depend on: the templates, the options, and the versions of Jinja and Python."""
    parts = (sorted(sources.items()), OPTIONS, version("jinja2"), sys.version_info[:2])
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]


def environment(sources: Mapping[str, str], theme: Path | None = None) -> "Environment":
    """The templates, ready to be filled in.

    Args:
        sources: their text, by name.
        theme: the folder of the built-in theme, if all of them are from there; its compiled templates are used if they fit.
            A publication's own templates are compiled here, and run in a sandbox, which checks each attribute that they read.
    """
    from jinja2 import DictLoader, Environment, StrictUndefined  # noqa: PLC0415  # not needed if nothing is rendered

    if theme is None:
        from jinja2.sandbox import ImmutableSandboxedEnvironment  # noqa: PLC0415

        return ImmutableSandboxedEnvironment(autoescape=True, loader=DictLoader(sources), undefined=StrictUndefined, **OPTIONS)
    compiled = theme / COMPILED / mark(sources)
    loader = _compiled(compiled) if compiled.is_dir() else DictLoader(sources)
    return Environment(autoescape=True, loader=loader, undefined=StrictUndefined, **OPTIONS)


@cache
def _compiled(folder: Path) -> "BaseLoader":
    """The compiled templates in a folder, whose modules are loaded once."""
    from jinja2 import ModuleLoader  # noqa: PLC0415

    return ModuleLoader(folder)


def errors() -> type[Exception]:
    """The class of what a wrong template raises."""
    from jinja2 import TemplateError  # noqa: PLC0415

    return TemplateError


def compile_theme(theme: Path) -> None:
    """Compiles the templates of the built-in theme, in place of those that were compiled before."""
    sources = {path.name: path.read_text(encoding="utf-8") for path in (theme / "templates").iterdir()}
    compiled = theme / COMPILED / mark(sources)
    compiled.parent.mkdir(exist_ok=True)
    if not compiled.is_dir():
        with TemporaryDirectory(prefix=".compiled-", dir=theme.parent) as made:
            environment(sources, theme).compile_templates(f"{made}/all", zip=None, ignore_errors=False)
            with suppress(OSError):  # another build was faster
                Path(made, "all").rename(compiled)
    for other in compiled.parent.iterdir():
        if other != compiled:
            shutil.rmtree(other, ignore_errors=True)
