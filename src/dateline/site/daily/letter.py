"""An issue as a letter: its subject, HTML that mail programs show as it is meant, and the same as plain text."""

from functools import partial

from dateline.core.errors import UsageError
from dateline.site import urls
from dateline.site.daily.facts import facts, marked
from dateline.site.daily.issue import DailyIssue
from dateline.site.daily.plain import places, plain_text
from dateline.site.dates import in_words
from dateline.site.frame import Site
from dateline.site.words import _, _n

MOST_BYTES = 70_000
"""Of both forms together: a mail grows by a third when it is encoded, and Gmail cuts mails of more than 102,400 bytes."""


def subject(issue: DailyIssue) -> str:
    """The day, corrections, and the story that moved most."""
    moved, corrected = issue.moved, sum(len(one.corrected) for one in issue.told)
    others = len(moved) - 1
    parts = [
        _n(corrected, "{n} correction", "{n} corrections") if corrected else "",
        _first(moved[0].title, others) if moved else "",
        _("{title} is closed", title=issue.told[0].title) if not moved and not corrected and issue.told else "",
    ]
    return f"{in_words(issue.day, issue.day[:4])}: {', '.join(filter(None, parts)) or _('nothing moved')}"


def _first(title: str, others: int) -> str:
    return _n(others, "{title} and {n} more", "{title} and {n} more", title=title) if others else title


def letter(site: Site, issue: DailyIssue, stop: str = "") -> tuple[str, str]:
    """The letter as HTML and as text; if it is too large, only the first stories are told, and a link leads to the others.

    Args:
        site: what every page needs.
        issue: the issue.
        stop: the address that a reader stops the letter with; empty if whoever sends it adds one.

    Raises:
        UsageError: if css-inline is not installed.
    """
    html, text = _html(site, issue, stop), plain_text(site, issue, stop)
    most = len(issue.moved)
    while most and len(html.encode()) + len(text.encode()) > MOST_BYTES:
        most //= 2
        shown = issue.cut(most)
        html, text = _html(site, shown, stop), plain_text(site, shown, stop)
    return html, text


def _html(site: Site, issue: DailyIssue, stop: str) -> str:
    """The letter with its styles at each element, as many mail programs drop a style sheet; those for dark mode stay in one."""
    try:
        from css_inline import CSSInliner  # noqa: PLC0415  # only here, and an extra
    except ModuleNotFoundError:
        raise UsageError("css-inline is not installed", hint='Install it: `pip install "dateline[email]"`.') from None
    page = site.page(
        "letter.html",
        urls.daily(issue.day),
        issue=issue,
        stop=stop,
        places=places(issue),
        facts=facts,
        marked=marked,
        said=partial(in_words, year=issue.day[:4]),
    )
    inlined: str = CSSInliner(load_remote_stylesheets=False, keep_at_rules=True).inline(page.decode())
    return inlined
