"""Jinja's templates: those of Dateline are compiled when its wheel is made, all others when they are needed.

`hatch_build.py` loads this file alone, so it imports nothing of Dateline.
"""

import hashlib
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cache, lru_cache
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from traceback import walk_tb
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from jinja2 import BaseLoader, BytecodeCache, Undefined
    from jinja2 import Environment as Environment  # noqa: PLC0414  # theme.py names it, too
    from jinja2.bccache import Bucket
    from jinja2.nodes import Node

COMPILED = "compiled"
"""The folder of a theme with its compiled templates; they are in a folder of their own, whose name is their mark."""
PLACE = "theme/templates/"
"""What stands before a template's name in tracebacks."""
_WORDS = {"str": "a text", "int": "a number", "float": "a number", "NoneType": "nothing", "dict": "a mapping"}
_WORDS |= {"list": "a list", "tuple": "a list"}
_PYTHON = re.compile(rf"""'(?:[\w.]+\.)?(\w+)(?:' object| object')|["']?\b({"|".join(_WORDS)})\b["']?""")
"""How Python and Jinja name types: `'int' object`, `'dict object'`, `str`."""
MOST_KEPT = 1000
"""Of so many templates it is remembered what they name."""
OPTIONS: dict[str, Any] = {"trim_blocks": True, "lstrip_blocks": True}
_JSON = {"ensure_ascii": False, "separators": (",", ":"), "sort_keys": True}
"""How `tojson` writes: in the fewest bytes, because every page has some."""


def mark(sources: Mapping[str, str]) -> str:
    """What compiled templates depend on: the templates, the options and the version of Jinja; all Pythons get the same."""
    parts = (sorted(sources.items()), OPTIONS, version("jinja2"))
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]


def environment(sources: Mapping[str, str], theme: Path | None = None) -> "Environment":
    """The templates, ready to be filled in.

    Args:
        sources: their text, by name.
        theme: the folder of the built-in theme, if all of them are from there; its compiled templates are used if they fit.
            A publication's own templates are compiled here, and run in a sandbox, which checks each attribute that they read.
    """
    from jinja2 import Environment, StrictUndefined  # noqa: PLC0415  # not needed if nothing is rendered

    if theme is None:
        from jinja2.sandbox import ImmutableSandboxedEnvironment  # noqa: PLC0415

        given: dict[str, Any] = {"loader": _loader(sources), "undefined": _undefined(), "bytecode_cache": _compiled_before()}
        return _terse(ImmutableSandboxedEnvironment(autoescape=True, **given, **OPTIONS))
    compiled = theme / COMPILED / mark(sources)
    loader = _compiled(compiled) if compiled.is_dir() else _loader(sources)
    return _terse(Environment(autoescape=True, loader=loader, undefined=StrictUndefined, **OPTIONS))


def _terse(made: "Environment") -> "Environment":
    made.policies["json.dumps_kwargs"] = _JSON
    return made


@cache
def _compiled(folder: Path) -> "BaseLoader":
    """The compiled templates in a folder, whose modules are loaded once."""
    from jinja2 import ModuleLoader  # noqa: PLC0415

    return ModuleLoader(folder)


@cache
def _compiled_before() -> "BytecodeCache":
    """The templates that this process compiled before: `serve` builds again and again."""
    from jinja2 import BytecodeCache  # noqa: PLC0415

    class CompiledBefore(BytecodeCache):
        def __init__(self) -> None:
            self._known: dict[str, tuple[str, Any]] = {}

        def load_bytecode(self, bucket: "Bucket") -> None:
            checksum, code = self._known.get(bucket.key, ("", None))
            if checksum == bucket.checksum:
                bucket.code = code

        def dump_bytecode(self, bucket: "Bucket") -> None:
            self._known[bucket.key] = bucket.checksum, bucket.code

    return CompiledBefore()


def _loader(sources: Mapping[str, str]) -> "BaseLoader":
    """The texts, each with the file that tracebacks name."""
    from jinja2 import DictLoader  # noqa: PLC0415

    class TemplateTexts(DictLoader):
        def get_source(self, environment: "Environment", template: str) -> Any:
            text, _, is_current = super().get_source(environment, template)
            return text, PLACE + template, is_current

    return TemplateTexts(sources)


@cache
def _undefined() -> type["Undefined"]:
    """What stands for a name that is not known, and remembers in its error which one it was, and of what."""
    from jinja2 import StrictUndefined, UndefinedError  # noqa: PLC0415
    from jinja2.utils import missing as nowhere  # noqa: PLC0415

    class Unknown(StrictUndefined):
        __slots__ = ()

        def __init__(
            self, hint: str | None = None, obj: Any = nowhere, name: str | None = None, exc: Any = UndefinedError
        ) -> None:
            def error(message: str) -> UndefinedError:
                made = UndefinedError(message)
                made.unknown = None if hint else (str(name), None if obj is nowhere else obj)  # type: ignore[attr-defined]
                return made

            super().__init__(hint, obj, name, error if exc is UndefinedError else exc)  # type: ignore[arg-type]  # it is only called

    return Unknown


def unknown(error: Exception) -> tuple[str, Any] | None:
    """The name that is not known, and the value of which it is no part, if that is the error; None: it is of no value."""
    found: tuple[str, Any] | None = getattr(error, "unknown", None)
    return found


def in_words(error: Exception) -> str:
    """What an error of Python or Jinja says, without the names of Python's types."""
    return _PYTHON.sub(lambda found: _WORDS.get(found[1] or found[2], "a value"), str(error)) or type(error).__name__


def places(error: Exception) -> list[tuple[str, int]]:
    """The templates that an error went through, the innermost last: their names, and the lines."""
    found = [(frame.f_code.co_filename, line) for frame, line in walk_tb(error.__traceback__)]
    return [(file.removeprefix(PLACE), line) for file, line in found if file.startswith(PLACE)]


def missing(error: Exception) -> str:
    """The name of the template that is not there, if that is the error; else empty."""
    from jinja2 import TemplateNotFound  # noqa: PLC0415

    return str(error.name) if isinstance(error, TemplateNotFound) else ""


def mistake(environment: "Environment", name: str) -> tuple[str, int]:
    """What is wrong with a template as it stands, before it is filled in, and the line; nothing and 0 if it can be read."""
    from jinja2 import TemplateSyntaxError  # noqa: PLC0415

    try:
        environment.get_template(name)
    except TemplateSyntaxError as error:
        return error.message or "cannot be read", error.lineno
    return "", 0


def meant(environment: "Environment", said: str) -> tuple[str, Iterable[str]]:
    """The filter or test that a mistake says does not exist, and those that do; nothing if it is another mistake."""
    found = re.match(r"No (filter|test) named '(\w+)'", said)
    return (found[2], environment.filters if found[1] == "filter" else environment.tests) if found else ("", ())


class Reference(NamedTuple):
    """What names another template: an include, an extends or an import."""

    line: int
    names: tuple[str, ...]
    """The templates, any of which will do; none if the name is only known when the template is filled in."""
    is_needed: bool
    """Whether it is an error if none of them exists."""
    is_extended: bool
    """Whether it is an extends."""
    is_certain: bool
    """Whether it counts whenever the template is filled in: it is in no condition, loop or macro."""


@lru_cache(MOST_KEPT)
def references(text: str) -> tuple[Reference, ...]:
    """The other templates that a template without mistakes names."""
    return tuple(_references(_tree(text), is_certain=True))


def _tree(text: str) -> "Node":
    from jinja2 import Environment  # noqa: PLC0415

    return Environment(autoescape=True, **OPTIONS).parse(text)


def _references(node: "Node", *, is_certain: bool) -> Iterator[Reference]:
    from jinja2 import nodes  # noqa: PLC0415

    for one in node.iter_child_nodes():
        if isinstance(one, nodes.Extends | nodes.Include | nodes.Import | nodes.FromImport):
            given: Any = one.template
            listed = given.items if isinstance(given, nodes.List | nodes.Tuple) else [given]
            names = tuple(each.value if isinstance(each, nodes.Const) else "" for each in listed)
            is_needed, is_extended = not getattr(one, "ignore_missing", False), isinstance(one, nodes.Extends)
            yield Reference(one.lineno, names if all(names) else (), is_needed, is_extended, is_certain)
        is_sure = is_certain and not isinstance(one, nodes.If | nodes.For | nodes.Macro | nodes.CallBlock)
        yield from _references(one, is_certain=is_sure)


@lru_cache(MOST_KEPT)
def computes_assets(text: str) -> bool:
    """Whether a template without mistakes makes the name of a static file only when it is filled in."""
    from jinja2 import nodes  # noqa: PLC0415

    tree = _tree(text)
    plain = [one for one in tree.find_all(nodes.Call) if all(isinstance(each, nodes.Const) for each in one.args)]
    named = [one for one in plain if isinstance(one.node, nodes.Name) and one.node.name == "asset"]
    return len(named) < sum(one.name == "asset" for one in tree.find_all(nodes.Name))


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
