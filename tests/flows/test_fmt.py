"""Writing files in canonical form."""

from dataclasses import replace

import builders
import pytest

from dateline.core.errors import UsageError
from dateline.flows.fmt import fmt
from dateline.store.git import git
from dateline.store.story import read_story

DRAFT = """\
format: 1
version: 2
kind: update
title: The harbour barrier
published: 2026-05-02T11:30:00Z
items: 1
what: The plan is out [@harbour-plan]. The cost is not known.
open_questions:
- text: Who pays for it [@harbour-plan]?
- text: Who pays for it?
figures:
- {label: Cost, value: 40 million euros, sources: [harbour-plan]}
perspectives:
- {voice: The council, view: "Wants it [@harbour-plan]."}
narrative: ["The plan is out [@harbour-plan]."]
sources:
  harbour-plan: {title: "Title of harbour-plan"}
"""


def draft_in(make_publication, text=DRAFT):
    root = make_publication(builders.dossier(), files={"stories/harbour-barrier/v002.yaml": text})
    return root, root / "stories/harbour-barrier/v002.yaml"


def test_a_sentence_gets_its_line(make_publication):
    """A draft's prose is written with one sentence per line."""
    root, path = draft_in(make_publication)

    fmt(root, [path])

    assert "what: |\n  The plan is out [@harbour-plan].\n  The cost is not known.\n" in path.read_text()


def test_missing_ids_are_filled(make_publication):
    """A question, figure, voice or tension without an id gets one from its words, and no two get the same."""
    root, path = draft_in(make_publication)

    fmt(root, [path])

    text = path.read_text()
    assert "- id: who-pays-for-it\n" in text
    assert "- id: who-pays-for-it-2\n" in text
    assert "- {id: cost, label: Cost, value: 40 million euros, sources: [harbour-plan]}\n" in text
    assert "- id: the-council\n" in text


def test_what_the_ledger_knows_is_filled_in(make_publication):
    """A source that has only quotes gets title, address, feed, date and grade; what a person wrote stays."""
    item = builders.item(url="https://quay.example/plan", published="2026-04-14T10:00:00Z")
    written = "  harbour-plan: {quotes: [Text of harbour-plan]}\n  quay: {title: My own, evidence: headline}\n  empty:\n"
    text = DRAFT.replace('  harbour-plan: {title: "Title of harbour-plan"}\n', written)
    story = builders.dossier(items=(item, replace(item, title="Changed")))
    other = builders.dossier(slug="quay", items=(builders.item("quay"), builders.item("empty")))
    root = make_publication(story, other, files={"stories/harbour-barrier/v002.yaml": text})

    assert not fmt(root, [root / "stories/harbour-barrier/v002.yaml"])[0].problems

    version = read_story(root, "harbour-barrier").versions[-1]
    assert version.sources == (
        builders.source(title="Changed", url=item.url, date="2026-04-14", evidence="excerpt", quotes=("Text of harbour-plan",)),
        builders.source("quay", title="My own"),
        builders.source("empty", evidence="excerpt"),
    )


def test_sources_are_in_the_order_of_their_numbers(make_publication):
    """A source that the text cites and the list lacks comes from the ledger; one that is not cited is last."""
    text = DRAFT.replace("narrative: [", 'narrative: ["It is dear [@quay; @nowhere]", ').replace(
        "sources:\n  h", "sources:\n  a: {title: A}\n  h"
    )
    root = make_publication(
        builders.dossier(items=(builders.item(), builders.item("quay"))), files={"stories/harbour-barrier/v002.yaml": text}
    )

    fmt(root)

    version = read_story(root, "harbour-barrier").versions[-1]
    assert [source.key for source in version.sources] == ["quay", "harbour-plan", "a"]
    assert version.sources[0].title == "Title of quay"


def test_a_source_that_no_ledger_has_is_left_to_the_editor(make_publication):
    """Nothing is made up: a missing title is reported."""
    root, path = draft_in(
        make_publication, DRAFT.replace('harbour-plan: {title: "Title of harbour-plan"}', "lost: {quotes: [a]}")
    )

    assert [one.message for one in fmt(root, [path])[0].problems] == ['the key "title" is missing']


def test_formatting_twice_changes_nothing(make_publication):
    """A canonical file stays the same byte for byte, and nothing is printed about it."""
    root, path = draft_in(make_publication)
    fmt(root, [path])
    before = path.read_bytes()

    (again,) = fmt(root, [path])

    assert path.read_bytes() == before
    assert (again.differs, again.said) == (False, "")


def test_looking_changes_nothing(make_publication):
    """Without `write`, a file that differs is named and not changed."""
    root, path = draft_in(make_publication)

    (one,) = fmt(root, [path], write=False)

    assert one.differs
    assert path.read_text() == DRAFT


def test_comments_are_not_lost(make_publication):
    """A file with a person's own comment is not changed, and the line of the comment is named."""
    root, path = draft_in(make_publication, DRAFT + "# ask the council again\n")

    (one,) = fmt(root, [path])

    assert one.said.startswith("not changed: line 18 has a comment, which canonical form cannot keep")
    assert one.differs
    assert path.read_text().endswith("again\n")
    (one,) = fmt(root, [path], drop=True)
    assert one.said == "written in canonical form"
    assert "again" not in path.read_text()


def test_unreadable_files_are_named(make_publication):
    """A file that cannot be read is not changed, and its problems are listed."""
    root, path = draft_in(make_publication, DRAFT.replace("kind: update", "kind: opinion"))

    (one,) = fmt(root, [path])

    assert [(problem.line, problem.at) for problem in one.problems] == [(3, "kind")]
    (one,) = fmt(root, [draft_in(make_publication, "what: [")[1]])
    assert one.problems[0].rule == "bad-yaml"


@pytest.mark.parametrize(
    ("part", "other", "at"),
    [
        ("- text: Who pays for it?", "- {id: [a], text: Who pays for it?}", "open_questions[1].id"),
        ('{title: "Title of harbour-plan"}', "[[a]]", "sources.harbour-plan"),
        ('{title: "Title of harbour-plan"}', "title", "sources.harbour-plan"),
    ],
)
def test_a_part_of_another_kind_is_named(make_publication, part, other, at):
    """An id or a source that is a list or a word is a problem of the file, like any other."""
    root, path = draft_in(make_publication, DRAFT.replace(part, other))

    (one,) = fmt(root, [path])

    assert [problem.at for problem in one.problems] == [at]


def test_what_lies_elsewhere_is_not_read(make_publication, tmp_path):
    """A link out of the publication is named and stays as it is; a folder in the place of a file is no file."""
    root, path = draft_in(make_publication)
    path.rename(tmp_path / "draft.yaml")
    path.symlink_to(tmp_path / "draft.yaml")
    settings = root / "stories/harbour-barrier/story.yaml"
    settings.unlink()
    settings.mkdir()

    site, version = fmt(root)

    assert (site.file, [problem.rule for problem in version.problems]) == ("content/site.yaml", ["unknown-file"])
    assert (path.is_symlink(), (tmp_path / "draft.yaml").read_text()) == (True, DRAFT)


def test_all_of_a_publication(make_publication):
    """Without paths, the settings, each story's file and its newest version are formatted, and no older one."""
    root = make_publication(builders.dossier(builders.version(1), builders.version(2)))

    files = [one.file for one in fmt(root)]

    story = "stories/harbour-barrier"
    assert files == ["content/site.yaml", f"{story}/story.yaml", f"{story}/v002.yaml"]


def test_published_versions_stay(make_publication):
    """A version on the main branch is not changed, canonical or not; before the merge, fmt may write it."""
    root, path = draft_in(make_publication)
    git(root, "init", "-q", "-b", "main")
    git(root, "add", "content", "stories/harbour-barrier/story.yaml")
    commit = ("-c", "user.name=Desk", "-c", "user.email=desk@example.org", "commit", "-q", "-m", "Publish")
    git(root, *commit)
    (drafted,) = fmt(root, [path], write=False)
    git(root, "add", "stories")
    git(root, *commit)

    (published,) = fmt(root, [path])

    assert drafted.differs
    assert published.said.startswith("not changed: it is published")
    assert path.read_text() == DRAFT


def test_a_file_elsewhere_is_refused(make_publication, tmp_path):
    """A file outside the publication is an error."""
    root, _ = draft_in(make_publication)

    with pytest.raises(UsageError, match="outside"):
        fmt(root, [tmp_path / "v001.yaml"])


@pytest.mark.parametrize("name", ["v001.yaml", "items.jsonl"])
def test_filed_versions_stay(make_publication, name):
    """A version that is not the newest, and a file without a canonical form, are refused."""
    root = make_publication(builders.dossier(builders.version(1), builders.version(2)))

    with pytest.raises(UsageError):
        fmt(root, [root / "stories/harbour-barrier" / name])


def test_an_older_version_that_is_not_published_is_formatted(make_publication):
    """A branch may have two new versions; both can still be changed."""
    root, path = draft_in(make_publication)
    git(root, "init", "-q", "-b", "main")
    git(root, "add", "content")
    git(root, "-c", "user.name=Desk", "-c", "user.email=desk@example.org", "commit", "-q", "-m", "Begin")
    make_publication(builders.dossier(builders.version(), builders.version(3)))

    (formatted,) = fmt(root, [path])

    assert formatted.differs


def test_line_ends_of_a_checkout_are_left(make_publication):
    """A canonical file in which git changed the line endings is still canonical, and is not written again."""
    root = make_publication(builders.dossier())
    fmt(root)
    path = root / "stories/harbour-barrier/v001.yaml"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))

    assert not any(one.differs for one in fmt(root))
    assert b"\r\n" in path.read_bytes()


def test_an_unknown_key_of_a_story_is_told(make_publication):
    """An unknown key in a story's settings is a problem with its line, and the file is not changed."""
    root = make_publication(builders.dossier())
    path = root / "stories/harbour-barrier/story.yaml"
    path.write_text("title: T\ntag: [a]\n")

    [formatted] = fmt(root, [path])

    assert [(one.line, one.message) for one in formatted.problems] == [(2, 'unknown key "tag"')]
    assert path.read_text() == "title: T\ntag: [a]\n"
