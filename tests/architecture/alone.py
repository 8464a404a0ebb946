"""Imports each of the given modules as if nothing of Dateline had been imported, and prints those that fail: `alone.py MODULE…`.

What a module needs is not executed again if it was imported alone before; it is then as it was after that: a package has only the
submodules that it imports itself. What needs the module in turn is executed again: so a circle is entered at each of its modules.
"""

import importlib
import sys
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import NamedTuple


class Imported(NamedTuple):
    """A module that was imported alone."""

    module: ModuleType
    content: dict[str, object]
    """What was in it then."""
    needs: frozenset[str]
    """The modules that it needs, and itself."""


class Again(MetaPathFinder, Loader):
    """Finds the modules that were imported alone, except those that need the one that is imported now."""

    def __init__(self) -> None:
        self.known: dict[str, Imported] = {}
        self.name = ""

    def find_spec(self, fullname: str, path: object = None, target: object = None) -> ModuleSpec | None:  # noqa: ARG002
        known = self.known.get(fullname)
        return ModuleSpec(fullname, self) if known and self.name not in known.needs else None

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        known = self.known[spec.name]
        vars(known.module).clear()
        vars(known.module).update(known.content)
        return known.module

    def exec_module(self, module: ModuleType) -> None:
        pass

    def import_alone(self, name: str) -> None:
        for old in _loaded():
            del sys.modules[old]
        self.name = name
        module = importlib.import_module(name)
        needs = frozenset(_loaded()).union(*(self.known[one].needs for one in _loaded() if one in self.known))
        self.known[name] = Imported(module, dict(vars(module)), needs)


def _loaded() -> list[str]:
    return [name for name in sys.modules if name.partition(".")[0] == "dateline"]


def main(names: Sequence[str]) -> None:
    again = Again()
    sys.meta_path.insert(0, again)
    for name in names:
        try:
            again.import_alone(name)
        except Exception as error:  # noqa: BLE001
            print(f"{name}: {error!r}")  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1:])
