"""An essay's facts need sources as those of a brief do; its opinions do not."""

from dataclasses import replace
from typing import Any

import builders
import essays
import pytest
from analysed import check_publication

from dateline.checks import Basis
from dateline.core.model import Dossier, EssayReview, Finding, Intro, LedgerEvent, Signal, Story, Tombstone, Waiver, Withdrawn
from dateline.core.publication import Publication

BARE = ("bare-currency", "paragraph[0]")
AFTER = "Write it after the words, outside of links and pictures, without marks in it."
EARLIER = "Remove it, or name a version that was filed by then."
HERE = "[@quay/tide] is not a citation here"
ALONE = "Write [@story/key] alone, with a space before what follows."
WRITE = "Write [@story/key]: a story's slug, and the key of one of its sources."
GONE = Withdrawn("2026-05-26", "By order of a court.", f"sha256:{0:064}")


def findings(essay: Signal | Intro, *stories: Dossier, basis: Basis | None = None) -> list[Finding]:
    publication = Publication(builders.config(), stories or (essays.quay(), essays.ferry()))
    held = replace(publication, intros=(essay,)) if isinstance(essay, Intro) else replace(publication, signals=(essay,))
    return [one for one in check_publication(held, basis or Basis()) if not one.story]


def found(body: str, *stories: Dossier, **given: Any) -> list[tuple[str, str]]:
    """The rule and the place of each finding in an essay."""
    return [(one.rule, one.at) for one in findings(essays.signal(body, **given), *stories)]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("It is good to have a quay.", []),
        ("The tide rose to 3.4 metres [@quay/tide].", []),
        ("The tide rose to 3.4 metres.", [("uncited-sentence", "paragraph[0]")]),
        ("The tide rose to 3.4 metres [@quay/tide]. At 3.4 metres, it is high.", []),
        ("“It rose to the quay of Exampleton.” So it goes.", [("uncited-sentence", "paragraph[0]")]),
        ("It was dry in April 2025. So it goes.", [("uncited-sentence", "paragraph[0]")]),
        ("There are two reasons. One is money.", []),
        ("We like Ada Byron. So it goes.", [("uncited-sentence", "paragraph[0]")]),
        ("We like Ada Byron, who sails. The ferry crosses at noon [@ferry/crossing].", []),
        ("The tide rose to 9.9 metres [@quay/tide].", [("ungrounded-number", "paragraph[0]")]),
        ("- Good.\n- The tide rose to 9.9 metres [@quay/tide].", [("ungrounded-number", "paragraph[1]")]),
        ("The tide rose for Grace Hopper [@quay/tide].", [("ungrounded-name", "paragraph[0]")]),
        ("## A height of 9.9 metres\n\nIt rose [@quay/tide].", [("ungrounded-number", "heading[0]")]),
        ("## A height of 3.4 metres\n\nThe tide rose [@quay/tide].", []),
        ("The mayor of Exampleton has a budget of 7 billion [@quay/tide].", [BARE, ("ungrounded-number", "paragraph[0]")]),
        ("`The tide [@quay/none] rose`", []),
    ],
)  # fmt: skip
def test_what_an_essay_must_cite(body: str, expected: list[tuple[str, str]]) -> None:
    """A sentence with a figure, date or quotation cites, a paragraph with names cites something, and sources support it."""
    assert sorted(found(body)) == expected


@pytest.mark.parametrize(
    "left", ["{{< youtube w7Ft2 5 >}}", '{% include figure.html src="Quay Town" %}', "It rose.[^1]", "[^1]: It rose."]
)
def test_what_another_program_left_is_to_be_written_in_markdown(left: str) -> None:
    """A tag or a footnote supports nothing, and needs no source itself: the hint says what to do with it."""
    (one,) = findings(essays.signal(f"{left}\n"))

    assert (one.rule, one.hint.partition(",")[0]) == (
        "uncited-sentence",
        "Write in Markdown what the tag or the footnote showed",
    )


def test_what_is_said_in_the_dek_is_in_a_source() -> None:
    """The lines of the list cite nothing, but their figures are in a source of the essay."""
    body = "The tide rose to 3.4 metres [@quay/tide]."

    assert found(body, dek="A tide of 3.4 metres.") == []
    assert found(body, dek="A tide of 9.9 metres.") == [("ungrounded-number", "dek")]


def test_a_finding_names_the_line_of_its_sentence() -> None:
    """The line is that of the file, with the front matter."""
    (one,) = findings(essays.signal("## A\n\nIt is\ngood. The tide\nrose to 3.4 metres.\n"))

    assert (one.file, one.line, one.text) == ("content/signals/tides.md", 12, "The tide rose to 3.4 metres.")


def test_a_version_that_no_longer_cites_a_source_does_not_matter() -> None:
    """An essay cites what its version had; an item that is only in the ledger may be cited, too."""
    assert found("The tide rose to 3.4 metres [@quay/tide]. Twelve gulls were counted [@quay/gulls].", stories=("quay",)) == []


@pytest.mark.parametrize(
    ("body", "stories", "message", "hint"),
    [
        ("A [@tide].", essays.BOTH, "[@tide] does not say which story has the key", "Write [@quay/tide]."),
        ("A [@none].", essays.BOTH, "[@none] does not say which story has the key", "Write [@story/none]."),
        ("A [@quai/tide].", essays.BOTH, 'there is no story "quai"', 'Did you mean "quay"?'),
        ("A [@zzz/tide].", essays.BOTH, 'there is no story "zzz"', "Correct it, or remove the citation."),
        ("A [@quay/tides].", essays.BOTH, "quay has no source tides", "Did you mean [@quay/tide]?"),
        ("A [@quay/zzz].", essays.BOTH, "quay has no source zzz", "Cite a source of the story, or an item of its ledger."),
        ("A [@quay/tide].", ("ferry",), "quay is not among the stories that this text draws on", "Add quay/v2 under stories."),
        ("A [@The Tide].", essays.BOTH, "[@The Tide] is not a citation", WRITE),
        ("A tide [ @quay/tide ].", essays.BOTH, "[ @quay/tide ] is not a citation", WRITE),
        ("A tide [@quay/tide](x/).", essays.BOTH, "[@quay/tide](x/) is a link, not a citation", ALONE),
        ("A tide [@quay/tide][b].", essays.BOTH, "[@quay/tide][b] is a link, not a citation", ALONE),
        ("A tide [@quay/tide][b].\n\n[b]: x/", essays.BOTH, "[@quay/tide][b] is a link, not a citation", ALONE),
        ("A.\n\n[@quay/tide]: x/", essays.BOTH, "[@quay/tide]: is a link, not a citation", ALONE),
        ("A [tide [@quay/tide]](x/).", essays.BOTH, HERE, AFTER),
        ("A ![tide [@quay/tide]](x/).", essays.BOTH, HERE, AFTER),
        ("A tide [*@quay/tide*].", essays.BOTH, HERE, AFTER),
        ("A.", ("quai",), 'there is no story "quai"', 'Did you mean "quay"?'),
        ("A.", ("zzz",), 'there is no story "zzz"', "Correct it, or remove it."),
        ("A.", ("quay/v9",), "quay has no version 9", "Its newest version is 2."),
    ],
)  # fmt: skip
def test_what_does_not_exist(body: str, stories: tuple[str, ...], message: str, hint: str) -> None:
    """A story, version or key that does not exist is an error whose hint names the right one."""
    every = [findings(essays.signal(body, stories=stories), basis=basis) for basis in (Basis(), Basis(only_errors=True))]
    (one,), (in_a_build,) = [[each for each in some if each.rule not in ("off-topic-source", "bad-picture")] for some in every]

    assert (one.rule, one.level, one.message, one.hint) == ("unknown-source", "error", message, hint)
    assert in_a_build == one


def test_an_introduction_is_checked_like_an_essay() -> None:
    """The file is that of its day."""
    one, other = findings(essays.intro("The tide rose to 9.9 metres [@quay/tide]. It fell [@tide]."))

    assert {one.file, other.file} == {"content/daily/2026-05-27.md"}
    assert [one.rule, other.rule] == ["unknown-source", "ungrounded-number"]


def test_a_draft_has_no_pages_to_cite() -> None:
    """Only a draft may draw on a draft; of a story without versions, only items of its ledger can be cited."""
    draft, empty = essays.ferry(story=Story("The ferry", draft=True)), replace(essays.quay(), versions=())
    body = "The ferry crosses [@ferry/crossing]."

    (one,) = findings(essays.signal(body, stories=("ferry",)), draft)
    assert one.message == '"ferry" is a draft, so it has no pages'
    assert found(body, draft, stories=("ferry",), draft=True) == []
    (two,) = findings(essays.signal("It rose [@quay/tide].", stories=("quay/v1",)), empty)[:1]
    assert (two.message, two.hint) == ("quay has no version yet", "Write quay alone: items of its ledger can be cited.")
    (three,) = findings(essays.signal("It rose [@quay/tides].", stories=("quay",)), empty)[:1]
    assert three.message == "quay has no source tides"
    assert found("It rose [@quay/tide].", empty, stories=("quay",)) == []


def test_what_was_taken_down_is_named() -> None:
    """An essay that rests on a withdrawn version or item, or on one that was set aside, has a warning."""
    story = essays.quay()
    items = (story.items[0], replace(story.items[1], title="", text="", withdrawn=GONE), replace(story.items[2], spiked="Birds."))
    hidden = replace(story, items=items, versions=story.versions[1:], tombstones=(Tombstone(1, 1, GONE),))
    moved = replace(hidden, events=(LedgerEvent("gulls", "moved", builders.NOW, to="ferry"),))
    body = "It rose [@quay/tide]. They return [@quay/gulls]."

    found = findings(essays.signal(body, stories=("quay/v1",)), hidden)
    assert {(one.at, one.message) for one in found if one.rule == "spiked-source"} == {
        ("stories[0]", "draws on version 1, which was withdrawn on 2026-05-26 (By order of a court.)"),
        ("paragraph[0]", "cites an item that was withdrawn on 2026-05-26 (By order of a court.)"),
        ("paragraph[0]", "cites an item that was set aside (Birds.)"),
    }
    assert "Birds." not in str(findings(essays.signal(body, stories=("quay/v1",)), moved))


def test_the_full_text_of_a_page_counts() -> None:
    """What only the page in the cache says supports an essay as it supports a version."""
    body = "The tide rose to 9.9 metres [@quay/tide]."

    assert findings(essays.signal(body), basis=Basis({"tide": "It rose to 9.9 metres."})) == []


def test_an_item_of_another_ledger_supports_the_essay() -> None:
    """A version may cite an item of another story's ledger, and an essay what the version cites."""
    story = replace(essays.quay(), items=())
    other = essays.ferry(items=essays.quay().items)

    assert found("The tide rose to 3.4 metres [@quay/tide].", story, other) == []


def test_a_finding_can_be_waived() -> None:
    """A waiver in the head removes one finding; one that removes none is a finding."""
    waive = (
        Waiver("uncited-sentence", "We measured it.", at="paragraph[0]"),
        Waiver("ungrounded-number", "No.", at="paragraph[0]"),
    )

    (one,) = findings(essays.signal("The tide rose to 3.4 metres.", waive=waive))
    assert (one.rule, one.at, one.file) == ("unused-waiver", "waive[1]", "content/signals/tides.md")


def test_the_claim_from_a_cut_title_is_at_its_citation() -> None:
    """What a version reports of a source, an essay reports where it cites the source."""
    story = essays.quay()
    cut = replace(story.items[1], title="The tide rose to 3.4 metres but…", text="", evidence="headline")
    versions = (replace(story.versions[0], sources=(replace(story.versions[0].sources[0], title=cut.title, quotes=()),)),)
    given = replace(story, items=(cut,), versions=versions)

    assert found("Good.\n\nThe tide rose to 3.4 metres [@quay/tide].", given, stories=("quay",)) == [
        ("cut-title", "paragraph[1]")
    ]


def test_another_currency_is_an_error() -> None:
    """It never becomes a warning as it would in a published version: an essay can be corrected."""
    story = essays.quay()
    items = (essays.item("tide", "The gates", "The gates of the quay cost 40 million euros."),)
    body = "The gates of the quay cost $40 million [@quay/tide]."

    (one,) = findings(essays.signal(body, stories=("quay/v1",)), replace(story, items=items))
    assert (one.rule, one.level) == ("unit-mismatch", "error")


def test_a_version_that_stands_is_no_finding() -> None:
    """That another version was withdrawn does not matter."""
    story = essays.quay()
    gone = replace(story, versions=story.versions[1:], tombstones=(Tombstone(1, 1, GONE),))

    assert found("It is.", gone, stories=("quay/v2",)) == []


@pytest.mark.parametrize(
    ("stories", "day", "message", "hint"),
    [
        (("quay/v2",), "2026-05-01", "quay had no version 2 on 2026-05-01: it was filed on 2026-05-02", "Write quay/v1."),
        (("quay/v1",), "2026-04-30", "quay had no version 1 on 2026-04-30: it was filed on 2026-05-01", EARLIER),
        (("quay",), "2026-05-01", "an introduction says on which version of quay it draws", "Write quay/v1."),
        (("quay",), "2026-04-30", "an introduction says on which version of quay it draws", EARLIER),
        (("quai/v1",), "2026-05-01", 'there is no story "quai"', 'Did you mean "quay"?'),
    ],
)  # fmt: skip
def test_an_introduction_draws_on_what_was_there(stories: tuple[str, ...], day: str, message: str, hint: str) -> None:
    """It names versions that were filed on its day or before; so there is none for a day before the first version."""
    (one,) = findings(essays.intro("It is good to have a quay.", stories=stories, day=day))

    assert (one.rule, one.level, one.at, one.message, one.hint) == ("unknown-source", "error", "stories[0]", message, hint)


def test_the_day_of_an_introduction_is_that_of_the_publication() -> None:
    """A version that was filed late in the evening is, further east, one of the next day."""
    text = essays.intro("It is good to have a quay.", stories=("quay/v1",), day="2026-05-01")
    held = Publication(builders.config(timezone="Pacific/Kiritimati"), (essays.quay(),), intros=(text,))

    assert [one.message for one in check_publication(held, Basis()) if not one.story] == [
        "quay had no version 1 on 2026-05-01: it was filed on 2026-05-02"
    ]
    assert findings(text) == []


ADA = EssayReview("Ada Byron", "2026-05-30")


@pytest.mark.parametrize(
    ("essay", "now", "expected"),
    [
        (essays.signal("A."), "2026-05-24T23:59:59Z", ["date"]),
        (essays.signal("A.", date="2026-06"), "2026-05-24T23:59:59Z", ["date"]),
        (essays.signal("A.", date="2026-05"), "2026-05-24T23:59:59Z", []),
        (essays.signal("A.", draft=True), "2026-05-24T23:59:59Z", []),
        (essays.signal("A."), "2026-05-25T00:00:00Z", []),
        (essays.signal("A."), "", []),
        (essays.intro("A."), "2026-05-26T12:00:00Z", ["stories"]),
        (essays.intro("A."), "2026-05-27T12:00:00Z", []),
        (essays.intro("A.", review=ADA), "2026-05-27T12:00:00Z", ["review.on"]),
    ],
)  # fmt: skip
def test_a_day_that_has_not_come_yet_is_a_finding(essay: Signal | Intro, now: str, expected: list[str]) -> None:
    """By the clock of a check, an essay, an introduction or a review is not of the future; a draft may wait for its day."""
    found = findings(essay, basis=Basis(now=now))

    assert [(one.rule, one.level, one.at) for one in found] == [("future-version", "warning", at) for at in expected]
