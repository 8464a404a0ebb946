"""The letter of a day is made from the files of a publication."""

import builders
import daily_issues as issues
import pytest

from dateline.core.config import Daily
from dateline.core.errors import GitError, UsageError
from dateline.core.model import Source, Story, Withdrawn
from dateline.flows import daily
from dateline.flows.daily import issue_of, letter_of

CONFIG = builders.config(daily=Daily(enabled=True, quiet="short"))


@pytest.fixture
def folder(make_publication):
    return make_publication(
        builders.dossier(builders.version(1), builders.version(2, changes="It costs less."), slug="barrier"),
        builders.dossier(builders.version(1, title="The ferry"), slug="ferry"),
        config=CONFIG,
    )


def test_the_letter_of_a_day_is_that_of_its_page(folder):
    """The letter has the subject, the HTML and the text of the issue that the site has."""
    made = letter_of(folder, "2026-05-02")

    assert made
    assert (made.day, made.subject, made.stop) == ("2026-05-02", "2 May: The harbour barrier", "")
    assert made.url == "https://example.org/record/daily/2026-05-02/"
    assert all("It costs less." in form and "The ferry" in form for form in (made.html, made.text))
    assert "Stop it" not in made.text


def test_a_letter_is_in_the_language_of_the_site(make_publication):
    """Subject, headings and dates are German in a German publication; what is told of a French story is in French."""
    config = builders.config(daily=Daily(enabled=True, unsubscribe="https://example.org/stop"), language="de")
    story = builders.dossier(builders.version(1), builders.version(2), story=Story("The barrier", language="fr"))
    made = letter_of(make_publication(story, config=config), "2026-05-02")

    assert made
    assert made.subject == "2. Mai: The harbour barrier"
    assert "NEUES" in made.text
    assert "Textvergleich mit Version 1:" in made.text
    assert "Mit einem Klick abbestellen" in made.html
    assert 'lang="de"' in made.html
    assert '<div lang="fr" dir="ltr">' in made.html


@pytest.mark.parametrize(
    ("unsubscribe", "to", "stop"),
    [
        ("https://example.org/stop", "readers", "https://example.org/stop?email={email}"),
        ("https://example.org/stop?who={email}", "readers", "https://example.org/stop?who={email}"),
        ("https://example.org/stop", "list", "https://example.org/stop"),
        ("https://example.org/stop?who={email}", "list", ""),
        ("https://example.org/stop", "service", ""),
    ],
)
def test_a_letter_says_how_to_stop_it(make_publication, unsubscribe, to, stop):
    """A letter to readers has the address that takes them off the list; one to a list has none that needs a reader's."""
    folder = make_publication(builders.dossier(), config=builders.config(daily=Daily(enabled=True, unsubscribe=unsubscribe)))

    made = letter_of(folder, "2026-05-01", to)

    assert made
    assert (stop in made.text, stop in made.html) == (True, True)
    assert ("Stop it with one click" in made.text) == bool(stop)
    assert made.stop == (stop if "{email}" in stop else "")


def test_a_day_without_news_gets_what_the_settings_say(folder):
    """A quiet day has a short letter, or none."""
    short = letter_of(folder, "2026-06-01")
    assert short
    assert short.subject == "1 June: nothing moved"
    (folder / "content/site.yaml").write_text("title: T\nurl: https://example.org/\ndaily: {enabled: true}\n")
    assert letter_of(folder, "2026-06-01") is None


def test_a_day_before_the_first_version_has_no_letter(folder):
    """Before the first version, there is nothing to tell."""
    assert letter_of(folder, "2026-04-30") is None


def test_issues_that_are_off_are_refused(folder):
    """Without the setting, the key to set is named."""
    (folder / "content/site.yaml").write_text("title: T\nurl: https://example.org/\n")

    with pytest.raises(UsageError, match="there are no daily issues") as refused:
        letter_of(folder, "2026-05-02")

    assert "daily: {enabled: true}" in refused.value.hint


def test_a_story_with_an_error_is_not_sent(folder):
    """What `check` refuses is in no letter."""
    file = folder / "stories/barrier/v002.yaml"
    file.write_text(file.read_text().replace("[@harbour-plan]", "[@nobody-knows]"))

    with pytest.raises(UsageError, match="barrier: has errors, so there is no issue"):
        letter_of(folder, "2026-05-02")


@pytest.mark.parametrize("day", ["2026-05-02", "2026-06-01"])
def test_a_version_that_cannot_be_read_stops_every_issue(folder, day):
    """A version that nobody can read may be the news of the day, so nothing says that nothing moved."""
    with (folder / "stories/ferry/v001.yaml").open("a") as file:
        file.write("<<<<<<< HEAD\n")

    with pytest.raises(UsageError, match="ferry: has errors, so there is no issue"):
        letter_of(folder, day)


def test_an_introduction_with_an_unknown_key_stops_the_issue(folder):
    """The file of the introduction is named."""
    (folder / "content/daily").mkdir()
    intro = folder / "content/daily/2026-05-02.md"
    intro.write_text("---\nauthor: The desk\nstories: [barrier/v2]\n---\n\nIt is cheaper [@barrier/nobody].\n")

    with pytest.raises(UsageError, match=r"content/daily/2026-05-02.md: has errors, so there is no issue"):
        letter_of(folder, "2026-05-02")


def test_withdrawn_words_are_in_no_letter(make_publication):
    """A letter has the words that readers may see."""
    source = Source("harbour-plan", "A secret title", feed="Harbour Wire")
    version = builders.version(1, what="A secret title is told [@harbour-plan].", sources=(source,))
    item = builders.item(title="", text="", withdrawn=Withdrawn("2026-05-03", "A court says so.", "sha256:" + "0" * 64))
    folder = make_publication(builders.dossier(version, items=(item,)), config=CONFIG)

    _, issue = issue_of(folder, "2026-05-01")

    assert issue
    assert issue.told[0].lead == "withdrawn is told."


def test_what_was_checked_is_known_from_the_state_branch(folder, monkeypatch):
    """A story that a run checked on the day is told apart, if the state branch says so."""
    state = issues.state(b'{"at": "2026-05-02T06:00:00Z", "stories": ["ferry"], "quiet": ["ferry"]}\n')
    monkeypatch.setattr(daily, "read_state", lambda _: state)

    _, issue = issue_of(folder, "2026-05-02")

    assert issue
    assert [one.slug for one in issue.checked] == ["ferry"]

    _, issue = issue_of(folder, "2026-05-02", is_shared=False)

    assert issue
    assert issue.checked == ()


def test_a_state_branch_that_cannot_be_read_says_nothing(folder, monkeypatch):
    """Without git, the issue does not say what was checked."""

    def fail(_):
        raise GitError("git is not installed")

    monkeypatch.setattr(daily, "read_state", fail)

    _, issue = issue_of(folder, "2026-05-02")

    assert issue
    assert (issue.checked, [one.slug for one in issue.quiet]) == ((), ["ferry"])


def test_without_the_library_the_extra_is_named(folder, monkeypatch):
    """If css-inline is missing, the extra that has it is named."""
    monkeypatch.setitem(__import__("sys").modules, "css_inline", None)

    with pytest.raises(UsageError, match="css-inline is not installed") as refused:
        letter_of(folder, "2026-05-02")

    assert "dateline[email]" in refused.value.hint


@pytest.mark.parametrize(
    ("head", "body", "said"),
    [
        ("author: The desk\nstories: [ferry/v1]", "- It floods.", "an introduction cannot have a list"),
        ("stories: [ferry/v1]", "It floods.", "nobody signs it"),
        ("author: The desk\nstories: [barrier/v2]", "It floods.", "barrier had no version 2 on 2026-05-01"),
        ("author: The desk\nstories: [ferry/v1]", "It floods [@ferry/none].", "ferry has no source none"),
        ("author: The desk\nstories: [tunnel/v1]", "It floods.", '"tunnel" is a draft, so it has no pages'),
    ],
)
def test_an_introduction_with_an_error_is_not_sent(make_publication, head, body, said):
    """What a build refuses is in no letter."""
    folder = make_publication(
        builders.dossier(builders.version(1), builders.version(2), slug="barrier"),
        builders.dossier(slug="ferry"),
        builders.dossier(slug="tunnel", story=Story("The tunnel", draft=True)),
        config=CONFIG,
        files={"content/daily/2026-05-01.md": f"---\n{head}\n---\n{body}\n"},
    )

    with pytest.raises(UsageError, match=said) as refused:
        letter_of(folder, "2026-05-01")

    assert refused.value.where == "content/daily/2026-05-01.md"


def test_an_introduction_is_in_the_letter(make_publication):
    """It stands above all, with the number of its source."""
    folder = make_publication(
        builders.dossier(slug="ferry"),
        config=CONFIG,
        files={
            "content/daily/2026-05-01.md": (
                "---\nauthor: The desk\nstories: [ferry/v1]\n---\nIt *floods* [@ferry/harbour-plan].\n"
            )
        },
    )

    made = letter_of(folder, "2026-05-01")

    assert made
    assert "It floods. [1]\n\nBy the desk." in made.text
