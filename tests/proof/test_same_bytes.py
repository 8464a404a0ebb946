"""Twice the same bytes: whatever the machine, and whether it is made anew or step by step.

The example publication, one of four stories that refer to each other in every way, and one in Arabic are made on machines that
differ in language, time zone, order of the files, permissions, place and time, in the number of processes, and in the version of
Python. The site, the exported archive, the reports and the findings in SARIF are compared byte for byte. Rows of random edits are
built one after the other, and the site is compared with one that is built from nothing.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from random import Random

import builders
import installed
import pytest
import release
import sample
from proof import making
from proof.edited import EDITS, Publication
from three_stories import contents, write, write_publication

from dateline.core import codec, layout
from dateline.core.model import Item, Source
from dateline.flows.build import build
from dateline.flows.start import start
from dateline.flows.update import run_for, update

FIXTURES = Path(__file__).parents[1] / "fixtures"
LANGUAGES = {"de_DE.UTF-8": "de_DE", "tr_TR.UTF-8": "tr_TR", "ar_EG.UTF-8": "ar_EG"}


@dataclass(frozen=True)
class Machine:
    """Where publications are made."""

    name: str
    environment: Mapping[str, str] = field(default_factory=dict)
    jobs: int = 1
    order: str = ""
    """In which the file system lists the files; empty: as this one does."""
    folder: str = "publications"
    umask: int = 0o022
    time: int = 1_780_000_000
    """When all files were changed last, in seconds since 1970."""
    created_in: int = 1
    """-1: the files are created in reverse order."""


EACH = (
    *(Machine(f"the language {name}", {"LC_ALL": name}) for name in ("C", "POSIX", "C.UTF-8", *LANGUAGES)),
    *(Machine(f"the time zone {zone}", {"TZ": zone}) for zone in ("Pacific/Kiritimati", "America/Los_Angeles", "XYZ-25:59:59")),
    *(Machine(f"the hash seed {seed}", {"PYTHONHASHSEED": seed}) for seed in ("0", "1", "4294967295")),
    Machine("two processes", jobs=2),
    Machine("three processes and another hash seed", {"PYTHONHASHSEED": "7"}, jobs=3),
    Machine("files in reverse order", order="reversed"),
    *(Machine(f"files in the order {seed}", order=f"shuffled {seed}") for seed in range(5)),
    Machine("files created in reverse order", created_in=-1),
    *(Machine(f"the umask {mask:03o}", umask=mask) for mask in (0, 0o077, 0o027)),
    Machine("a long path", folder="/".join(["a-folder-with-a-long-name"] * 7)),
    Machine("a path of other letters", folder="Größe & Ünfug 'x' — شعر 中 [a]*?{b}"),
    Machine("a path that is not in UTF-8", folder=os.fsdecode(b"caf\xe9 \n")),
    Machine("files of 1970", time=0),
    Machine("files of 2099", time=4_070_908_800),
    Machine("without asserts", {"PYTHONOPTIMIZE": "1"}),
)
ODD = Machine(
    "a machine that differs in everything",
    {"LC_ALL": "tr_TR.UTF-8", "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "1", "COLUMNS": "20", "NO_COLOR": "1"},
    jobs=2,
    order="reversed",
    folder="Größe & Ünfug",
    umask=0o077,
    time=4_070_908_800,
)
OTHER = Machine(
    "a machine that differs in everything again",
    {"LC_ALL": "C", "TZ": "America/Los_Angeles", "PYTHONHASHSEED": "0", "HOME": "/nonexistent", "PYTHONOPTIMIZE": "1"},
    order="shuffled 1",
    folder="/".join(["a-folder-with-a-long-name"] * 7),
    time=0,
    created_in=-1,
)


def item_of(source: Source) -> Item:
    """The item that a source is of."""
    text = f"It says: {'. '.join(source.quotes)}."
    given = {"title": source.title, "url": source.url, "feed": source.feed, "published": source.date, "evidence": source.evidence}
    return builders.item(source.key, text=text, **given)


@pytest.fixture(scope="module")
def publications(tmp_path_factory):
    """A folder with three publications."""
    folder: Path = tmp_path_factory.mktemp("same") / "publications"
    example, stories = folder / "example", folder / "stories"
    start(example, example=True)
    update(run_for(example, "extractive", now="2026-04-01T06:00:00Z"))
    shutil.rmtree(example / ".dateline")
    write_publication(stories)
    dossier = sample.dossier()
    at = layout.folder_of(dossier.slug)
    write(stories, f"{at}/story.yaml", codec.dump(replace(dossier.story, aliases=())))
    found = (item_of(one) for one in (sample.PLAN, sample.COST, sample.FLOOD))
    write(stories, f"{at}/items.jsonl", "".join(map(codec.dump_line, (*found, *dossier.items[1:]))))
    for version in sample.versions():
        write(stories, f"{at}/v{version.version:03d}.yaml", codec.dump(version))
    shutil.copytree(FIXTURES / "arabic", folder / "arabic")
    return folder


@pytest.fixture(scope="module")
def languages(tmp_path_factory):
    """A folder for languages that the system does not have, with those that its own program can make."""
    folder: Path = tmp_path_factory.mktemp("languages")
    for name, source in LANGUAGES.items() if shutil.which("localedef") else ():
        subprocess.run(["localedef", "-i", source, "-f", "UTF-8", folder / name], check=False, capture_output=True)
        if (folder / name).exists():
            env = {"LOCPATH": str(folder), "LC_ALL": name}
            subprocess.run([sys.executable, "-c", "import locale; locale.setlocale(locale.LC_ALL, '')"], env=env, check=True)
    return folder


def made_on(machine: Machine, publications: Path, out: Path, python: Path = Path(sys.executable)) -> dict[str, bytes]:
    """All that a machine makes of the publications: the path of each file, and its bytes."""
    folder = out / machine.folder
    paths = sorted(path for path in publications.rglob("*") if path.is_file())
    for path in paths[:: machine.created_in]:
        to = folder / path.relative_to(publications)
        to.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, to)
        os.utime(to, (machine.time, machine.time))
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG"))}
    result = out / "made"
    argv: list[str | Path] = [python, making.__file__, folder, result, str(machine.jobs), machine.order]
    subprocess.run(argv, env={**kept, **machine.environment}, check=True, cwd=out, umask=machine.umask, capture_output=True)
    found = {path.relative_to(result).as_posix(): path.read_bytes() for path in result.rglob("*") if path.is_file()}
    shutil.rmtree(out)
    return found


@pytest.fixture(scope="module")
def here(publications, tmp_path_factory):
    """What this machine makes."""
    made = made_on(Machine("this machine"), publications, tmp_path_factory.mktemp("here"))
    for name in ("site/index.html", "export.zip", "check.sarif", "check.json", "status.json"):
        assert all(made[f"{one.name}/{name}"] for one in publications.iterdir()), name
    return made


def test_every_machine_makes_the_same(publications, languages, here, tmp_path, is_long, measured):  # noqa: PLR0913, PLR0917
    """Machines that differ in one thing each, and two that differ in many, make the same site, archive and reports."""
    unknown = {name for name in LANGUAGES if not (languages / name).exists()}
    machines = [ODD, OTHER, *(one for one in EACH if is_long and one.environment.get("LC_ALL") not in unknown)]
    for number, machine in enumerate(machines):
        place = replace(machine, environment={"LOCPATH": str(languages), **machine.environment})
        made = made_on(place, publications, tmp_path / str(number))
        assert made.keys() == here.keys(), machine.name
        assert [name for name, data in made.items() if data != here[name]] == [], machine.name

    measured("machines on which all files were the same", len(machines), 2 + len(EACH))
    measured("files that were compared", len(machines) * len(here), (2 + len(EACH)) * len(here), varies=True)


def test_every_python_makes_the_same(publications, here, tmp_path, measured):
    """In an empty environment, of the newest Python too, the wheel starts, updates, checks and builds, and makes the same."""
    release.build(tmp_path, Path(sys.executable))
    [wheel] = tmp_path.glob("*.whl")
    loader = "from dateline.site.theme import load_theme; print(type(load_theme().environment.loader).__name__)"
    tried = installed.pythons()
    for python in tried:
        place = tmp_path / python.name
        programs = installed.install(wheel, python, place / "venv")
        run = partial(installed.run, folder=place)
        assert run(programs / "python", "-c", loader) == "ModuleLoader\n", "templates are compiled already"
        run(programs / "dateline", "init", "example", "--example")
        for name in ("update", "check", "build"):
            run(programs / "dateline", "-C", "example", name)
        made = made_on(Machine(python.name, {"PYTHONPATH": ""}), publications, place / "run", programs / "python")
        assert made.keys() == here.keys(), python
        assert [name for name, data in made.items() if data != here[name]] == [], python

    if len(tried) == 1:
        pytest.skip("there is no other version of Python on this machine")
    measured("versions of Python that made the same", len(tried))


def test_step_by_step_or_from_nothing(tmp_path, thinned, measured):
    """After each row of edits, with a build after each edit, the findings and the bytes are those of a build from nothing."""
    rows = range(150)
    chosen = thinned(rows, 4)
    for row in chosen:
        chance = Random(row)
        publication = Publication(tmp_path / str(row), chance)
        root = publication.root
        built = build(root, root / "build", jobs=1)
        for edit in chance.choices(EDITS, k=chance.randint(3, 8)):
            edit(publication)
            built = build(root, root / "build", jobs=1, drafts=publication.drafts)
        clean = build(root, root / "clean", cached=False, jobs=1, drafts=publication.drafts)
        assert built.findings == clean.findings, row
        assert not clean.written or contents(root / "build") == contents(root / "clean"), row
        shutil.rmtree(root)

    measured("rows of random edits, with a build after each edit", len(chosen), len(rows))
