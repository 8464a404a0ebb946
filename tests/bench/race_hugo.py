"""The briefs of `race.py` as two sites for Hugo.

`hugo` has one Markdown text for each version, which is the fastest form. `hugo-brief` has the sections of a brief in the front
matter and renders each text by itself, as Dateline does; its stories also have a page of their timeline and one of their sources.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.race_corpus import Telling, Told
from bench.race_sites import TITLE, URL, Contestant

from dateline.core import codec, yamlio
from dateline.core.citations import GROUP, cited
from dateline.core.model import SECTIONS, Version
from dateline.core.sentences import AnalysedVersion

BRIEF = [name for name in SECTIONS if name != "sources"]


class Hugo(Contestant):
    """A section for each story, with a page for each version."""

    def __init__(self, folder: Path, program: str, *, is_brief: bool) -> None:
        super().__init__("hugo-brief" if is_brief else "hugo", folder)
        self.program = program
        self.is_brief = is_brief

    def begin(self) -> None:
        self.write("hugo.toml", BRIEF_SETTINGS if self.is_brief else SETTINGS)
        self.write("static/style.css", "body { max-width: 46rem; margin: auto }\n")
        layouts = {"baseof": BASE, "home": HOME, "list": LIST, "single": SINGLE % (BRIEF_BODY if self.is_brief else BODY)}
        if self.is_brief:
            layouts |= {"list.timeline": TIMELINE, "list.sources": SOURCES}
        for name, text in layouts.items():
            self.write(f"layouts/_default/{name}.html", text)

    def add(self, story: Telling, told: Told) -> None:
        version, folder = told.version, f"content/{story.slug}"
        if version.version == 1:
            self.write(f"{folder}/_index.md", f"---\ntitle: {story.title}\n---\n")
        front = yamlio.dump(front_matter(version, BRIEF if self.is_brief else []))
        body = "" if self.is_brief else "\n".join(markdown(version))
        self.write(f"{folder}/v{version.version}.md", linked(f"---\n{front}---\n{body}", version))

    def command(self) -> list[str]:
        return [self.program, "--quiet", "--source", os.fspath(self.source), "--destination", os.fspath(self.out)]

    def forget(self) -> None:
        super().forget()
        shutil.rmtree(self.source / "resources", ignore_errors=True)


def linked(text: str, version: Version) -> str:
    """The text with links to the numbers of the sources in place of citations."""
    numbers = AnalysedVersion(version).numbers
    return GROUP.sub(lambda group: "".join(rf"[\[{numbers[key]}\]](#s{numbers[key]})" for key in cited(group[0])), text)


def front_matter(version: Version, names: list[str]) -> dict[str, Any]:
    """What every page has, and the named sections, with the sources in the order of their numbers."""
    tree = codec.to_tree(version)
    numbers = AnalysedVersion(version).numbers
    rows = [{"n": yamlio.Bare(number), **tree["sources"][key]} for key, number in numbers.items()]
    return {
        "title": version.title,
        "date": tree["published"],
        "version": tree["version"],
        "items": tree["items"],
        "summary": version.changes.partition("\n")[0],
        **{name: tree[name] for name in names},
        **({"changes": tree["changes"], "sources": rows} if names else {}),
    }


def markdown(version: Version) -> Iterator[str]:
    """The version as one text."""
    yield f"{version.changes}\n\n## What\n\n{version.what}\n\n## Why it matters\n\n{version.why_it_matters}\n"
    yield "## Open questions\n"
    yield from (f"- {_item(one.text)}" for one in version.open_questions)
    yield "\n## Narrative\n"
    yield from (f"{paragraph}\n" for paragraph in version.narrative)
    yield "## Timeline\n"
    yield from (f"- **{one.date}** {_item(one.text)}" for one in version.timeline)
    yield "\n## Perspectives\n"
    yield from (f"### {one.voice}\n\n{one.view}\n\n*{one.evolution}*\n" for one in version.perspectives)
    yield "## Tensions\n"
    yield from (f"- {_item(one.text)}" for one in version.tensions)
    yield "\n## Sources\n"
    by_key = {one.key: one for one in version.sources}
    for key, number in AnalysedVersion(version).numbers.items():
        one = by_key[key]
        yield f'{number}. <a id="s{number}"></a>[{one.title}]({one.url}), {one.feed} ({one.date}): “{one.quotes[0]}”'


def _item(text: str) -> str:
    return text.replace("\n", "\n  ")


SETTINGS = f"""
baseURL = "{URL}"
title = "{TITLE}"
disableKinds = ["taxonomy", "term", "sitemap", "robotsTXT", "404"]
[markup.goldmark.renderer]
unsafe = true
[services.rss]
limit = 20
[outputs]
page = ["html"]
home = ["html", "rss"]
"""
BRIEF_SETTINGS = f"""{SETTINGS}
section = ["html", "rss", "timeline", "sources"]
[outputFormats.timeline]
mediaType = "text/html"
isHTML = true
path = "timeline"
[outputFormats.sources]
mediaType = "text/html"
isHTML = true
path = "sources"
"""

BASE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ .Title }}</title>
<meta name="description" content="{{ .Params.summary }}">
<link rel="stylesheet" href="/style.css">
{{ with .OutputFormats.Get "rss" }}<link rel="alternate" type="application/rss+xml" href="{{ .RelPermalink }}">{{ end }}
</head>
<body>
<header><a href="/">{{ site.Title }}</a></header>
<main>
<h1>{{ .Title }}</h1>
{{ block "main" . }}{{ end }}
</main>
<footer><p>Every version is kept.</p></footer>
</body>
</html>
"""
HOME = """{{ define "main" }}
<ul>{{ range .Sections }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul>
{{ end }}
"""
LIST = """{{ define "main" }}
<ul>
{{ range .RegularPages }}
<li><a href="{{ .RelPermalink }}">Version {{ .Params.version }}</a>, {{ .Date.Format "2006-01-02" }}: {{ .Params.summary }}</li>
{{ end }}
</ul>
{{ end }}
"""
SINGLE = """{{ define "main" }}
<p>Version {{ .Params.version }}, {{ .Date.Format "2006-01-02 15:04" }} UTC, {{ .Params.items }} items</p>
<nav>
{{ with .PrevInSection }}<a rel="prev" href="{{ .RelPermalink }}">Previous</a>{{ end }}
{{ with .NextInSection }}<a rel="next" href="{{ .RelPermalink }}">Next</a>{{ end }}
</nav>
%s
{{ end }}
"""
BODY = "{{ .Content }}"
BRIEF_BODY = """
<p>{{ .Params.changes | markdownify }}</p>
<h2>What</h2>
<p>{{ .Params.what | markdownify }}</p>
<h2>Why it matters</h2>
<p>{{ .Params.why_it_matters | markdownify }}</p>
<h2>Open questions</h2>
<ul>{{ range .Params.open_questions }}<li id="{{ .id }}">{{ .text | markdownify }}</li>{{ end }}</ul>
<h2>Narrative</h2>
{{ range .Params.narrative }}<p>{{ . | markdownify }}</p>{{ end }}
<h2>Timeline</h2>
<ul>{{ range .Params.timeline }}<li><time>{{ .date }}</time> {{ .text | markdownify }}</li>{{ end }}</ul>
<h2>Perspectives</h2>
{{ range .Params.perspectives }}
<h3 id="{{ .id }}">{{ .voice }}</h3>
<p>{{ .view | markdownify }}</p>
<p><em>{{ .evolution | markdownify }}</em></p>
{{ end }}
<h2>Tensions</h2>
<ul>{{ range .Params.tensions }}<li id="{{ .id }}">{{ .text | markdownify }}</li>{{ end }}</ul>
<h2>Sources</h2>
<ol>
{{ range .Params.sources }}
<li id="s{{ .n }}"><a href="{{ .url }}">{{ .title }}</a>, {{ .feed }} ({{ .date }}): “{{ index .quotes 0 }}”</li>
{{ end }}
</ol>
"""
TIMELINE = """{{ define "main" }}
<ul>
{{ range $page := .RegularPages }}{{ range .Params.timeline }}
<li><time>{{ .date }}</time> {{ .text | markdownify }} <a href="{{ $page.RelPermalink }}">{{ $page.Params.version }}</a></li>
{{ end }}{{ end }}
</ul>
{{ end }}
"""
SOURCES = """{{ define "main" }}
{{ $seen := newScratch }}
<ul>
{{ range .RegularPages }}{{ range .Params.sources }}{{ if not ($seen.Get .url) }}{{ $seen.Set .url true }}
<li><a href="{{ .url }}">{{ .title }}</a>, {{ .feed }} ({{ .date }})</li>
{{ end }}{{ end }}{{ end }}
</ul>
{{ end }}
"""
