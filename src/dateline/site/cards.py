"""Stories in a list as HTML. A list has dozens of them on several pages, so they are written here and not in a template."""

from collections.abc import Callable, Iterable, Mapping

from markupsafe import Markup, escape

from dateline.site import urls
from dateline.site.chronicle import spoken
from dateline.site.digest import Card
from dateline.site.rows import joined


def listed(cards: Iterable[Card], link: Callable[[str], str], checked: Mapping[str, str]) -> Markup:
    """Stories in full, in a list.

    Args:
        cards: the stories.
        link: makes the link to an address.
        checked: slug → when the story was last checked for news, for those whose rows say it.
    """
    return joined(("".join(_card(one, link, checked.get(one.slug, ""))) for one in cards), "")


def _card(card: Card, link: Callable[[str], str], checked: str) -> Iterable[str]:
    there = escape(link(urls.story(card.slug)))
    yield f'<li>\n<article>\n<p class="tags">{_tags(card, link)}</p>\n'
    yield f'<h2><a href="{there}"><bdi>{escape(card.title)}</bdi></a></h2>\n<p class="lead">{escape(card.lead)}</p>\n'
    if card.changes:
        yield f'<p class="news"><b>Changed {day(card.changed)}</b> <span>{escape(card.changes)}</span></p>\n'
    redline = f' · <a href="{escape(link(urls.redline(card.slug, card.version)))}">redline</a>' if card.has_redline else ""
    items, versions = counted(card.items, "item", "items"), counted(card.versions, "version", "versions")
    asked = counted(card.asked, "open question", "open questions")
    seen = f" · last checked {day(checked)}" if checked else ""
    yield f'<div class="facts">\n<p>Version {card.version} · {moment(card.published)}{seen} · {items} · {asked}{redline}</p>\n'
    yield f'<svg class="spark" width="96" height="24" viewBox="0 0 96 24" role="img" aria-label="{items} after {versions}">'
    spark = card.spark
    yield f'<path class="area" d="{spark.area}"/><path d="{spark.line}"/><circle cx="{spark.x}" cy="{spark.y}" r="2.5"/></svg>\n'
    yield "</div>\n</article>\n</li>\n"


def _tags(card: Card, link: Callable[[str], str]) -> str:
    tags = " · ".join(f'<a href="{escape(link(urls.tag(tag)))}">{escape(spoken(tag))}</a>' for tag in card.tags)
    return tags + "".join(f' <span class="chip">{escape(chip)}</span>' for chip in card.chips)


def day(published: str) -> str:
    """The day of a time."""
    return f"<time>{escape(published[:10])}</time>"


def moment(published: str) -> str:
    """A time, to the minute."""
    return f'<time datetime="{escape(published)}">{escape(published[:10])} {escape(published[11:16])} UTC</time>'


def counted(number: int, one: str, many: str) -> str:
    """A number and what it counts."""
    return f"{number:,} {one if number == 1 else many}"
