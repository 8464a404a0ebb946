"""Ways to damage a publication: in a file's bytes, its lines, its keys and values, its name, its kind, or its place."""

import hashlib
import json
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import yaml
from proof.publications import Files

from dateline.core import yamlio
from dateline.store import front_matter

SIGNS = (b"\x00", b"\xff", b"\t", b"\r", b"\n", *rb": - ' \" { } [ ] &a *a !!x # % | >".split(b" "))
VALUES = '[] {} [a] null 1e999 -1 99999999999999999999 2026-02-30 yes \' | *a ../../x "a\\u0000" {a:b}'.split()
KEYS = "titel version withdrawn unknown << 0 ? sources key event".split()
NAMES = "v0004.yaml v999.yaml v001.yml V001.yaml story.yml items.jsonl~ .hidden \u00e4.md con.md a,b.md".split()
WORDS = (
    *("", "x", "a-b", "1", "0", "-1", "9" * 20, "true", "all", "x" * 90, "word " * 3000, "ferry", "item-0", "council", "cost"),
    *("0001-01-01", "9999-12-31", "2026-02-30", "0000", "2026", "1999-12"),
    *("[@item-0]", "[@ferry/item-0]", "[@x", "https://", "https://a.example:99999/", "http://[::1", "//x", "de", "zh-Hant-TW"),
    *(
        "\u202e",
        "\x00",
        "\u200b",
        "\U0001f1e8",
        "\ud7ff",
        "\ufffe",
        "{{ x }}",
        "<b>",
        "../x",
        "a\nb",
        " ",
        "UTC",
        "$5 bn",
        "100 %",
    ),
)
"""Text where other text was; some of it is right in one place or another."""
KEY = re.compile(rb"^([ \t-]*)([a-z_]+):", re.MULTILINE)
VALUE = re.compile(rb"^([ \t-]*[a-z_]+:)[ ]?(.*)$", re.MULTILINE)


class Damaged(NamedTuple):
    """A publication in which something is wrong."""

    files: Files
    folders: tuple[str, ...] = ()
    """Paths of folders, perhaps where a file should be."""
    links: tuple[tuple[str, str], ...] = ()
    """Path and target of each symbolic link."""

    def write(self, root: Path) -> None:
        """Writes it; what cannot stand beside something else is left out."""
        for name in (*self.files, *self.folders, *(name for name, _ in self.links)):
            with suppress(OSError):  # a file is where its folder should be
                (root / name).parent.mkdir(parents=True, exist_ok=True)
        for name, data in self.files.items():
            with suppress(OSError):
                (root / name).write_bytes(data)
        for name in self.folders:
            with suppress(OSError):
                (root / name).unlink(missing_ok=True)
                (root / name).mkdir()
        for name, target in self.links:
            with suppress(OSError):
                (root / name).unlink(missing_ok=True)
                (root / name).symlink_to(target)

    def keep(self, folder: Path) -> None:
        """Keeps it, so that every later run tries it."""
        files = {name: data.decode("latin-1") for name, data in self.files.items()}
        told = json.dumps((files, self.folders, self.links), indent=1)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{hashlib.sha256(told.encode()).hexdigest()[:16]}.json").write_text(told + "\n", encoding="utf-8")


def kept(folder: Path) -> Iterator[Damaged]:
    """The publications that were kept."""
    for path in sorted(folder.glob("*.json")):
        files, folders, links = json.loads(path.read_text(encoding="utf-8"))
        yield Damaged({name: text.encode("latin-1") for name, text in files.items()}, folders, links)


def damaged(files: Files, chance: Random) -> Damaged:
    """The publication with one damage or a few."""
    one = Damaged(dict(files))
    for _ in range(chance.choice((1, 2, 4, 6))):
        one = chance.choice(DAMAGES)(one, chance)
    return one


def _any(one: Damaged, chance: Random) -> str:
    """The path of a file; those of stories and settings are likelier than others."""
    names = sorted(one.files)
    return chance.choice([name for name in names if chance.random() < 0.8 or name.startswith("stories")] or names)


def _changed(one: Damaged, name: str, data: bytes) -> Damaged:
    return one._replace(files={**one.files, name: data})


def _bytes(one: Damaged, chance: Random) -> Damaged:
    name = _any(one, chance)
    data = one.files[name]
    at = chance.randrange(len(data) + 1)
    end = at + chance.choice((0, 1, 8, 200))
    return _changed(one, name, data[:at] + chance.choice((b"", *SIGNS)) + data[end:])


def _cut(one: Damaged, chance: Random) -> Damaged:
    name = _any(one, chance)
    return _changed(one, name, one.files[name][: chance.randrange(len(one.files[name]) + 1)])


def _lines(one: Damaged, chance: Random) -> Damaged:
    name = _any(one, chance)
    lines = one.files[name].splitlines(keepends=True)
    at = chance.randrange(len(lines)) if lines else 0
    line = lines[at : at + 1]
    other = chance.choice(([], line * 2, line * 300, [b"  ", *line], [one.lstrip() for one in line], [b"<<<<<<< HEAD\n", *line]))
    return _changed(one, name, b"".join([*lines[:at], *other, *lines[at + 1 :]]))


def _shuffled(one: Damaged, chance: Random) -> Damaged:
    name = _any(one, chance)
    lines = one.files[name].splitlines(keepends=True)
    chance.shuffle(lines)
    return _changed(one, name, b"".join(lines))


def _key(one: Damaged, chance: Random) -> Damaged:
    return _replaced(one, chance, KEY, lambda match: match[1] + chance.choice(KEYS).encode() + b":")


def _value(one: Damaged, chance: Random) -> Damaged:
    return _replaced(one, chance, VALUE, lambda match: match[1] + b" " + chance.choice(VALUES).encode())


def _replaced(one: Damaged, chance: Random, pattern: re.Pattern[bytes], made: Callable[[re.Match[bytes]], bytes]) -> Damaged:
    name = _any(one, chance)
    matches = list(pattern.finditer(one.files[name]))
    if not matches:
        return one
    match, data = chance.choice(matches), one.files[name]
    return _changed(one, name, data[: match.start()] + made(match) + data[match.end() :])


def _tree(one: Damaged, chance: Random) -> Damaged:
    """A value anywhere in a file, or in a line of a ledger, is another, of the same kind or not, or is gone or doubled."""
    name = _any(one, chance)
    data = one.files[name]
    if name.endswith(".jsonl"):
        lines = data.splitlines()
        at = chance.randrange(len(lines)) if lines else 0
        tree = next(iter(_read(lines[at])), None) if lines else None
        if isinstance(tree, dict):
            lines[at] = json.dumps(_replanted(tree, chance)).encode()
        return _changed(one, name, b"\n".join(lines) + chance.choice((b"\n", b"\n", b"")))
    head = front_matter.HEAD.match(data)
    tree, problems = yamlio.load(head["head"] if head else data, name)
    if problems or not isinstance(tree, dict) or not tree:
        return one
    text = yaml.safe_dump(_replanted(tree, chance), allow_unicode=True, sort_keys=False).encode()
    return _changed(one, name, b"---\n" + text + b"---\n" + head["body"] if head else text)


def _read(line: bytes) -> Iterator[object]:
    with suppress(ValueError):
        yield json.loads(line)


def _replanted(tree: Any, chance: Random) -> Any:
    """The tree with one part of it changed."""
    if not tree or not isinstance(tree, dict | list) or chance.random() < 0.05:
        return chance.choice((*WORDS, *WORDS, [], {}, [[]], ["x"], {"x": "y"}, {"id": ["x"]}, [{"id": {}}]))
    keys = sorted(tree) if isinstance(tree, dict) else range(len(tree))
    key = chance.choice(list(keys))
    kept: Any = dict(tree) if isinstance(tree, dict) else list(tree)
    match chance.randrange(8):
        case 0:
            del kept[key]
        case 1 if isinstance(kept, list):
            kept += kept[key : key + 1]
        case 1:
            kept[chance.choice(KEYS)] = kept[key]
        case _:
            kept[key] = _replanted(tree[key], chance)
    return kept


def _coded(one: Damaged, chance: Random) -> Damaged:
    name = _any(one, chance)
    text = one.files[name].decode("utf-8", "replace")
    return _changed(one, name, text.encode(chance.choice(("utf-16", "utf-8-sig", "latin-1", "utf-32-be")), "replace"))


def _line_ends(one: Damaged, chance: Random) -> Damaged:
    name = _any(one, chance)
    return _changed(one, name, one.files[name].replace(b"\n", chance.choice((b"\r\n", b"\r", b"\n\n", b"\x85"))))


def _two_documents(one: Damaged, chance: Random) -> Damaged:
    name = _any(one, chance)
    return _changed(one, name, one.files[name] + b"---\n" + one.files[_any(one, chance)])


def _swapped(one: Damaged, chance: Random) -> Damaged:
    name, other = _any(one, chance), _any(one, chance)
    return _changed(_changed(one, name, one.files[other]), other, one.files[name])


def _deleted(one: Damaged, chance: Random) -> Damaged:
    name = _any(one, chance)
    rest = {path: data for path, data in one.files.items() if path != name}
    return one._replace(files=rest) if rest else one


def _renamed(one: Damaged, chance: Random) -> Damaged:
    name = _any(one, chance)
    other = f"{name.rpartition('/')[0]}/{chance.choice(NAMES)}"
    return _changed(one if chance.random() < 0.3 else _without(one, name), other, one.files[name])


def _without(one: Damaged, name: str) -> Damaged:
    return one._replace(files={path: data for path, data in one.files.items() if path != name})


def _moved_folder(one: Damaged, chance: Random) -> Damaged:
    """A folder has another name, such as a story's."""
    old = _any(one, chance).rpartition("/")[0]
    new = chance.choice(("stories/Ferry", "stories/a b", "stories/.x", "stories/x/y", "content/other", "x", f"{old}/{old}"))
    moved = {name.replace(old, new, 1): data for name, data in one.files.items() if name.startswith(f"{old}/")}
    return one._replace(files={name: data for name, data in one.files.items() if not name.startswith(f"{old}/")} | moved)


def _folder(one: Damaged, chance: Random) -> Damaged:
    return one._replace(folders=(*one.folders, _any(one, chance)))


def _file_for_folder(one: Damaged, chance: Random) -> Damaged:
    folder = _any(one, chance).rpartition("/")[0]
    rest = {name: data for name, data in one.files.items() if not name.startswith(f"{folder}/")}
    return one._replace(files={**rest, folder: b"not a folder\n"})


def _link(one: Damaged, chance: Random) -> Damaged:
    name = _any(one, chance)
    out = "../" * (name.count("/") + 1) + "outside"
    target = chance.choice((f"{out}/secret.yaml", f"{out}/secret.yaml", out, "/no/such/file", "story.yaml", ".", ".."))
    return one._replace(links=(*one.links, (name, target)))


DAMAGES: tuple[Callable[[Damaged, Random], Damaged], ...] = (
    *(_tree,) * 9,
    *(_bytes, _cut, _lines, _shuffled, _key, _value, _coded, _line_ends, _two_documents),
    *(_swapped, _deleted, _renamed, _moved_folder, _folder, _file_for_folder, _link),
)
