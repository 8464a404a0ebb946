"""What is wrong with the feeds of site.yaml that no single value shows, each with its line."""

import builders
import pytest

from dateline.core.errors import UsageError
from dateline.flows.stories.check import check
from dateline.store.reading import read_config, read_publication

HEAD = "title: Quay\nurl: https://example.org/\nfeeds:\n- {id: one, url: https://one.example/feed}\n"


@pytest.mark.parametrize(
    ("feed", "where", "said"),
    [
        ("{id: one, url: https://two.example/feed}", "content/site.yaml:5", "feeds[1].id: the feed on line 4 also has this id"),
        (
            "{id: two, url: http://www.one.example/feed/}",
            "content/site.yaml:5",
            "the feed on line 4 also has this url",
        ),
        ("{id: two}", "content/site.yaml:5", "feeds[1]: two has neither a url nor a path"),
        ('{id: two, path: ""}', "content/site.yaml:5", "feeds[1]: two has neither a url nor a path"),
        ("{id: two, url: https://two.example/feed, path: content/inbox}", "content/site.yaml:5", "two has both a url and a path"),
    ],
)
def test_feeds_that_are_unclear_stop_every_command(make_publication, feed, where, said):
    """Such settings are an error: the first problem has its file and line, and a hint."""
    root = make_publication(builders.dossier(), files={"content/site.yaml": f"{HEAD}- {feed}\n"})
    with pytest.raises(UsageError) as caught:
        read_config(root)

    assert caught.value.where == where
    assert said in caught.value.what
    assert caught.value.hint


def test_everything_that_is_unclear_is_said_at_once(make_publication):
    """The first by its line, then the others."""
    files = {"content/site.yaml": f"{HEAD}- {{id: two}}\n- {{id: one, url: https://three.example/feed}}\n"}
    with pytest.raises(UsageError, match=r"two has neither.*; line 6: feeds\[2\].id: the feed on line 4 also has this id"):
        read_config(make_publication(builders.dossier(), files=files))


def test_unsafe_characters_stop_every_command(make_publication):
    """Titles and names go onto every page and into mails, so control characters are an error with the line and the place."""
    lines = (
        HEAD,
        r'- {id: two, title: "\e[31m red \u202e", url: https://two.example/feed}',
        r'author: {email: "a\x07@b.example"}',
        "",
    )
    with pytest.raises(UsageError) as caught:
        read_config(make_publication(builders.dossier(), files={"content/site.yaml": "\n".join(lines).replace("\n\n", "\n")}))

    assert caught.value.where == "content/site.yaml:5"
    assert caught.value.what == (
        "feeds[1].title: contains U+001B CONTROL CHARACTER, U+202E RIGHT-TO-LEFT OVERRIDE; "
        "line 6: author.email: contains U+0007 CONTROL CHARACTER"
    )


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("content/nowhere.xml", "content/nowhere.xml does not exist"),
        ("../feed.xml", "../feed.xml leads out of the publication"),
        ("/etc/hostname", "/etc/hostname leads out of the publication"),
        ("content/link.xml", "content/link.xml leads out of the publication"),
    ],
)
def test_a_place_that_is_not_there_is_a_finding(make_publication, tmp_path, path, said):
    """`check` and `build` report it at its line; the other feeds and stories are still read."""
    files = {"content/site.yaml": f"{HEAD}- id: two\n  path: {path}\n- {{id: saved, path: content/inbox/}}\n"}
    root = make_publication(builders.dossier(), files=files)
    (tmp_path / "outside.xml").write_text("<rss/>")
    (root / "content" / "link.xml").symlink_to(tmp_path / "outside.xml")

    (finding,) = [one for one in check(root).findings if one.file == "content/site.yaml"]

    assert (finding.rule, finding.level, finding.line, finding.at) == ("bad-shape", "error", 6, "feeds[1].path")
    assert finding.message == said
    assert len(read_publication(root).stories) == 1


def test_a_place_that_is_there_is_no_finding(make_publication):
    """A file, a folder, and the inbox, which may be missing."""
    files = {
        "content/site.yaml": f"{HEAD}- {{id: two, path: content/recorded/a.xml}}\n- {{id: three, path: content/recorded}}\n"
        "- {id: four, path: content/inbox}\n",
        "content/recorded/a.xml": "<rss/>",
    }
    root = make_publication(builders.dossier(), files=files)

    assert [one for one in check(root).findings if one.file == "content/site.yaml"] == []
