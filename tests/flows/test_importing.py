"""Moving in from Markdown, Hugo and Jekyll."""

import json
from pathlib import Path
from typing import Any

import builders
import essays
import pytest
from store.test_pictures import PNG

from dateline.core.config import Author
from dateline.core.constraints import ALIAS
from dateline.core.errors import UsageError
from dateline.core.model import Story
from dateline.flows.build import build
from dateline.flows.importing.run import ImportedSite, import_site
from dateline.flows.start import Imprint, start
from dateline.flows.stories.check import check

NOW = "2026-05-24T11:30:00Z"
NO_WORDS = "has no words for readers who do not see it; its name stands for them"
PART = "https://old.example/blog/2020/04/02/bundle-post/#part"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 3 1"><path d="M0 0h3v1H0z"/></svg>\n'


def tree(folder: Path, files: dict[str, str | bytes]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


@pytest.fixture
def root(make_publication) -> Path:
    made: Path = make_publication(config=builders.config(author=Author("The desk")))
    return made


def moved(root: Path, path: Path, story: str | None = None, **given: Any) -> ImportedSite:
    return import_site(root, path, story, now=NOW, **given)


def said(done: ImportedSite) -> list[str]:
    return [f"{one.file}:{one.line}: {one.said}" for one in done.notices]


def text(root: Path, path: str) -> str:
    return (root / path).read_text(encoding="utf-8")


def head(words: str, **given: str) -> str:
    return "---\n" + "".join(f"{name}: {value}\n" for name, value in given.items()) + f"---\n\n{words}\n"


def post(words: str, **given: str) -> str:
    return head(words, title="A gate", date="2020-03-01", **given)


HUGO: dict[str, str | bytes] = {
    "hugo.toml": """
baseURL = "https://old.example/blog/"
title = "Old"
[params]
author = "Ada Byron"
[permalinks]
posts = "/:year/:month/:day/:slug/"
[permalinks.page]
news = "/:section/:monthname/:yearday/:filename/"
""",
    "content/posts/first.md": """+++
title = "The [@first] gate"
date = 2020-03-01T23:30:00+02:00
lastmod = 2020-04-01
description = "What it costs."
tags = ["a", "b"]
weight = 3
draft = false
aliases = ["/old/first", "older.html", "/a?b#c/", "/feed.xml"]
+++

The gate costs [5 million dollars](https://quay.example/gate "t"), says [the *quay* paper](https://quay.example/p)(yes), and
[again](https://quay.example/gate#top) and [again](https://quay.example/gate).
See [here](https://quay.example/here), <https://c.example/x> and [the
desk](mailto:desk@old.example).

See [other]({{< ref "bundle" >}}), [news]({{% relref "/news/x.md" %}}), {{< ref "nothing" >}}, [home](/), [down](#down),
[part](PART) and [gone](/gone/).
""".replace("PART", PART),
    "content/posts/bundle/index.md": head(
        "![the quay](quay.png) and [first](../../../03/01/the-first-gate/).",
        title="Bundle",
        date="2020-04-02",
        slug="bundle-post",
        draft="true",
    ),
    "content/posts/bundle/quay.png": PNG,
    "content/news/x.md": '{"title": "News", "date": "2020-02-10", "authors": ["B. One", {"name": "C. Two"}], "n": null}\nUp.\n',
    "content/about.md": head(
        "We. See [the quay](https://quay.example/), [odd](<https://quay.example/a \"b> 'T'), [bad](https://a@b.example/).",
        title="About",
    ),
    "content/_index.md": head("A list.", title="Home"),
    "content/raw.html": "<p>x</p>",
    "static/favicon.ico": "x",
}


def test_a_site_of_hugo_becomes_essays_pages_and_items(root: Path, tmp_path: Path) -> None:
    """Posts keep their day, their author and their addresses; links are citations of items; links between texts stay links."""
    done = moved(root, tree(tmp_path / "hugo", HUGO))

    assert (done.kind, done.story, done.is_new_story, done.items) == ("Hugo", "imported", True, 4)
    assert (
        text(root, "content/signals/first.md")
        == """---
title: The @first gate
date: 2020-03-01
author: Ada Byron
dek: What it costs.
stories: [imported]
aliases: [/2020/03/01/the-first-gate/, /old/first, /2020/03/01/older.html]
---

The gate costs 5 million dollars {GATE}, says the *quay* paper [@imported/the-quay-paper-v42eoz] (yes), and
again {GATE} and again {GATE}.
See here [@imported/quay-example-here-fjrct4], <https://c.example/x> [@imported/c-example-x-bd747p] and [the
desk](mailto:desk@old.example).

See [other](../bundle-post/), [news](../x/), {{< ref "nothing" >}}, [home](../../), [down](#down),
[part](../bundle-post/) and [gone](/gone/).
""".replace("{GATE}", "[@imported/5-million-dollars-fhxspy]")
    )
    assert "draft: true" in text(root, "content/signals/bundle-post.md")
    assert "![the quay](../images/quay.png) and [first](../first/)." in text(root, "content/signals/bundle-post.md")
    assert "author: B. One, C. Two" in text(root, "content/signals/x.md")
    assert "aliases: [/news/february/41/x/]" in text(root, "content/signals/x.md")
    assert "We. See [the quay](https://quay.example/), [odd](<https://quay.example/a%20%22b> 'T'), bad." in text(
        root, "content/pages/about.md"
    )
    assert "aliases" not in text(root, "content/pages/about.md")
    (first, *_) = map(json.loads, text(root, "stories/imported/items.jsonl").splitlines())
    assert {one: first[one] for one in ("title", "url", "feed", "evidence", "collected")} == {
        "title": "5 million dollars",
        "url": "https://quay.example/gate",
        "feed": "quay.example via the desk",
        "evidence": "headline",
        "collected": NOW,
    }
    assert said(done) == [
        "content/_index.md:1: is the text of a list, and is not imported",
        "content/about.md:5: https://a@b.example/: no plain web address; its words stay",
        f"content/posts/first.md:1: no redirect from /a?b: {ALIAS.objection('/a?b')}",
        f"content/posts/first.md:1: no redirect from /feed.xml: {ALIAS.objection('/feed.xml')}",
        "content/posts/first.md:1: not kept of its front matter: tags, weight",
        "content/posts/first.md:1: not kept: that it was changed on 2020-04-01",
        'content/posts/first.md:17: stays as text: {{< ref "nothing" >}}',
        "content/posts/first.md:18: /gone/: leads to nothing that is imported",
        f"content/posts/first.md:18: {PART}: leads to the page, and no longer to its part #part",
        "content/raw.html:1: is not Markdown, and is not imported",
    ]


def test_what_is_imported_can_be_published(root: Path, tmp_path: Path) -> None:
    """`check` has no error, the site has the redirects, and the sources stand on the page; the same again adds nothing."""
    source = tree(tmp_path / "hugo", HUGO)
    moved(root, source)

    assert [one for one in check(root, now=NOW).findings if one.level == "error"] == []
    assert build(root, root / "build").findings == ()
    assert "../signals/first/index.html" in text(root, "build/old/first/index.html")
    assert "quay.example" in text(root, "build/signals/first/index.html")
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    again = moved(root, source)
    assert (again.texts, again.items, again.pictures) == ((), 0, ())
    assert again.there == (
        "content/pages/about.md",
        "content/signals/x.md",
        "content/signals/first.md",
        "content/signals/bundle-post.md",
    )
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file() and path in before} == before


def test_the_plan_writes_nothing(root: Path, tmp_path: Path) -> None:
    """With `--dry-run`, what would be written is said, and no file is."""
    before = sorted((root / "content").rglob("*"))
    done = moved(root, tree(tmp_path / "hugo", HUGO), is_planned=True)

    assert (len(done.texts), done.items, done.pictures, done.is_planned) == (4, 4, ("quay.png",), True)
    assert sorted((root / "content").rglob("*")) == before
    assert not (root / "stories").exists()


@pytest.mark.parametrize(
    ("settings", "file", "front", "address"),
    [
        ({}, "content/posts/My Gate.md", {}, "/posts/my-gate/"),
        ({"uglyURLs": "true"}, "content/posts/gate.md", {}, "/posts/gate.html"),
        ({}, "content/posts/gate.md", {"url": "/x/y/"}, "/x/y/"),
        ({}, "content/gate.md", {"slug": "a-b"}, "/a-b/"),
        ({"permalinks": "{posts: '/:year/:sections/:title'}"}, "content/posts/a/gate.md", {}, "/2020/posts/a/a-gate/"),
        (
            {"permalinks": "{posts: '/:slugorfilename/:weekday-:weekdayname/:none'}"},
            "content/posts/gate.md",
            {},
            "/gate/0-sunday/none/",
        ),
    ],
)
def test_addresses_of_hugo(root, tmp_path, settings, file, front, address):  # noqa: PLR0913, PLR0917  # a column each
    """They are made as Hugo makes them: from the settings, the front matter or the file."""
    config = "".join(f"{name}: {value}\n" for name, value in {"title": "Old", **settings}.items())
    done = moved(root, tree(tmp_path / "hugo", {"config/_default/hugo.yaml": config, file: post("It rose.", **front)}))

    assert [one.addresses for one in done.texts] == [(address,)]


JEKYLL: dict[str, str | bytes] = {
    "_config.yml": "title: Old\nurl: https://old.example\nbaseurl: /blog\nauthor: {name: Ada Byron}\n",
    "_posts/2020-03-01-first.md": head(
        "See {{ site.baseurl }}, [two]({% post_url 2020-04-02-second %}), [about]({% link about.md %}),\n"
        "[up]({{ '/about.html' | relative_url }}).\n"
        "{% include x.html %} and `{% raw %}`\n\n![A map]({{ site.baseurl }}/assets/map.svg)\n![](/assets/big-map_2.svg)\n",
        title="First",
        categories="[Quay News, b]",
        redirect_from="/old.html",
        layout="post",
    ),
    "harbour/_posts/2020-04-02-second.md": head(
        "It rose.", published="false", date="2020-04-03 23:00:00 -0500", permalink="/s/:title/"
    ),
    "_posts/none.md": head("It rose."),
    "_posts/2020-13-01-bad.md": head("It rose."),
    "_drafts/later.md": head("It rose.", title="Later"),
    "_things/thing.md": head("It rose."),
    "_site/about.md": head("Built."),
    "about.md": head("We.", title="About us"),
    "index.md": head("Home."),
    "stories.md": head("Ours."),
    "team/index.md": head("They."),
    "README.md": "Not a page.",
    "feed.html": "x",
    "assets/map.svg": SVG,
    "assets/big-map_2.svg": SVG,
}


def test_a_site_of_jekyll_becomes_essays_and_pages(root: Path, tmp_path: Path) -> None:
    """Its tags for links are followed, its addresses redirect, and what was not published is a draft."""
    done = moved(root, tree(tmp_path / "jekyll", JEKYLL))

    assert done.kind == "Jekyll"
    assert (
        text(root, "content/signals/first.md")
        == """---
title: First
date: 2020-03-01
author: Ada Byron
aliases: [/quay/news/b/2020/03/01/first.html, /old.html]
---

See , [two](../second/), [about](../../about/),
[up](../../about/).
{% include x.html %} and `{% raw %}`

![A map](../images/map.svg)
![big map 2](../images/big-map-2.svg)
"""
    )
    assert text(root, "content/signals/second.md").splitlines()[:6] == [
        "---",
        "title: Second",
        "date: 2020-04-03",
        "author: Ada Byron",
        "aliases: [/s/second/]",
        "draft: true",
    ]
    assert "date: 2026-05-24" in text(root, "content/signals/later.md")
    assert "aliases: [/about.html]" in text(root, "content/pages/about.md")
    assert not (root / "stories").exists()
    assert [one for one in check(root, now=NOW).findings if one.level == "error"] == []
    assert said(done) == [
        "README.md:1: has no front matter, so Jekyll makes no page of it; it is not imported",
        "_posts/2020-03-01-first.md:1: not kept of its front matter: categories, layout",
        "_posts/2020-03-01-first.md:10: stays as text: {% include x.html %}",
        f"_posts/2020-03-01-first.md:13: /assets/big-map_2.svg: {NO_WORDS}",
        '_posts/2020-13-01-bad.md:1: "2020-13-01-bad.md" names no day: write it as 2026-05-27',
        '_posts/none.md:1: "none.md" names no day: write it as 2026-05-27',
        "_things/thing.md:1: is of a collection, and is not imported",
        "feed.html:1: is not Markdown, and is not imported",
        "index.md:1: is not imported: the site has its own front page, page for errors and description of its files",
        "stories.md:1: is not imported: the site has a list at /stories/; rename the file",
        "team/index.md:1: index.md has the same name, index: rename one of the two",
    ]


@pytest.mark.parametrize(
    ("style", "address"),
    [
        ("pretty", "/2020/03/01/gate/"),
        ("ordinal", "/2020/061/gate.html"),
        ("none", "/gate.html"),
        ("weekdate", "/2020/W09/Sun/gate.html"),
        ("/:short_year/:i_month/:i_day/:short_month/:slug", "/20/3/1/Mar/gate"),
    ],
)
def test_addresses_of_jekyll(root: Path, tmp_path: Path, style: str, address: str) -> None:
    """They are made as Jekyll makes them: by a style, or from a form."""
    files: dict[str, str | bytes] = {
        "_config.yml": f"permalink: {style}\n",
        "_posts/2020-03-01-gate.md": head("It rose."),
        "who.md": head("We."),
    }
    done = moved(root, tree(tmp_path / "jekyll", files))

    assert {one.file: one.addresses for one in done.texts} == {
        "_posts/2020-03-01-gate.md": (address,),
        "who.md": () if style == "pretty" else ("/who.html",),
    }


@pytest.mark.parametrize(
    ("settings", "file", "front", "hidden"),
    [
        ("hugo.yaml", "content/a.md", "date: 2026-05-24T14:00:00Z", "is dated in the future"),
        ("hugo.yaml", "content/a.md", "date: 2020-03-01\npublishDate: 2026-06-01", "is dated in the future"),
        ("hugo.yaml", "content/a.md", "date: 2020-03-01\nexpiryDate: 2026-05-24", "expired"),
        ("hugo.yaml", "content/a.md", "date: 2020-03-01\nheadless: true", "front matter tells Hugo to make no page"),
        ("hugo.yaml", "content/a.md", "date: 2020-03-01\nbuild: {render: never}", "front matter tells Hugo to make no page"),
        ("hugo.yaml", "content/a.md", "date: 2020-03-01\nexpiryDate: 2026-05-25", ""),
        ("hugo.yaml", "content/a.md", "date: 2026-06-01\ndraft: true", None),
        ("hugo.yaml: buildFuture: true", "content/a.md", "date: 2026-06-01", ""),
        ("hugo.yaml: buildExpired: true", "content/a.md", "date: 2020-03-01\nexpiryDate: 2026-05-24", ""),
        ("_config.yml", "_posts/2026-06-01-a.md", "layout: post", "is dated in the future"),
        ("_config.yml", "_posts/2020-03-01-a.md", "date: 2026-06-01", "is dated in the future"),
        ("_config.yml", "_posts/2020-03-01-a.md", "layout: post", ""),
        ("_config.yml", "_posts/2026-06-01-a.md", "published: false", None),
        ("_config.yml", "a.md", "date: 2026-06-01", ""),
        ("_config.yml: future: true", "_posts/2026-06-01-a.md", "layout: post", ""),
    ],
)
def test_what_a_program_hides_is_a_draft(root, tmp_path, settings, file, front, hidden):  # noqa: PLR0913, PLR0917  # a column each
    """A text of the future, one that expired, or one that is no page is not published by the import, and that is told."""
    name, _, said_there = settings.partition(": ")
    done = moved(root, tree(tmp_path / "old", {name: f"title: Old\n{said_there}\n", file: f"---\n{front}\n---\n\nIt rose.\n"}))

    told = [one.said for one in done.notices if "is a draft here" in one.said]
    assert [one.head.draft for one in done.texts] == [hidden != ""]
    assert len(told) == bool(hidden)
    assert all(str(hidden) in one for one in told)


def test_plain_markdown_needs_no_front_matter(root: Path, tmp_path: Path) -> None:
    """A heading at the beginning is the title; a file that is named by a day is an essay of that day, and any other is a page."""
    files: dict[str, str | bytes] = {
        "2020-03-01-the-gate.md": "# The gate opens\n\nIt opens, says [the quay paper](https://quay.example/).\n",
        "who-we-are.markdown": "We. See [the gate](2020-03-01-the-gate.md) and [x](x.pdf).\n",
        "sub/日本.md": "It rose.\n",
        "dated.md": head("It rose.", title="Dated", date="2020-03", permalink="/d/"),
        "node_modules/x.md": "No.\n",
        ".hidden/x.md": "No.\n",
        "x.rst": "No.\n",
    }
    done = moved(root, tree(tmp_path / "notes", files))

    assert done.kind == "Markdown"
    assert {one.file: (one.path, one.title, one.day) for one in done.texts} == {
        "2020-03-01-the-gate.md": ("content/signals/the-gate.md", "The gate opens", "2020-03-01"),
        "dated.md": ("content/signals/dated.md", "Dated", "2020-03"),
        "sub/日本.md": ("content/pages/text-nls4he.md", "日本", ""),
        "who-we-are.markdown": ("content/pages/who-we-are.md", "Who we are", ""),
    }
    assert "author: The desk\nstories: [imported]\n---\n\nIt opens, says the quay paper [@" in text(
        root, "content/signals/the-gate.md"
    )
    assert "See [the gate](../signals/the-gate/) and [x](x.pdf)." in text(root, "content/pages/who-we-are.md")
    assert said(done) == [
        "who-we-are.markdown:1: x.pdf: leads to nothing that is imported",
        "x.rst:1: is not Markdown, and is not imported",
    ]


def test_one_file_can_be_imported(root: Path, tmp_path: Path) -> None:
    """Only it is, whatever lies beside it."""
    folder = tree(tmp_path / "notes", {"a.md": post("It rose."), "b.md": post("It fell.")})

    assert [one.path for one in moved(root, folder / "a.md").texts] == ["content/signals/a.md"]


@pytest.mark.parametrize("name", ["nothing", "a.txt"])
def test_what_cannot_be_imported_is_refused(root: Path, tmp_path: Path, name: str) -> None:
    """The error says what can be."""
    tree(tmp_path, {"a.txt": "x"})
    with pytest.raises(UsageError) as error:
        moved(root, tmp_path / name)
    assert error.value.hint.startswith("Name a folder")


def test_a_folder_without_texts_is_told(root: Path, tmp_path: Path, dateline) -> None:
    """The last line says so; many files of another kind are one line for each folder at the top."""
    pages: dict[str, str | bytes] = {f"site/{number}/index.html": "x" for number in range(6)}

    code, out, _ = dateline("-C", root, "import", tree(tmp_path / "old", {**pages, "a.html": "x", "b/c.rst": "x"}))
    assert (code, out.splitlines()[1:]) == (
        0,
        [
            "note: a.html:1: is not Markdown, and is not imported",
            "note: b/c.rst:1: is not Markdown, and is not imported",
            "note: site/:1: 6 files in it are not Markdown, and are not imported",
            "no text in Markdown here that can be imported: name the folder that has the texts",
        ],
    )


def test_a_publication_is_not_imported_as_markdown(root: Path) -> None:
    """It is copied with an archive; the error says how."""
    with pytest.raises(UsageError, match="is a publication of Dateline already") as error:
        moved(root, root)
    assert f"dateline -C {root} export" in error.value.hint


def test_settings_that_cannot_be_read_stop_an_import(root: Path, tmp_path: Path) -> None:
    """Without them no redirect would be right."""
    for name, files in (
        ("h", {"hugo.toml": "\n= 1\n", "content/a.md": "x"}),
        ("j", {"_config.yml": "a: [\n"}),
        ("k", {"hugo.json": "{", "content/a.md": "x"}),
    ):
        with pytest.raises(UsageError) as error:
            moved(root, tree(tmp_path / name, dict(files)))
        assert error.value.where in ("hugo.toml:2", "_config.yml:2", "hugo.json:1")
    empty = tree(tmp_path / "e", {"_config.yml": "- a\n", "_posts/2020-03-01-a.md": head("x")})
    assert len(moved(root, empty).texts) == 1


BROKEN: dict[str, str | bytes] = {
    "yaml.md": "---\ntitle: A\n x: [\n---\nIt rose.\n",
    "toml.md": "+++\na = 1\nb =\n+++\nIt rose.\n",
    "json.md": '{"title": \nIt rose.\n',
    "bytes.md": b"One\n\xff\xfe",
    "large.md": "x" * 5_000_001,
    "day.md": post("It rose.").replace("2020-03-01", "2020-02-30"),
    "empty.md": post(""),
    "code.md": post("```\n[x](javascript:alert)\n```"),
    "fine.md": post("It rose."),
    "open.md": "---\ntitle: A\nIt rose.\n",
}


def test_a_bad_file_stops_no_other(root: Path, tmp_path: Path, dateline) -> None:
    """Each is named with its line and the reason; the exit code says that not all was imported."""
    folder = tree(tmp_path / "notes", BROKEN)
    (folder / "loop").symlink_to(folder)
    (folder / "out.md").symlink_to("/etc/hostname")
    (folder / "circle.md").symlink_to(folder / "circle.md")
    (folder / "own.md").symlink_to(folder / "fine.md")
    (folder / "locked.md").mkdir()

    code, out, _ = dateline("-C", root, "import", folder)

    assert code == 3
    assert [line for line in out.splitlines() if line.startswith(("not", "wrote"))] == [
        "not imported: bytes.md:2: is not UTF-8 text: save it as UTF-8, and import it again",
        "note: circle.md:1: is a symbolic link, and is not followed",
        "note: code.md:7: a link that no browser should follow stays as text",
        'not imported: day.md:1: "2020-02-30" is no day: write it as 2026-05-27',
        "not imported: empty.md:7: could not be published: there is no text",
        "not imported: json.md:2: its front matter is not JSON",
        "not imported: large.md:1: is larger than 5,000,000 bytes",
        "note: loop:1: is a symbolic link, and is not followed",
        "note: out.md:1: is a symbolic link, and is not followed",
        "not imported: toml.md:3: its settings are no TOML: Invalid value (at line 2, column 4)",
        "not imported: yaml.md:3: its settings cannot be read: line 3 begins with a space: remove it",
        "wrote 3 essays, 1 page, 0 pictures and 0 items in the ledger of imported; 7 files could not be imported",
    ]


@pytest.mark.parametrize(("settings", "folder"), [("hugo.toml", "content/posts/"), ("_config.yml", "_posts/2020-03-01-")])
def test_a_bad_post_stops_no_other_site(root: Path, tmp_path: Path, settings: str, folder: str) -> None:
    """So it is in every kind of site; empty front matter and empty settings are fine."""
    files: dict[str, str | bytes] = {f"{folder}bytes.md": b"\xff", f"{folder}day.md": head("x", date="2020-02-30")}
    files |= {settings: "", f"{folder}fine.md": "---\n---\nIt rose.\n", "content/x.png": "x"}
    done = moved(root, tree(tmp_path / "site", files))

    assert said(done) == [
        f"{folder}bytes.md:1: is not UTF-8 text: save it as UTF-8, and import it again",
        f'{folder}day.md:1: "2020-02-30" {"is no day" if settings[0] == "h" else "names no day"}: write it as 2026-05-27',
    ]
    assert [one.title for one in done.texts] == ["Fine"]


def test_a_file_that_cannot_be_read_is_named(root: Path, tmp_path: Path, monkeypatch) -> None:
    """Whoever runs the import may not be allowed to read everything."""
    folder = tree(tmp_path / "notes", {"a.md": post("It rose."), "b.md": post("It rose.")})
    read = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path.name == "a.md":
            raise PermissionError(13, "Permission denied")
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    done = moved(root, folder)
    assert said(done) == ["a.md:1: cannot be read: Permission denied"]
    assert [one.file for one in done.texts] == ["b.md"]


def test_what_looks_like_a_citation_is_text(root: Path, tmp_path: Path) -> None:
    """Names in brackets and footnotes get a backslash, but not in code; invisible characters are taken out, and told."""
    words = "It rose [@ada] and [ @ada ] and \\[@x], `[@code]`.\n\n```\n[@code]\n```\n\n[x]\u202e\n\n"
    words += "[y](vbscript:x) [t](tel:1) <b>b</b>[^1] <vbscript:x>\n\n[z]: javascript:y\n\n[^1]: Note.\n"
    done = moved(root, tree(tmp_path / "notes", {"a.md": post(words)}))

    assert text(root, "content/signals/a.md").partition("---\n\n")[2] == (
        "It rose \\[@ada] and \\[ @ada ] and \\[@x], `[@code]`.\n\n```\n[@code]\n```\n\n[x]\n\n"
        "[y]\\(vbscript:x) t <b>b</b>\\[^1] &lt;vbscript:x>\n\n\\[z]: javascript:y\n\n\\[^1]: Note.\n"
    )
    assert said(done) == [
        "a.md:6: had invisible or reordering characters, which were taken out",
        "a.md:14: HTML stays as text: <b>",
        "a.md:14: a footnote stays as text: [^1]",
        "a.md:14: a link that no browser should follow stays as text",
        "a.md:14: tel:1: no plain web address; its words stay",
        "a.md:16: a link that no browser should follow stays as text",
        "a.md:18: a footnote stays as text: [^1]",
    ]
    assert [one for one in check(root, now=NOW).findings if one.level == "error"] == []


def test_pictures_come_along_if_pages_can_show_them(root: Path, tmp_path: Path) -> None:
    """Those that are missing, damaged, too large, of another kind or elsewhere leave their words; equal names get a number."""
    tree(root, {"content/images/map.svg": "<other/>"})
    body = """\
![one](map.svg "Caption") ![again](map.svg) ![two](sub/map.svg) ![three](../secret.svg) ![four](no.svg)
![five](cut.png) ![six](x.bmp) ![seven](large.png) [![eight](map.svg)](https://quay.example/map)
![](https://r.example/x.png) ![nine](https://r.example/x.png) ![ten](日本.svg)

| a |
|---|
| x \\| [x](https://x.example/y) |
"""
    files: dict[str, str | bytes] = {
        "notes/a.md": post(body),
        "notes/map.svg": SVG,
        "notes/sub/map.svg": SVG + "\n",
        "secret.svg": SVG,
        "notes/日本.svg": SVG + "\n\n",
        "notes/cut.png": PNG[:40],
        "notes/x.bmp": "x",
        "notes/large.png": b"x" * 10_000_001,
    }
    done = moved(root, tree(tmp_path / "other", files) / "notes")

    first, second, third, *_ = text(root, "content/signals/a.md").partition("---\n\n")[2].splitlines()
    assert first == '![one](../images/map-2.svg "Caption") ![again](../images/map-2.svg) ![two](../images/map-3.svg) three four'
    assert second.startswith("five six seven ![eight](../images/map-2.svg) [@imported/quay-example-map-")
    assert third.startswith("![x](https://r.example/x.png) ![nine](https://r.example/x.png) ![ten](../images/")
    assert len(done.pictures) == 3
    assert [one.partition(" ")[2] for one in said(done)] == [
        "../secret.svg: there is no such picture; its words stay",
        "no.svg: there is no such picture; its words stay",
        "cut.png: is not complete; its words stay",
        "large.png: has more than 10 MB; its words stay",
        "x.bmp: not a picture that pages can show (.png, .gif, .jpg, .jpeg, .webp, .svg); its words stay",
        "https://r.example/x.png: a picture on another host; readers see its words",
        f"https://r.example/x.png: {NO_WORDS}",
        "https://x.example/y: stands in a table with an escaped line, and stays as it is",
    ]


def test_sources_go_to_the_story_that_is_named(make_publication, tmp_path: Path) -> None:
    """Its newest version is what the essay draws on; an address that its ledger has is cited by its key."""
    root = make_publication(essays.quay(), essays.ferry(story=Story("The ferry", draft=True)))
    folder = tree(
        tmp_path / "notes",
        {"a.md": post("It rose, [says the quay](https://quay.example/tide/), [and the sea](https://sea.example/).")},
    )

    with pytest.raises(UsageError, match="ferry is a draft"):
        moved(root, folder, "ferry")
    with pytest.raises(UsageError, match="there is no story"):
        moved(root, folder, "fery")
    done = moved(root, folder, "quay")

    assert (done.story, done.is_new_story, done.items) == ("quay", False, 1)
    assert "stories: [quay/v2]" in text(root, "content/signals/a.md")
    assert "says the quay [@quay/tide], and the sea [@quay/and-the-sea-" in text(root, "content/signals/a.md")


def test_a_ledger_that_cannot_be_read_gets_nothing(make_publication, tmp_path: Path) -> None:
    """The import stops before it writes, and names the line."""
    root = make_publication(
        essays.quay(), files={"stories/imported/story.yaml": "title: A\n", "stories/imported/items.jsonl": "{\n"}
    )
    with pytest.raises(UsageError) as error:
        moved(root, tree(tmp_path / "notes", {"a.md": post("It rose.")}))
    assert error.value.where == "stories/imported/items.jsonl:1"


def test_what_a_text_claims_against_its_source_is_waived(root: Path, tmp_path: Path) -> None:
    """It was published like this: the error has a waiver that says so, and the import names it."""
    words = "The gate costs 5 million euros, says [a gate for 5 million dollars](https://quay.example/)."
    done = moved(root, tree(tmp_path / "notes", {"a.md": post(words)}))

    assert said(done) == ["a.md:6: published as it stood, with a waiver for: unit-mismatch"]
    assert [one.rule for one in check(root, now=NOW).findings if one.level == "error" or one.rule == "unused-waiver"] == []


def test_an_address_that_is_taken_gets_no_redirect(root: Path, tmp_path: Path) -> None:
    """Neither one that a page of the site has, nor one that two texts name: the second goes without, and that is told."""
    files: dict[str, str | bytes] = {
        "a.md": post("It rose.", aliases="[/x/, /follow/]"),
        "b.md": post("It fell.", aliases="[/x/]"),
    }
    done = moved(root, tree(tmp_path / "notes", files))

    assert {one.file: one.addresses for one in done.texts} == {"a.md": ("/x/",), "b.md": ()}
    assert said(done) == [
        "a.md:1: no redirect: /follow/ is the address of a page",
        "b.md:1: no redirect: /x/ is an earlier address in content/signals/a.md, too",
    ]


def test_an_import_waits_for_no_other_run(root: Path, tmp_path: Path) -> None:
    """A folder that leads out of the publication is not written into."""
    (root / "content/signals").symlink_to(tmp_path)
    with pytest.raises(UsageError, match="leads out of the publication"):
        moved(root, tree(tmp_path / "notes", {"a.md": post("It rose.")}))


def test_the_command_says_what_it_did(root: Path, tmp_path: Path, dateline) -> None:
    """A line or two for each text, what was not kept, and the sum; a plan says that it is one; programs get JSON."""
    folder = tree(
        tmp_path / "notes",
        {
            "a.md": post("It rose, [says the quay](https://quay.example/).", draft="true", aliases="[/x/, /y/]"),
            "who.md": "We. ![a](m.svg)\n",
            "m.svg": SVG,
        },
    )
    lines = [
        f"{folder}: Markdown",
        "  content/signals/a.md",
        "    from a.md, 2020-03-01, a draft",
        "    cites 1 source; redirects from /x/ and /y/",
        "  content/pages/who.md",
        "    from who.md",
        "  content/images/m.svg",
    ]
    told = "1 essay, 1 page, 1 picture and 1 item in the ledger of imported"

    code, out, _ = dateline("-C", root, "import", folder, "--dry-run")
    assert (code, out.splitlines()) == (0, [*lines, f"would write {told}"])
    code, out, _ = dateline("-C", root, "import", folder)
    assert (code, out.splitlines()) == (0, [*lines, f"wrote {told}", f"next: dateline -C {root} check"])
    code, out, _ = dateline("-C", root, "import", folder)
    assert out.splitlines()[1:] == [
        "  content/signals/a.md: there already; not changed",
        "  content/pages/who.md: there already; not changed",
        "nothing new",
        "to import what is there already: move its file away, and import again",
    ]
    _, out, _ = dateline("-C", root, "import", folder, "--format", "json")
    assert json.loads(out)["there"] == ["content/signals/a.md", "content/pages/who.md"]
    (root / "content/pages/who.md").unlink()
    _, out, _ = dateline("-C", root, "import", folder, "--format", "json", "--dry-run")
    assert json.loads(out)["texts"] == [
        {
            "file": "who.md",
            "path": "content/pages/who.md",
            "address": "who/",
            "title": "Who",
            "date": None,
            "draft": False,
            "aliases": [],
            "cited": 0,
        }
    ]


@pytest.mark.parametrize("given", [{}, {"publisher": "The Quay Press", "email": "desk@old.example"}, {"language": "de"}])
def test_a_page_that_nobody_wrote_gives_way(tmp_path: Path, dateline, given: dict[str, str]) -> None:
    """A page that is still as `init` wrote it becomes the one that is imported, with its redirects."""
    new = tmp_path / "new"
    start(new, imprint=Imprint(**given))
    folder = tree(tmp_path / "notes", {"about.md": head("We are.", title="Ours", aliases="[/who/]")})

    code, out, _ = dateline("-C", new, "import", folder)
    assert (code, out.splitlines()[1]) == (0, "  content/pages/about.md, in place of the page that `init` wrote")
    assert text(new, "content/pages/about.md") == "---\ntitle: Ours\naliases: [/who/]\n---\n\nWe are.\n"
    again = moved(new, folder)
    assert (again.there, again.replaced, again.notices) == (("content/pages/about.md",), (), ())


def test_a_page_that_somebody_wrote_stays(root: Path, tmp_path: Path) -> None:
    """The redirects that are lost with it are named, with what to do; a link is not followed."""
    tree(root, {"content/pages/about.md": head("Own.", title="About", aliases="[/us/]"), "content/signals/a.md": post("Own.")})
    (root / "content/pages/who.md").symlink_to(root / "content/pages/about.md")
    files: dict[str, str | bytes] = {
        "about.md": head("We.", title="Ours", aliases="[/who/, /us/, /them/]"),
        "a.md": post("It rose.", aliases="[/x/]"),
        "who.md": "We.",
    }
    done = moved(root, tree(tmp_path / "notes", files))

    what = "write that under `aliases` in it, or move it away and import again"
    assert (done.texts, len(done.there)) == ((), 3)
    assert said(done) == [
        f"a.md:1: content/signals/a.md is there, and does not redirect from /x/: {what}",
        f"about.md:1: content/pages/about.md is there, and does not redirect from /who/ and /them/: {what}",
    ]


def test_what_only_a_refused_text_has_stays_out(root: Path, tmp_path: Path) -> None:
    """Neither its sources nor its pictures are written, unless another text has them, too."""
    both = "[the quay paper](https://quay.example/) ![a](both.svg)"
    bad = f"{both} [the sea paper](https://sea.example/) ![b](bad.svg) [*@a*]"
    files: dict[str, str | bytes] = {"a.md": post(bad), "b.md": post(both), "both.svg": SVG, "bad.svg": f"{SVG} "}
    done = moved(root, tree(tmp_path / "notes", files))

    assert ([one.file for one in done.texts], done.items, done.pictures) == (["b.md"], 1, ("both.svg",))
    assert "sea" not in text(root, "stories/imported/items.jsonl")
    assert [one for one in check(root, now=NOW).findings if one.level == "error"] == []
