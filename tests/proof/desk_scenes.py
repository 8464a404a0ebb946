"""Commands that change files of the publication only."""

import shutil
from collections.abc import Callable
from pathlib import Path

import builders
from branches import SLUG, Hub
from conftest import MakePublication
from proof.scenes import Scene
from three_stories import add_version, write_publication

from dateline.core import codec
from dateline.core.config import Feed
from dateline.core.model import Item
from dateline.flows.build import build
from dateline.store.git import git
from dateline.store.story import read_story

PAGE = f"<title>An audit</title><article><p>{'The works were two months late, the auditors found. ' * 5}</p></article>"
TORN = codec.dump_line(builders.item("tide-table", text="x" * 500)).encode()[:100]
"""The beginning of a line, as an earlier kill left it."""
COMMANDS = (
    f"edit {SLUG}",
    f"edit {SLUG} --correct 1",
    f"approve {SLUG} --by Ada",
    f"add {{root}}/../page.html --to {SLUG} --quote",
    "items spike tide --why Satire",
    "items restore aside",
    "items move tide --to ferry",
    "amend harbour-plan --date 2026-04-14 --why Looked-up",
    f"close {SLUG} --note Finished.",
    f"archive {SLUG}",
)


def letter(number: int) -> str:
    """Something in the inbox."""
    return (
        f"From: Quay Notes <notes@quay.example>\nSubject: Harbour barrier, letter {number}\nMessage-ID: <{number}@quay.example>\n"
        f"Date: Mon, {number} Mar 2026 08:00:00 +0000\n\nThe harbour barrier closes {number} times a year.\n"
    )


def update(make_publication: MakePublication) -> Scene:
    """Letters in the inbox, and a ledger whose last line is torn."""
    letters = {f"content/inbox/{number}.eml": letter(number) for number in (2, 3)}
    feeds = (Feed("inbox", path="content/inbox"),)
    root = make_publication(builders.dossier(), config=builders.config(feeds=feeds), files=letters)
    with (root / f"stories/{SLUG}/items.jsonl").open("ab") as ledger:
        ledger.write(TORN)
    return Scene(root, ("update", "--writer", "extractive"))


def first_build(make_publication: MakePublication) -> Scene:
    """A publication that was never built."""
    root = make_publication()
    write_publication(root)
    return Scene(root, ("build", "--jobs", "1"), parts=("stories", "content", "build"))


def later_build(make_publication: MakePublication) -> Scene:
    """A site that is there, and a version more and a story less since."""
    scene = first_build(make_publication)
    build(scene.root, scene.root / "build", jobs=1)
    add_version(scene.root, "ferry")
    shutil.rmtree(scene.root / "stories/tunnel")
    return scene


def desk(make_publication: MakePublication) -> Path:
    """A story with one published version and one that is not, and another story with an item of its own."""
    items = (builders.item(), builders.item("tide"), builders.item("aside", spiked="Off the subject."))
    root = make_publication(builders.dossier(items=items), builders.dossier(slug="ferry", items=items[:1]))
    git(root, "init", "-q", "-b", "main")
    git(root, "add", ".")
    git(root, "-c", "user.name=Desk", "-c", "user.email=desk@example.org", "commit", "-q", "-m", "Publish")
    make_publication(builders.dossier(builders.version(), builders.version(2, what="It opens [@harbour-plan]."), items=items))
    (root.parent / "page.html").write_text(PAGE, encoding="utf-8")
    return root


def withdrawn(what: str) -> Callable[[MakePublication], Scene]:
    """A published version, or an item with everything that quotes it."""
    return lambda make: Scene(desk(make), ("withdraw", SLUG, what, "--why", "asked"))


def command(line: str) -> Callable[[MakePublication], Scene]:
    """A command of the desk."""

    def made(make_publication: MakePublication) -> Scene:
        root = desk(make_publication)
        words = line.format(root=root).split()
        quoted = ("two months late",) if words[-1] == "--quote" else ()

        def lost() -> str:
            having = [slug for slug in (SLUG, "ferry") if any(one.is_usable for one in tides(root, slug))]
            return "" if having or "spike" in words else "the item, which is in neither story"

        return Scene(root, (*words, *quoted), drafts=(f"stories/{SLUG}/v002.yaml",), lost=lost)

    return made


def tides(root: Path, slug: str) -> list[Item]:
    """The item that some commands move or spike, in a story's ledger."""
    return [one for one in read_story(root, slug).items if one.key == "tide"]


def renumbering(state: str) -> Callable[[MakePublication], Scene]:
    """Two clones that filed versions of the same numbers, before, during and after their merge."""

    def made(make_publication: MakePublication) -> Scene:
        first = make_publication(builders.dossier(*map(builders.version, (1, 2, 3)), items=(builders.item(),)))
        hub = Hub(first.parent, first)
        one, two = hub.clone("one"), hub.clone("two")
        for number in (4, 5) if state != "merging" else (4,):
            one.file(number, f"alpha{number}", f"2026-06-01T1{number}:00:00Z")
        one.collect("delta", at="2026-06-01T20:00:00Z")
        one.commit()
        one.git("push", "-q")
        for number in (4, 5):
            two.file(number, f"beta{number}", f"2026-06-02T1{number}:00:00Z")
        two.git("fetch", "-q")
        if state == "merging":
            two.stops("merge", "origin/main")
        elif state == "merged":
            two.git("merge", "-q", "--no-edit", "-X", "ours", "origin/main")
        return Scene(two.root, ("renumber", SLUG))

    return made
