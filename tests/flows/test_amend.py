"""Correcting the record of an item."""

from pathlib import Path

import builders
import pytest
from conftest import MakePublication

from dateline.core import codec
from dateline.core.errors import UsageError
from dateline.core.model import Item, Version, Withdrawn
from dateline.flows.amend import Amendment, Cites, amend
from dateline.flows.fmt import fmt
from dateline.flows.stories.check import check
from dateline.store.git import git
from dateline.store.story import read_story

NOW, LATER = "2026-05-24T11:30:00Z", "2026-05-25T11:30:00Z"
BARRIER, WALLS = "harbour-barrier", "quay-walls"
PLAN = builders.item(published="2026-05-01", url="https://quay.example/plan")
DATE = Amendment("looked up", date="2026-04-14")


def citing(number: int = 1) -> Version:
    source = builders.source(date="2026-05-01", url="https://quay.example/plan", evidence="excerpt")
    return builders.version(number, sources=(source, builders.source("other", date="2026-05-02")))


@pytest.fixture
def root(make_publication: MakePublication) -> Path:
    """Two stories that have the item; the version of the first cites it."""
    barrier = builders.dossier(citing(), items=(builders.item("other", published="2026-05-02"), PLAN))
    return make_publication(barrier, builders.dossier(slug=WALLS, items=(PLAN,), versions=()))


def item(root: Path, slug: str = BARRIER) -> Item:
    return read_story(root, slug).items[-1]


def ledgers(root: Path) -> list[bytes]:
    return [(root / f"stories/{slug}/items.jsonl").read_bytes() for slug in (BARRIER, WALLS)]


def test_every_ledger_that_has_the_item_is_corrected(root: Path) -> None:
    """Each gets one line with the reason, whatever is corrected; again, nothing is written."""
    right = Amendment(" looked\nup ", title="The plan", url="https://quay.example/the plan", date="2026-04")

    done = amend(root, "harbour-plan", right, now=NOW)
    before = ledgers(root)
    again = amend(root, "harbour-plan", right, now=LATER)

    assert (done.written, again.written) == ((BARRIER, WALLS), ())
    assert ledgers(root) == before
    for slug in (BARRIER, WALLS):
        ((event,), corrected) = read_story(root, slug).events, item(root, slug)
        assert (event.event, event.why) == ("amended", "looked up")
        assert (corrected.title, corrected.url, corrected.published) == ("The plan", "https://quay.example/the%20plan", "2026-04")
    assert [one for one in check(root).findings if one.level == "error"] == []


def test_a_later_correction_counts(root: Path) -> None:
    """Even within a second, and back to what was there before."""
    for date in ("2026-04-14", "2026-04-15", "2026-04-14"):
        amend(root, "harbour-plan", Amendment("looked up", date=date), now=NOW)
        assert item(root).published == date
    assert [one for one in check(root).findings if one.rule == "duplicate-item"] == []


def test_versions_with_the_earlier_value_are_named(root: Path) -> None:
    """An unpublished one can be refreshed, and is clean again; of a published one, only the next can be right."""
    file = f"stories/{BARRIER}/v001.yaml"

    assert amend(root, "harbour-plan", DATE, now=NOW).cites == (Cites(file, 1, is_published=False),)
    (done,) = fmt(root, [root / file], refresh=True)
    assert done.said == "written in canonical form"
    assert read_story(root, BARRIER).versions[0].sources[0].date == "2026-04-14"
    assert amend(root, "harbour-plan", DATE, now=NOW).cites == ()
    assert amend(root, "harbour-plan", Amendment("looked up", date="2026-04-14T08:00:00Z"), now=NOW).cites == ()

    git(root, "init", "--quiet", "--initial-branch=main")
    git(root, "add", ".")
    git(root, "-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "--quiet", "--message=one")
    right = Amendment("looked up", title="The plan")
    assert amend(root, "harbour-plan", right, now=NOW).cites == (Cites(file, 1, is_published=True),)


def test_only_what_was_amended_is_refreshed(root: Path) -> None:
    """A field that nobody corrected stays as it is in the file, so that `check` still finds it."""
    file = root / f"stories/{BARRIER}/v001.yaml"
    file.write_text(file.read_text().replace("Title of harbour-plan", "Another title"))
    amend(root, "harbour-plan", DATE, now=NOW)

    fmt(root, [file])
    assert read_story(root, BARRIER).versions[0].sources[0].date == "2026-05-01"
    fmt(root, [file], refresh=True)

    source, other = read_story(root, BARRIER).versions[0].sources
    assert (source.title, source.date) == ("Another title", "2026-04-14")
    assert other.date == "2026-05-02"


@pytest.mark.parametrize(
    ("key", "right", "said"),
    [
        ("harbor-plan", DATE, 'no ledger has the item "harbor-plan"'),
        ("harbour-plan", Amendment("looked up"), "nothing is corrected"),
        ("harbour-plan", Amendment(" ", date="2026"), "no reason is given"),
        ("harbour-plan", Amendment("looked up", date="April"), "should be a date"),
        ("harbour-plan", Amendment("looked up", title=""), "the title is empty"),
        ("harbour-plan", Amendment("looked up", url="javascript:x"), "is not a web address"),
        ("gone", DATE, "gone was withdrawn"),
    ],
)
def test_what_cannot_be_corrected_is_refused(root: Path, key: str, right: Amendment, said: str) -> None:
    """Nothing is written, and there is a hint."""
    stone = Withdrawn("2026-05-24", "a court order", f"sha256:{0:064}")
    with (root / f"stories/{WALLS}/items.jsonl").open("a") as file:
        file.write(codec.dump_line(builders.item("gone", title="", text="", withdrawn=stone)))
    before = ledgers(root)

    with pytest.raises(UsageError, match=said) as refused:
        amend(root, key, right, now=NOW)

    assert refused.value.hint
    assert ledgers(root) == before
