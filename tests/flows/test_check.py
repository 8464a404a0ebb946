"""Reading and checking: findings have their lines."""

import os
from pathlib import Path

import builders
import pytest
from conftest import MakePublication

from dateline.core.errors import UsageError
from dateline.core.model import HARMS, LEVELS, Dossier, Event
from dateline.flows.stories import check_story
from dateline.flows.stories.check import check
from dateline.store.cache import Cache
from dateline.store.story import read_story


def test_findings_stand_in_the_order_of_the_file(make_publication: MakePublication) -> None:
    """Within a file, equally bad findings are in order of line, whatever rules they come from."""
    wrong = builders.version(
        what="It is over [@nobody].",
        narrative=("It goes on [@nobody].",),
        timeline=(Event("2026-04-14", "It began [@nobody]."), Event("2026-03", "It was planned [@nobody].")),
    )
    found = [one for one in check(make_publication(builders.dossier(wrong))).findings if one.file.endswith("v001.yaml")]
    places = [(LEVELS.index(one.level), HARMS.index(one.harm), one.line) for one in found]

    assert len({line for *_, line in places}) > 3
    assert places == sorted(places)


def test_a_story_that_does_not_exist_is_named(make_publication: MakePublication) -> None:
    """Checking an unknown story is an error that lists those there are."""
    with pytest.raises(UsageError, match='there is no story "ferry"') as caught:
        check(make_publication(builders.dossier()), ["ferry"])

    assert caught.value.hint == "Stories here: harbour-barrier."


def test_a_story_that_did_not_change_is_not_checked_again(
    make_publication: MakePublication, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second check reads no story, and finds the same; a changed version is read again."""
    root = make_publication(builders.dossier(builders.version(what="It is over [@nobody].")), builders.dossier(slug="ferry"))
    read: list[str] = []

    def reading(folder: Path, slug: str) -> Dossier:
        read.append(slug)
        return read_story(folder, slug)

    monkeypatch.setattr(check_story, "read_story", reading)
    first = check(root)

    assert check(root) == first
    assert read == ["ferry", "harbour-barrier"]
    version = root / "stories/ferry/v001.yaml"
    version.write_text(version.read_text(encoding="utf-8").replace("The quay floods.", "It floods."), encoding="utf-8")
    assert check(root) == check(root, cached=False)
    assert read == ["ferry", "harbour-barrier", "ferry", "ferry", "harbour-barrier"]


def test_findings_depend_on_the_clock(make_publication: MakePublication) -> None:
    """A version from the future is found as long as it is one, also if nothing else changed."""
    root = make_publication(builders.dossier())

    def rules(now: str) -> set[str]:
        return {one.rule for one in check(root, now=now).findings}

    assert "future-version" not in rules("2026-06-01T00:00:00Z")
    assert "future-version" in rules("2026-04-01T00:00:00Z")
    assert "future-version" in rules("2026-04-02T00:00:00Z")
    assert "future-version" not in rules("2026-06-02T00:00:00Z")


def test_findings_depend_on_pages_in_the_cache(make_publication: MakePublication) -> None:
    """If the full text of a cited page appears in the cache, its story is checked again."""
    item = builders.item(evidence="full-text", page="sha256:0000000000000000")
    version = builders.version(what="It costs 5 million euros [@harbour-plan].", sources=(builders.source(evidence="full-text"),))
    root = make_publication(builders.dossier(version, items=(item,)))

    def doubted() -> bool:
        return any(one.rule == "ungrounded-number" for one in check(root).findings)

    assert doubted()
    Cache(root).put("page", "sha256:0000000000000000", "The barrier costs 5 million euros.")
    assert not doubted()


def test_some_stories_can_be_checked(make_publication: MakePublication) -> None:
    """A check of one story has its findings alone, and does not change what a check of all finds."""
    wrong = builders.version(what="It is over [@nobody].")
    root = make_publication(builders.dossier(wrong), builders.dossier(wrong, slug="ferry"))
    everything = check(root)

    assert {one.story for one in check(root, ["ferry"]).findings} == {"ferry"}
    assert check(root) == everything


@pytest.mark.parametrize("name", ["items.jsonl", "v001.yaml", "story.yaml"])
def test_a_pipe_is_reported_and_never_read(make_publication, name):
    """In the place of a file, it would let a reader wait for ever."""
    root = make_publication(builders.dossier())
    path = root / "stories/harbour-barrier" / name
    path.unlink()
    os.mkfifo(path)

    assert "neither a file nor a folder" in {finding.message for finding in check(root).findings}


def test_a_name_that_is_no_text_is_reported(make_publication):
    """Its bytes that are none are shown as such, and the next run says the same."""
    root = make_publication(builders.dossier())
    with open(os.fsencode(root) + b"/stories/harbour-barrier/\xff.yaml", "wb"):  # noqa: PTH123  # a `Path` takes no bytes
        pass

    for _ in range(2):
        assert "stories/harbour-barrier/\ufffd.yaml" in {finding.file for finding in check(root).findings}
