"""Pages in other languages: what they say, in which forms, and from which side."""

import json
import re
import shutil
from pathlib import Path

import builders
import messages
import pytest

from dateline.core.errors import UsageError
from dateline.core.model import Problem
from dateline.flows.build import build
from dateline.flows.stories.check import check
from dateline.site.ages import after, age
from dateline.site.catalogue import messages as messages_in
from dateline.site.catalogue import read
from dateline.site.dates import dated, in_words, on_day, until_when
from dateline.site.languages import language_problems, languages_of
from dateline.site.theme import load_theme
from dateline.site.theme_parts import built_in
from dateline.site.words import ENGLISH, NN_, Translations, _, _n, in_templates, listed, speaking, spoken

ROOT = Path(__file__).parents[2]
ARABIC = ROOT / "tests/fixtures/arabic"
KNOWN = messages_in((ROOT / messages.ENGLISH).read_bytes())
SLUG = "harbour-barrier"


def words(language: str) -> Translations:
    return load_theme().speaking(language).words


def in_language(root: Path, language: str, catalogue: str = "") -> None:
    site = root / "content/site.yaml"
    site.write_text(site.read_text(encoding="utf-8") + f"language: {language}\n", encoding="utf-8")
    if catalogue:
        add_catalogue(root, language, catalogue)


def add_catalogue(root: Path, language: str, catalogue: str) -> None:
    file = root / f"theme/languages/{language}.yaml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(catalogue, encoding="utf-8")


def page(root: Path, path: str = "") -> str:
    built = build(root, root / "build", cached=False)
    assert built.findings == ()
    return (root / "build" / path / "index.html").read_text(encoding="utf-8")


def problems_of(text: str) -> list[tuple[int, str]]:
    return [(one.line, one.message) for one in read(text.encode(), "it.yaml", Translations("it"), KNOWN).problems]


# --- the catalogues that come with Dateline ----------------------------------------------------------------------------------


def test_the_list_of_messages_is_the_codes():
    """`theme/languages/en.yaml` lists what the code says; if not, run `python tests/messages.py`."""
    assert (ROOT / messages.ENGLISH).read_text(encoding="utf-8") == messages.english()


@pytest.mark.parametrize("language", ["de", "fr"])
def test_every_message_is_translated(language):
    """German and French have each message, with the same names and as many forms as their numbers need, and no other."""
    found = read((built_in() / f"languages/{language}.yaml").read_bytes(), language, Translations(language), KNOWN)

    assert found.problems == ()
    assert {*found.words.told, *found.words.forms} == KNOWN.keys()


def test_a_page_is_in_the_language_of_the_site(make_publication):
    """Headings, counts, dates and the language that browsers read are German, and so are the feed, the letter and the script."""
    root = make_publication(builders.dossier(builders.version(), builders.version(2)))
    in_language(root, "de")
    text = page(root, f"stories/{SLUG}")

    assert '<html lang="de">' in text
    assert "Warum es wichtig ist</h2>" in text
    assert re.search(r"\d\. (Januar|Februar|März|April|Mai) 2026", text)
    assert "Why it matters" not in text
    assert json.loads((root / "build/feed.json").read_text(encoding="utf-8"))["language"] == "de"


def test_a_story_may_have_a_language_of_its_own(make_publication):
    """The pages of a story in French are French in an English site; lists name its language, and the rest stays English."""
    root = make_publication(builders.dossier(builders.version(), builders.version(2)))
    story = root / f"stories/{SLUG}/story.yaml"
    story.write_text(story.read_text(encoding="utf-8") + "language: fr\n", encoding="utf-8")
    front = page(root)
    text = (root / f"build/stories/{SLUG}/index.html").read_text(encoding="utf-8")

    assert '<html lang="en">' in front
    assert '<article lang="fr" dir="ltr">' in front
    assert "Pourquoi c’est important</h2>" in text
    assert '<html lang="fr">' in text
    assert ">Questions ouvertes<" in text
    feed = json.loads((root / "build/feed.json").read_text(encoding="utf-8"))
    assert (feed["language"], {one["language"] for one in feed["items"]}) == ("en", {"fr"})
    assert all('<div lang="fr" dir="ltr">' in one["content_html"] for one in feed["items"])
    scripts = {path.name for path in (root / "build/static").glob("site.*.js")}
    assert len(scripts) == 2
    assert all(any(name in one for name in scripts) for one in (front, text))


def test_a_kept_build_equals_a_clean_one_in_another_language(make_publication):
    """When the language changes, each page changes; nothing of the other language is left."""
    root = make_publication(builders.dossier(builders.version(), builders.version(2)))
    build(root, root / "build")
    in_language(root, "fr")
    build(root, root / "build")
    build(root, root / "clean", cached=False)

    kept, clean = (
        {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file() and path.name[0] != "."}
        for folder in (root / "build", root / "clean")
    )
    assert kept == clean


def test_a_language_from_the_right_turns_the_page(tmp_path):
    """Arabic pages say `dir`, count in six forms, and point their arrows the other way."""
    shutil.copytree(ARABIC, tmp_path / "arabic")
    root = tmp_path / "arabic"
    text = page(root, "stories/sadd-al-madd")

    assert '<html lang="ar" dir="rtl">' in text
    assert "3 مصادر، وسيلتان" in text
    assert "<i>←</i>" in (root / "build/stories/sadd-al-madd/changes/v2/index.html").read_text(encoding="utf-8")
    assert {one.rule for one in check(root, cached=False).findings if one.level == "error"} == set()


# --- forms, dates and lists -------------------------------------------------------------------------------------------------


def test_english_needs_no_catalogue():
    """Without one, a message is said as it stands, without its context; numbers have their thousands apart."""
    assert spoken() is ENGLISH
    assert _("{n} more#of a list", n=1200) == "1,200 more"
    assert [_n(number, *NN_("{n} story", "{n} stories")) for number in (0, 1, 2)] == ["0 stories", "1 story", "2 stories"]


def test_numbers_take_their_form():
    """The plural rule of a language chooses among its forms, and its own sign parts the thousands."""
    with speaking(words("fr")):
        assert [_n(number, "{n} story", "{n} stories") for number in (0, 1, 2, 1200)] == [
            *("0 sujet", "1 sujet", "2 sujets"),
            "1\u202f200 sujets",
        ]
    with speaking(words("de")):
        assert _n(1200, "{n} story", "{n} stories") == "1.200 Themen"


def test_dates_are_said_as_people_write_them():
    """Each language has its order, its names of months and days, and its words before a date."""
    with speaking(words("de")):
        assert in_words("2026-03-01", has_weekday=True) == "Sonntag, 1. März 2026"
        assert (in_words("2026-03"), in_words("2026"), in_words("2026-03-27", "2026")) == ("März 2026", "2026", "27. März")
        assert (on_day("2026-03-01"), on_day("2026-03"), on_day("2026")) == ("am 1. März 2026", "im März 2026", "im Jahr 2026")
        assert (until_when("2026-03-01"), until_when("2026-03")) == ("bis 1. März 2026", "bis März 2026")
        assert dated("2026-03-27", "2026") == '<time datetime="2026-03-27" title="2026-03-27">27. März</time>'
    with speaking(words("fr")):
        assert in_words("2026-03-01") == "1er mars 2026"
    assert in_words("2026-03-01") == "1 March 2026"
    assert until_when("2026") == "in 2026"


@pytest.mark.parametrize(
    ("last", "told", "came"),
    [
        ("2026-01-02", "1 Tag", "nach 1 Tag"),
        ("2026-04-01", "3 Monate", "nach 3 Monaten"),
        ("2029-02-01", "3 Jahre", "nach 3 Jahren"),
        ("2026-01-01", "", ""),
    ],
)
def test_ages_are_said_in_both_cases(last, told, came):
    """How long something lasted, and after how long it came, are messages of their own: German says them differently."""
    with speaking(words("de")):
        assert (age("2026-01-01", last), after("2026-01-01", last)) == (told, came)


def test_lists_are_joined_by_the_language():
    """The sign between names and the word before the last one are messages."""
    with speaking(words("de")):
        assert listed(["A", "B", "C"]) == "A, B und C"
        assert listed(["A", "B", "C"], 2) == "A und 2 weitere"
    assert (listed([]), listed(["A"])) == ("", "A")


def test_what_templates_fill_in_is_escaped():
    """A message is markup in a template, and a value in it stays text."""
    tell, count = in_templates()["_"], in_templates()["_n"]

    assert str(tell("{title} by name", title="<b>")) == "&lt;b&gt; by name"
    assert str(count(2, "{title} and {n} more", "{title} and {n} more", title="<b>")) == "&lt;b&gt; and 2 more"
    assert in_templates()["number"](1200) == "1,200"


# --- catalogues of one's own ---------------------------------------------------------------------------------------------------


def test_a_catalogue_of_ones_own_is_laid_over_datelines(make_publication):
    """It needs only what it changes, also in English; `de-AT` has the words of `de` and its own."""
    root = make_publication(builders.dossier(builders.version(), builders.version(2)))
    add_catalogue(root, "en", 'words:\n  "Why it matters": "So what"\n')
    assert "So what</h2>" in page(root, f"stories/{SLUG}")

    add_catalogue(root, "de-AT", 'words:\n  "January": "Jänner"\n')
    add_catalogue(root, "fr", 'words:\n  "What": "En bref"\n')
    theme = load_theme(root / "theme")
    with speaking(theme.speaking("de-AT").words):
        assert in_words("2026-01-02") == "2. Jänner 2026"
    with speaking(theme.speaking("fr").words):
        assert (_("What"), _n(0, "{n} story", "{n} stories"), _n(1200, "{n} day", "{n} days")) == (
            *("En bref", "0 sujet"),
            "1\u202f200 jours",
        )


def test_what_a_catalogue_lacks_is_in_english(make_publication):
    """A small catalogue translates what it can, and `check` says how much is left; a build goes on."""
    root = make_publication(builders.dossier(builders.version(), builders.version(2)))
    in_language(root, "it", 'words:\n  "Why it matters": "Perché conta"\n  "March": "marzo"\n')

    text = page(root, f"stories/{SLUG}")
    assert "Perché conta</h2>" in text
    assert "Open questions</h2>" in text
    found = [one for one in check(root, cached=False).findings if one.rule == "untranslated"]
    assert [(one.level, one.file) for one in found] == [("note", "theme/languages/it.yaml")]
    assert f"{len(KNOWN) - 2} messages are not translated" in found[0].message


def test_what_a_catalogue_leaves_in_english_is_told(make_publication):
    """The copy that a translation begins with counts as not translated, but for short messages that may be the same."""
    root = make_publication(builders.dossier(builders.version()))
    in_language(root, "it", (ROOT / messages.ENGLISH).read_text(encoding="utf-8"))

    [found] = [one for one in check(root, cached=False).findings if one.rule == "untranslated"]
    left = int(found.message.split()[0])
    assert len(KNOWN) / 3 < left < len(KNOWN) - sum(map(bool, KNOWN.values()))


def test_a_tag_may_have_capitals(make_publication):
    """`DE` is German, as tags ignore case, and a file with capitals is found."""
    root = make_publication(builders.dossier(builders.version()))
    in_language(root, "DE")
    assert "Warum es wichtig ist</h2>" in page(root, f"stories/{SLUG}")
    assert [one for one in check(root, cached=False).findings if one.rule == "untranslated"] == []


def test_a_kept_build_knows_when_a_story_changes_its_language(make_publication):
    """The lists of questions and voices say the language of each story, also after it has changed."""
    root = make_publication(builders.dossier(builders.version(), builders.version(2)))
    build(root, root / "build")
    story = root / f"stories/{SLUG}/story.yaml"
    story.write_text(story.read_text(encoding="utf-8") + "language: fr\n", encoding="utf-8")
    build(root, root / "build")
    build(root, root / "clean", cached=False)

    for name in ("questions", "voices", "record"):
        kept, clean = (root / folder / name / "index.html" for folder in ("build", "clean"))
        assert kept.exists() == clean.exists()
        assert not kept.exists() or kept.read_text(encoding="utf-8") == clean.read_text(encoding="utf-8")


def test_a_language_without_a_catalogue_is_told(make_publication):
    """The site's language is looked up, and so is that of each story, with the line."""
    root = make_publication(builders.dossier(builders.version(), builders.version(2)))
    in_language(root, "nl")
    story = root / f"stories/{SLUG}/story.yaml"
    story.write_text(story.read_text(encoding="utf-8") + "language: it-CH\n", encoding="utf-8")

    found = [(one.file, one.line, one.level) for one in check(root, cached=False).findings if one.rule == "untranslated"]
    lines = story.read_text(encoding="utf-8").count("\n")
    assert [file for file, _line, _level in found] == ["content/site.yaml", f"stories/{SLUG}/story.yaml"]
    assert found[1][1:] == (lines, "note")
    assert '<html lang="nl">' in page(root)
    assert {"en", "de", "fr"} <= languages_of(root / "theme")


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("- a\n", 1, "should be a map of keys and values"),
        ("words: [a]\n", 1, "should be a map of messages"),
        ("word: {}\n", 1, "this key has no meaning here"),
        ("direction: down\n", 1, "should be ltr or rtl"),
        ('thousands: "12"\n', 1, "should be a sign or a space"),
        ('plural: "n ="\n', 1, "is not a plural rule"),
        ('plural: "1 / n"\n', 1, "is not a plural rule"),
        ('words:\n  "Storys": a\n', 2, "no page says this message"),
        ('words:\n  "Stories": [a, b]\n', 2, "should be text"),
        ('words:\n  "{n} story": "{n} storia"\n', 2, "needs 2 forms, one for each kind of number"),
        ('words:\n  "{n} story": [a, b, c]\n', 2, "needs 2 forms, one for each kind of number"),
        ('words:\n  "Stories": "<b>Storie</b>"\n', 2, "has a sign of HTML"),
        ('words:\n  "Version {n}": "Versione {m}"\n', 2, "names {m}, which the message does not"),
        ('words:\n  "Version {n}": "Versione"\n', 2, "leaves out {n}"),
        ('words:\n  "Version {n}": "Versione {n"\n', 2, "has a brace without its pair"),
        ('words:\n  "Stories": "Storie {n}"\n', 2, "names {n}, which the message does not"),
        ("words:\n\t- a\n", 2, ""),
    ],
)
def test_a_mistake_in_a_catalogue_is_told_with_its_line(text, line, said):
    """Each mistake says what is wrong; a message that is wrong is left out, and the others stay."""
    found = problems_of(text)

    assert found[0][0] == line
    assert said in found[0][1]


def test_what_is_right_in_a_catalogue_is_kept():
    """A form may leave out its number, and a message that is wrong does not take others with it; a near one is proposed."""
    text = 'plural: n > 1\nwords:\n  "{n} story": ["una storia", "{n} storie"]\n  "Storis": "Storie"\n'
    found = read(text.encode(), "it.yaml", Translations("it"), KNOWN)

    assert found.words.forms == {"{n} story": ["una storia", "{n} storie"]}
    assert [one.hint for one in found.problems] == ['Did you mean "Stories"?']
    assert read(b"plural: n =\n", "it.yaml", Translations("it"), KNOWN).words.plural == "n != 1"


def test_a_wrong_catalogue_stops_a_build(make_publication):
    """Its error is a finding with file and line, and nothing is written; a file that is not named after a language is one too."""
    root = make_publication(builders.dossier(builders.version(), builders.version(2)))
    in_language(root, "it", 'words:\n  "Stories": "{x}"\n')
    add_catalogue(root, "italian", "words: {}\n")
    built = build(root, root / "build", cached=False)

    assert [(one.file, one.line, one.rule) for one in built.findings] == [
        ("theme/languages/it.yaml", 2, "bad-language"),
        ("theme/languages/italian.yaml", 1, "bad-language"),
    ]
    with pytest.raises(UsageError, match="which the message does not"):
        _ = load_theme(root / "theme").speaking("it").words


def test_a_theme_remembers_its_languages():
    """The same language is the same theme, whoever asks, so its words are read once."""
    theme = load_theme()
    german = theme.speaking("de")

    assert theme.speaking("de") is german
    assert german.speaking("de") is german
    assert german.environment is theme.environment
    assert [*language_problems(theme, "de")] == []
    assert isinstance(next(language_problems(theme, "xx")), Problem)
