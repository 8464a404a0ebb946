"""What AI may do with the pages is said to readers and to programs, in the words of each."""

import json

import builders
import pytest
from analysed import plan_pages

from dateline.core.config import AiUse
from dateline.core.publication import Publication
from dateline.site.ai_use import told
from dateline.site.theme import load_theme

THEME = load_theme()


@pytest.mark.parametrize(
    ("train", "search", "said", "usage", "reservation"),
    [
        (None, None, "", "", ""),
        (
            "no",
            "yes",
            "These pages may be quoted by AI that answers searches, but may not be used to train AI.",
            "train-ai=n, search=y",
            "1",
        ),
        (
            "no",
            "no",
            "These pages may not be used to train AI or be quoted by AI that answers searches.",
            "train-ai=n, search=n",
            "1",
        ),
        (
            "yes",
            "yes",
            "These pages may be used to train AI and be quoted by AI that answers searches.",
            "train-ai=y, search=y",
            "0",
        ),
        (None, "no", "These pages may not be quoted by AI that answers searches.", "search=n", ""),
    ],
)
def test_readers_and_programs_are_told_the_same(train, search, said, usage, reservation):
    """One setting makes the sentence, the line in robots.txt and the reservation; what is not set is not said."""
    assert told(builders.config(ai_use=AiUse(train, search))) == (said, usage, reservation)


def site(**given):
    plan = plan_pages(Publication(builders.config(**given), (builders.dossier(builders.version()),)), THEME)
    return {one.path: one.render().decode() for one in plan}


def test_the_site_says_it_where_programs_look():
    """robots.txt, tdmrep.json, each page's head and its foot have it, for the path that the site is at."""
    files = site(ai_use=AiUse("no", "yes"), url="https://example.org/briefs/")

    assert files["robots.txt"].splitlines()[:3] == ["User-agent: *", "Content-Usage: train-ai=n, search=y", "Allow: /"]
    assert json.loads(files["tdmrep.json"]) == [{"location": "/briefs/*", "tdm-reservation": 1}]
    assert files["tdmrep.json"] == files[".well-known/tdmrep.json"]
    pages = [text for path, text in files.items() if path.endswith(".html") and "<footer" in text]
    assert len(pages) > 10
    assert all('<meta name="tdm-reservation" content="1">' in text for text in pages)
    assert all("may not be used to train AI.</p>" in text for text in pages)


def test_without_the_setting_nothing_is_said():
    """A publication that does not set it has no line, no file, no element and no sentence."""
    files = site()

    assert files["robots.txt"].splitlines()[1] == "Allow: /"
    assert not [path for path in files if "tdmrep" in path]
    assert "tdm-reservation" not in files["index.html"]
    assert "train AI" not in files["index.html"]
