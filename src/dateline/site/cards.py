"""Stories in a list as HTML. A list has dozens of them on several pages, so they are written here and not in a template."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta

from markupsafe import Markup, escape

from dateline.site import urls
from dateline.site.change_card import card_rows
from dateline.site.chronicle import label_of_tag
from dateline.site.dates import dated, in_words, weekday
from dateline.site.digest import Card
from dateline.site.rows import joined
from dateline.site.words import _, _n

LinkTo = Callable[[str], str]
"""Makes the link to an address."""
ROW_LINES = 2
"""How many lines a story has that does not lead."""
_WEEK = timedelta(days=7)


def listed(cards: Iterable[Card], link: LinkTo, checked: Mapping[str, str], *, has_lead: bool = False) -> Markup:
    """Stories in full, in a list.

    Args:
        cards: the stories.
        link: makes the link to an address.
        checked: slug → when the story was last checked for news, for those whose rows say it.
        has_lead: whether the first one leads, with all of what changed.
    """
    some = list(cards)
    now = max((one.changed for one in some), default="")
    rows = (
        "".join(_card(one, link, checked.get(one.slug, ""), now, leads=has_lead and not place)) for place, one in enumerate(some)
    )
    return joined(rows, "")


def _card(card: Card, link: LinkTo, checked: str, now: str, *, leads: bool) -> Iterator[str]:
    fresh = "{" + ",".join(f'"{number}":{count}' for number, count in card.fresh) + "}"
    yield f'<li data-story="{card.slug}" data-version="{card.version}" data-new=\'{fresh}\'>\n<article{card.lang}>\n'
    yield f'<p class="tags">{_tags(card, link)}</p>\n'
    yield f'<h2><a href="{escape(link(urls.story(card.slug)))}"><bdi>{escape(card.title)}</bdi></a></h2>\n'
    yield f'<p class="lead">{escape(card.lead)}</p>\n<div class="moved">\n'
    yield from _lead_news(card, link) if leads else _news(card)
    yield f'<p class="meta">{_facts(card, link, checked, now, leads=leads)}</p>\n{card.spark.svg}'
    if leads and card.spark.words:
        yield f'<p class="meta" aria-hidden="true">{card.spark.words}</p>\n'
    yield "</div>\n</article>\n</li>\n"


def _lead_news(card: Card, link: LinkTo) -> Iterator[str]:
    """What changed in the story that leads: the writer's words, or the lines."""
    if card.news:
        there = escape(link(urls.redline(card.slug, card.news)))
        told = f'<p class="said">{escape(card.changes)}</p>' if card.changes else card_rows(card.lines, len(card.lines))
        filed = dated(card.changed, card.changed[:4], has_weekday=True)
        yield f'<div class="card-of-changes">\n<p><b>{_("New in version {n}", n=card.news)}</b> · {filed}</p>\n'
        yield f'{told}\n<p><a href="{there}">{_("Redline")}</a></p>\n</div>\n'


def _news(card: Card) -> Iterator[str]:
    """What changed in another story: lines, or else the writer's words."""
    if card.lines:
        yield f"{card_rows(card.lines, ROW_LINES)}\n"
    elif card.changes:
        yield f'<p class="said">{escape(card.changes)}</p>\n'


def _facts(card: Card, link: LinkTo, checked: str, now: str, *, leads: bool) -> str:
    redline = (
        f' · <a href="{escape(link(urls.redline(card.slug, card.news)))}">{_("redline")}</a>' if card.news and not leads else ""
    )
    seen = f" · {_('last checked {date}', date=dated(checked, now[:4]))}" if checked else ""
    filed = _("Version {n}, {date}", n=card.version, date=_day(card.published, now))
    return f"{filed} · {_n(card.items, '{n} item', '{n} items')}{seen}{redline}"


def _day(published: str, now: str) -> Markup:
    """The day of a time; within the week before the newest change of all, only its weekday."""
    day = published[:10]
    is_recent = date.fromisoformat(now[:10]) - date.fromisoformat(day) < _WEEK
    said = weekday(day) if is_recent else in_words(day, now[:4], has_weekday=True)
    return Markup('<time datetime="{}" title="{} {} UTC">{}</time>').format(published, day, published[11:16], said)


def _tags(card: Card, link: LinkTo) -> str:
    tags = " · ".join(f'<a href="{escape(link(urls.tag(tag)))}">{escape(label_of_tag(tag))}</a>' for tag in card.tags)
    return tags + "".join(f' <span class="chip">{escape(chip)}</span>' for chip in card.chips)


def of_story(card: Card, there: str, kind: str, rows: Iterable[str]) -> str:
    """The rows of one story in a list of a class, below its title, which links `there`.

    A slug alone may be the id of another part of the page, such as `main`.
    """
    id_ = f"s-{card.slug}"
    head = f'<h2 id="{id_}" class="told"><a href="{escape(there)}"><bdi>{escape(card.title)}</bdi></a></h2>'
    return f'<section aria-labelledby="{id_}"{card.lang}>\n{head}\n<ul class="{kind}">\n{"".join(rows)}</ul>\n</section>\n'
