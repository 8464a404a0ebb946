"""Rows of HTML: what a page has many of is written in Python, because a template takes several times as long."""

from collections.abc import Iterable

from markupsafe import Markup, escape


def joined(rows: Iterable[str], between: str = "\n") -> Markup:
    """Rows of HTML as one; whoever makes the rows escapes their words."""
    return Markup(between.join(rows))  # noqa: S704  # see above


def of_story(slug: str, title: str, there: str, kind: str, rows: Iterable[str]) -> str:
    """The rows of one story in a list of a class, below its title, which links `there`.

    A slug alone may be the id of another part of the page, such as `main`.
    """
    head = f'<h2 id="s-{slug}" class="told"><a href="{escape(there)}"><bdi>{escape(title)}</bdi></a></h2>'
    return f'<section aria-labelledby="s-{slug}">\n{head}\n<ul class="{kind}">\n{"".join(rows)}</ul>\n</section>\n'
