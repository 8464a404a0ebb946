"""A story of four versions, as small as the scripts need it: its pages, and the data of its versions.

The gate is told in versions 1 and 2, its repair is reworded in version 3, and version 4 adds the test and the builder.
"""

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from markupsafe import escape

from dateline.site.theme import Theme, load_theme

PAY, GATE, REPAIR, DEARER, TEST, FISHERS, BUILDER = (f"s-0000000{number}" for number in range(1, 8))
WORDS = {
    PAY: "The council will pay [@a].",
    GATE: "The gate is closed.",
    REPAIR: "The repair costs 1.8 million [@b].",
    DEARER: "The repair costs 2.3 million [@a; @b].",
    TEST: "The test is due in April [@a].",
    FISHERS: "Fishers want a date.",
    BUILDER: "The builder is silent.",
    **{f"s-1000000{number}": f"Gate {number} weighs 410 tonnes." for number in range(6)},
}
"""The sentences by id."""
WORDED = {DEARER: 3, TEST: 4, BUILDER: 4}
"""The version that gave a sentence its words, if that is not the first."""
_MORE = [name for name in WORDS if name.startswith("s-1")]
TOLD = {
    1: ([PAY, GATE], [REPAIR, FISHERS, *_MORE]),
    2: ([PAY, GATE], [REPAIR, FISHERS, *_MORE]),
    3: ([PAY], [DEARER, FISHERS, *_MORE]),
    4: ([PAY], [DEARER, FISHERS, TEST, BUILDER, *_MORE]),
}
"""What each version says: What, and Narrative."""
QUESTION = "s-30000000"
STEPS: dict[int, dict[str, Any]] = {
    2: {"origins": {}, "kinds": {}, "questions": [], "lines": [["date", "Closing test", "14 March", "28 March"]]},
    3: {
        "origins": {DEARER: [REPAIR], QUESTION: []},
        "kinds": {DEARER: "edit", QUESTION: "add"},
        "questions": [["offer", "opened", "", "Who will pay?"]],
        "lines": [["figure", "Repair", "1.8 million euros", "2.3 million euros"], ["opened", "Opened", "", "Who will pay?"]],
    },
    4: {
        "origins": {TEST: [], BUILDER: []},
        "kinds": {TEST: "add", BUILDER: "add"},
        "questions": [["offer", "answered", "Who will pay?", "The council."]],
        "lines": [["date", "Closing test", "28 March", "2 April"], ["answered", "Answered", "", "The council."]],
    },
}
"""What changed in each version."""
TESTED = {1: "2026-03-14", 2: "2026-03-28", 3: "2026-03-28", 4: "2026-04-02"}
"""The date of the only event of the timeline in each version."""
EVENT = ["s-20000000", "timeline[0].text", 0, 13, 1, 1]
ASKED = [QUESTION, "open_questions[0].text", 0, 18, 3, 3]
DAYS = {1: "2026-03-07", 2: "2026-03-14", 3: "2026-03-25", 4: "2026-03-27"}
PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Tidal barrier</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self';
 img-src 'self'; base-uri 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="{icon}">
<link rel="canonical" href="https://record.example/{here}/">{loaded}</head>
<body><main id="main" tabindex="-1">{body}</main><footer class="foot"><p>The end.</p></footer></body></html>
"""
BRIEF = """<nav class="bar"><a href="{up}history/index.html">History</a></nav>
<article class="brief sheet" data-story="tidal" data-version="{number}"{latest} data-first="1" data-total="{total}"
 data-report="https://example.org/report?section={{section}}&amp;sentence={{sentence}}">
<header class="head"><h1>Tidal barrier</h1>
<div class="visit" hidden data-sum="{up}../../{script}"></div>
<aside class="card-of-changes" id="changed">
<h2>New in version {number} · <time>Friday 27 March</time></h2>
<dl class="news"><dt>Closing test</dt><dd>2 April</dd></dl>
<p class="acts"><a href="{up}changes/v{number}/index.html">Redline</a></p></aside></header>
<div>{what}{narrative}
<section role="doc-endnotes" aria-labelledby="sources"><h2 id="sources">Sources</h2><ol class="cited">
<li id="s1"><a href="#s1">[1]</a> <a href="https://news.example/vote">Council votes 14 to 9</a> <bdi>Saltmere Courier</bdi>
<time>26 March</time> <div><q>voted by 14 to 9</q>full text<p>Cited in <a role="doc-backlink" href="#what">What</a></p></div></li>
<li id="s2"><a href="#s2">[2]</a> <bdi>Repair of both bearings</bdi> <span>headline only</span></li></ol>
</section></div></article>
"""
PAIR = """<div class="sheet changes" data-versions="{versions}"><header class="head"><h1>What changed</h1>
<p class="pick"><select aria-label="From version"></select> <i>→</i> <select aria-label="To version"></select></p></header>
<div class="between"></div><div class="lines"><section id="3-4"><h2>Version 4</h2></section></div></div>
"""


def write_story(root: Path) -> None:
    """Writes the story's pages and data below a site's folder."""
    theme, story = load_theme(), root / "stories/tidal"
    for address, data in theme.static.items():
        (root / address).parent.mkdir(parents=True, exist_ok=True)
        (root / address).write_bytes(data)
    for number in TOLD:
        _write(theme, story / f"v{number}/index.html", "../../../", _brief(theme, number, "../"))
        (story / f"v{number}.json").write_text(json.dumps(_data(number)), encoding="utf-8")
    _write(theme, story / "index.html", "../../", _brief(theme, 4, "", " data-latest"))
    pair = PAIR.format(versions=escape(json.dumps([*DAYS.items()])))
    _write(theme, story / "changes/index.html", "../../../", pair, "changes")
    rows = "".join(f'<li data-version="{number}"><div class="when">Version {number}</div></li>' for number in DAYS)
    _write(theme, story / "history/index.html", "../../../", f'<ol class="page history">{rows}</ol>', "history")
    _write(theme, root / "index.html", "", _front())


def _write(theme: Theme, path: Path, up: str, body: str, *more: str) -> None:
    sheets = ("site", "changes") if more else ("site",)
    loaded = "".join(f'<link rel="stylesheet" href="{up}{theme.asset(f"{name}.css")}">' for name in sheets)
    loaded += "".join(f'<script src="{up}{theme.asset(f"{name}.js")}"></script>' for name in ("site", *more))
    here = "/".join(path.parts[-1 - up.count("/") : -1])
    path.parent.mkdir(parents=True, exist_ok=True)
    page = PAGE.format(here=here, icon=up + theme.asset("mark.svg"), loaded=loaded, body=body)
    path.write_text(page, encoding="utf-8")


def _brief(theme: Theme, number: int, up: str, latest: str = "") -> str:
    what, narrative = TOLD[number]
    return BRIEF.format(
        up=up,
        number=number,
        latest=latest,
        total=len(what + narrative),
        script=theme.asset("sum.js"),
        what=_section("what", what, number),
        narrative=_section("narrative", narrative, number),
    )


def _section(key: str, told: Sequence[str], number: int) -> str:
    head = f'<h2 id="{key}">{key.title()}</h2> <span class="tally">{len(told)}</span>'
    return f'<section aria-labelledby="{key}">{head}<p>{" ".join(_sentence(one, number) for one in told)}</p></section>'


def _sentence(name: str, number: int) -> str:
    worded, stands = WORDED.get(name, 1), ' data-s="1"' if name == DEARER else ""
    tag, marks = ("ins" if worded == number else "span"), f' data-v="{worded}"{stands}' if worded > 1 else ""
    older = f'<a id="{REPAIR}"></a>' if name == DEARER else ""
    return f'<{tag} id="{name}"{marks}>{re.sub(r" ?.@([^]]+)]", _cited, WORDS[name])}{older}</{tag}>'


def _cited(found: re.Match[str]) -> str:
    links = ('<a class="c" href="#s{0}">[{0}]</a>'.format("ab".index(key.strip(" @")) + 1) for key in found[1].split(";"))
    return "".join(links)


def _data(number: int) -> dict[str, Any]:
    what, narrative = (("\n".join(WORDS[name] for name in told)) for told in TOLD[number])
    return {
        "version": number,
        "published": f"{DAYS[number]}T11:30:00Z",
        "figures": [{"id": "repair", "label": "Repair", "value": f"{1.8 if number < 3 else 2.3} million euros"}],
        "open_questions": [{"id": "offer", "text": "Who will pay [@a]?"}] * (number == 3),
        "timeline": [{"date": TESTED[number], "text": "Closing test."}],
        "numbers": {"a": 1, "b": 2},
        "what": what,
        "narrative": [narrative],
        "sentences": [
            *_places("what", what, TOLD[number][0]),
            *_places("narrative[0]", narrative, TOLD[number][1]),
            EVENT,
            *[ASKED] * (number == 3),
        ],
        **({"step": {"from": number - 1, **STEPS[number]}} if number > 1 else {}),
    }


def _places(at: str, text: str, told: Sequence[str]) -> list[list[Any]]:
    starts = {name: text.index(WORDS[name]) for name in told}
    return [[name, at, start, start + len(WORDS[name]), 1, WORDED.get(name, 1)] for name, start in starts.items()]


def _front() -> str:
    rows = "".join(
        f"<li data-story='{slug}' data-version='{version}' data-new='{json.dumps(fresh)}'><h2>{slug}</h2><div class='moved'>"
        f"<p class='meta'>Version {version} · <a href='stories/{slug}/changes/v{version}/index.html'>redline</a></p></div></li>"
        for slug, version, fresh in (("lead", 2, {2: 9}), ("roof", 3, {3: 6}), ("tidal", 4, {3: 1, 4: 2}), ("quota", 2, {2: 4}))
    )
    return f'<div class="page front"><p class="mine" hidden></p><ol class="stories">{rows}</ol></div>'
