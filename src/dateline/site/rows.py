"""Rows of HTML: what a page has many of is written in Python, because a template takes several times as long."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

if TYPE_CHECKING:
    from dateline.site.digest import Card


def joined(rows: Iterable[str], between: str = "\n") -> Markup:
    """Rows of HTML as one; whoever makes the rows escapes their words."""
    return Markup(between.join(rows))  # noqa: S704  # see above


def of_story(card: "Card", there: str, kind: str, rows: Iterable[str]) -> str:
    """The rows of one story in a list of a class, below its title, which links `there`.

    A slug alone may be the id of another part of the page, such as `main`.
    """
    id_ = f"s-{card.slug}"
    head = f'<h2 id="{id_}" class="told"><a href="{escape(there)}"><bdi>{escape(card.title)}</bdi></a></h2>'
    return f'<section aria-labelledby="{id_}"{card.lang}>\n{head}\n<ul class="{kind}">\n{"".join(rows)}</ul>\n</section>\n'
