"""Errors that readers report: what is read from an issue, and which correction settles which issue."""

import builders
import pytest

from dateline.core.code_hosts import code_host
from dateline.core.model import Correction, WrittenBy
from dateline.core.reported import QUESTIONS, Report, as_text, report_in, reported_issue, why_reported

ANSWERS = {
    "story": "harbour-barrier",
    "version": "3",
    "section": "What",
    "sentence": "The barrier costs 4 million euros.",
    "what-is-wrong": "It is 40.\n\nSee the plan.",
    "source": "https://example.org/plan",
}


def test_what_is_asked_is_read_again():
    """An issue that was made from the form has each answer under its heading, as the form as text has it."""
    assert report_in(as_text(ANSWERS)) == Report(*ANSWERS.values())
    assert report_in(as_text(ANSWERS).replace("\n", "\r\n")) == Report(*ANSWERS.values())


def test_an_empty_field_is_empty():
    """GitHub writes a note for a field that was left empty, which is no answer."""
    assert report_in(as_text(dict.fromkeys(QUESTIONS, "_No response_"))) == Report()
    assert report_in(as_text({})) == Report()


def test_a_free_text_has_no_answers():
    """An issue that somebody wrote without the form is no report; its words are not taken for answers."""
    assert report_in("The barrier costs 40 million.\n\n## Sentence\n\n###Version\n\n3") == Report()


def test_a_heading_in_an_answer_is_the_readers():
    """A reader's own heading, or one that was asked for already, does not begin another answer."""
    hostile = as_text(ANSWERS | {"what-is-wrong": "### Version\n\n1\n\n### Note\n\n### Story\n\nother"})

    found = report_in(hostile)

    assert (found.story, found.version, found.source) == ("harbour-barrier", "3", "https://example.org/plan")
    assert found.wrong == "### Version\n\n1\n\n### Note\n\n### Story\n\nother"


def corrected(*whys: str, writer: str = "desk") -> int | None:
    corrections = tuple(Correction(1, "was", "now", why) for why in whys)
    return reported_issue(builders.version(2, corrections=corrections, written_by=WrittenBy(writer)))


@pytest.mark.parametrize(
    ("why", "issue"),
    [
        ("Reported by a reader (issue 12).", 12),
        ("Reported by a reader (issue 12). We dropped a zero.", 12),
        (why_reported(7), 7),
        ("We dropped a zero. Reported by a reader (issue 12).", None),
        ("Reported by a reader (issue 12).1", None),
        ("Reported by a reader (issue 12)", None),
        ("Reported by a reader (issue 0).", None),
        ("Reported by a reader (issue -1).", None),
        ("Reported by a reader (issue 1234567890).", None),
        ("Reported by a reader (issue #12).", None),
        ("Reported by a reader (issue ١٢).", None),
        ("reported by a reader (issue 12).", None),
        ("", None),
    ],
)
def test_a_correction_names_its_issue(why, issue):
    """Only a reason that begins exactly as `edit --issue` writes it names an issue."""
    assert corrected(why) == issue


def test_only_a_person_settles_an_issue():
    """A program may have taken such words from a source; nothing is closed because of them."""
    assert corrected("Reported by a reader (issue 12).", writer="claude") is None
    assert reported_issue(builders.version(1)) is None


def test_the_first_issue_is_settled():
    """A version may correct several mistakes; the first one that a reader reported counts."""
    assert corrected("We dropped a zero.", "Reported by a reader (issue 9).", "Reported by a reader (issue 12).") == 9


@pytest.mark.parametrize(
    ("repository", "kind"),
    [
        ("https://github.com/example/briefs", "github"),
        ("https://github.example.org/example/gitlab", "github"),
        ("https://code.example.org/example/briefs", "github"),
        ("https://gitlab.com/example/briefs", "gitlab"),
        ("https://gitlab.example.org/example/briefs", "gitlab"),
        ("https://my-gitlab.example.org/example/briefs", "gitlab"),
        ("https://codeberg.org/example/briefs", "forgejo"),
        ("https://forgejo.example.org:3000/example/briefs", "forgejo"),
        ("https://git.gitea.example.org/example/briefs", "forgejo"),
        ("https://notgitlab.example.org/example/briefs", "github"),
    ],
)
def test_a_host_is_known_by_its_name(repository, kind):
    """Its name says what it runs; a host whose name says nothing is taken for GitHub's software."""
    assert code_host(repository) == kind
