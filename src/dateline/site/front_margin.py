"""What stands beside the stories on the front page: questions that are open for longest, the newest correction, what is ahead."""

from collections.abc import Callable, Iterator, Sequence
from operator import itemgetter
from typing import NamedTuple

from markupsafe import Markup, escape

from dateline.core.days import is_later
from dateline.site import urls
from dateline.site.ages import age
from dateline.site.corrections import CorrectionRow
from dateline.site.dates import dated
from dateline.site.digest import AskedLong, Card
from dateline.site.facts import shortened
from dateline.site.rows import joined
from dateline.site.typography import printed
from dateline.site.words import _, _n

MOST = 3
"""How many questions and how many events."""


class BesideStories(NamedTuple):
    """What stands beside the stories of the front page; each row begins with the slug of its story."""

    asked: tuple[tuple[str, AskedLong], ...] = ()
    """The questions that are open for longest."""
    corrected: tuple[tuple[str, str, CorrectionRow], ...] = ()
    """The newest correction, with the title of its story."""
    corrections: int = 0
    """How many there are."""
    ahead: tuple[tuple[str, str, str], ...] = ()
    """The next events that are ahead: date and words."""


def beside(stories: Sequence[Card], now: str) -> BesideStories:
    """What stands beside the stories; what was ahead and is over at a time is left to the record."""
    asked = sorted(((one.slug, each) for one in stories for each in one.asks), key=lambda row: (row[1].since, row[0]))
    wrong = sorted(((one.slug, one.title, each) for one in stories for each in one.corrected), key=lambda row: row[2].found)
    coming = ((one.slug, *each) for one in stories for each in one.ahead if not is_later(now, each[0]))
    ahead = sorted(coming, key=itemgetter(1, 0))
    return BesideStories(tuple(asked[:MOST]), tuple(wrong[-1:]), sum(one.corrections for one in stories), tuple(ahead[:MOST]))


def sections(shown: BesideStories, now: str, link: Callable[[str], str]) -> Markup:
    """The sections as HTML, without those that are empty."""
    parts = (
        _section("open-longest", _("Open longest"), "ul", joined(_asked(shown, now, link))),
        _section("corrected", _("Corrected"), "ul", joined(_corrected(shown, link))),
        _section("ahead", _("Ahead"), "dl", joined(_ahead(shown, now[:4], link))),
    )
    return joined(parts, "")


def _section(key: str, title: str, tag: str, rows: Markup) -> str:
    """A section; nothing if it has no rows."""
    head = f'<section aria-labelledby="{key}"><h2 id="{key}">{title}</h2>\n'
    return f'{head}<{tag} class="{key}">\n{rows}\n</{tag}></section>\n' if rows else ""


def _asked(shown: BesideStories, now: str, link: Callable[[str], str]) -> Iterator[str]:
    for slug, one in shown.asked:
        there = escape(link(f"{urls.story(slug)}#q-{one.id}"))
        since = age(one.since, now) or _("new")
        yield f'<li><a class="bare" href="{there}">{escape(one.text)}</a> <span class="meta">{since}</span></li>'


def _corrected(shown: BesideStories, link: Callable[[str], str]) -> Iterator[str]:
    for slug, title, one in shown.corrected:
        story = Markup('<a class="bare" href="{}"><bdi>{}</bdi></a>').format(link(urls.version(slug, one.by or one.of[0])), title)
        was, now = (escape(printed(shortened(words))) for words in (one.was, one.now))  # cutting made its narrow spaces plain
        if one.by:
            said = _("In {story}, {versions} said: {was} {now}", story=story, versions=one.versions, was=was, now=now)
        else:
            said = _("In {story}, {versions} was withdrawn.", story=story, versions=one.versions)
        yield f"<li>{said}"
        all_ = _n(shown.corrections, "All {n} corrections", "All {n} corrections")
        every = f' <a href="{escape(link(urls.CORRECTIONS))}">{all_}</a>'
        yield f'<span class="meta">{one.after}{every if shown.corrections > 1 else ""}</span></li>'


def _ahead(shown: BesideStories, year: str, link: Callable[[str], str]) -> Iterator[str]:
    for slug, day, words in shown.ahead:
        there = escape(link(f"{urls.story(slug)}#timeline"))
        yield f'<dt>{dated(day, year)}</dt> <dd><a class="bare" href="{there}">{escape(words)}</a></dd>'
