"""An issue as plain text, which says what its page says."""

from collections.abc import Iterable, Iterator, Sequence
from textwrap import wrap

from dateline.core.text import clean
from dateline.site import urls
from dateline.site.daily.facts import facts
from dateline.site.daily.issue import DailyIssue, NamedStory
from dateline.site.daily.rows import StoryNews
from dateline.site.dates import in_words
from dateline.site.frame import Link, Site
from dateline.site.told import ToldSource
from dateline.site.words import _, _n

WIDTH = 72
"""Characters on a line; addresses are never broken."""


def plain_text(site: Site, issue: DailyIssue, stop: str = "") -> str:
    """The issue as text, with whole addresses; `stop` is the one that a reader of the letter stops it with."""
    base = site.config.url
    lines = [site.config.title, issue.title, issue.counts, ""]
    if issue.intro:
        for paragraph in issue.intro.told.text.split("\n\n"):
            lines += [*_paragraph(paragraph), ""]
        lines += [*_paragraph(issue.intro.signed), ""] if issue.intro.signed else []
    year = issue.day[:4]
    for title, part in (
        (_("Corrected"), _corrected(base, issue.told)),
        (_("Moved#stories"), _moved(base, issue.moved, is_said_once=issue.is_unreviewed)),
        (_("Answered"), _answered(base, issue.told, year)),
        (_("Closed"), _closed(base, issue.told)),
        (_("Checked, nothing new"), _names(base, issue.checked, 0)),
        (_("Nothing new published"), _names(base, issue.quiet, issue.others)),
        (_("Sources of the introduction"), _sources(base, issue.intro.told.sources if issue.intro else ())),
    ):
        if found := list(part):
            lines += [title.upper(), "", *found]
    if issue.left_out:
        more = _n(issue.left_out, "{n} more story moved:", "{n} more stories moved:")
        lines += [*_paragraph(more), urls.absolute(base, urls.daily(issue.day)), ""]
    lines += [*wrap(issue.made, WIDTH), ""]
    lines += [_("You asked for this letter. Stop it with one click:"), stop, ""] if stop else []
    for one in places(issue):
        lines += [f"{one.label}:", urls.absolute(base, one.address)]
    return clean("\n".join((*lines, "")))


def places(issue: DailyIssue) -> tuple[Link, ...]:
    """Where else the issue is; a build without the state branch makes no page of a day on which nothing happened."""
    page = urls.daily(issue.day)
    has_page = issue.told or issue.intro
    own = (Link(_("This issue on the web"), page), Link(_("As plain text"), page + urls.PLAIN)) if has_page else ()
    return (*own, Link(_("All issues"), urls.DAILY))


def _corrected(base: str, told: Iterable[StoryNews]) -> Iterator[str]:
    for one in told:
        for each in one.corrected:
            if each.by:
                said = _("{versions} said: {was} Now: {now}", versions=each.versions, was=each.was, now=each.now)
                yield from _paragraph(f"{one.title}: {said} {each.found}")
                yield _("The correction, in version {n}:", n=each.by)
                yield urls.absolute(base, f"{urls.version(one.slug, each.by)}#corrections")
            else:
                yield from _paragraph(f"{one.title}: {_('{versions} was withdrawn.', versions=each.versions)} {each.now}")
                yield _("The notice on {versions}:", versions=each.versions)
                yield urls.absolute(base, urls.version(one.slug, each.of[0]))
            yield ""


def _moved(base: str, told: Iterable[StoryNews], *, is_said_once: bool) -> Iterator[str]:
    if is_said_once:
        yield _("No person has reviewed these versions.")
        yield ""
    mark = f" ({_('new')})"
    for one in told:
        yield from _paragraph(f"{one.title}{mark * one.is_new}")
        yield from _paragraph(one.lead)
        for fact in facts(one):
            before = f"{fact.before} {_('→')} " if fact.before else ""
            yield from wrap(f"{fact.label}: {before}{fact.after}{fact.note}", WIDTH, initial_indent="- ", subsequent_indent="  ")
        if one.reviewed and not is_said_once:
            yield f"{one.reviewed}."
        for number in one.redlines:
            yield _("Redline from version {n}:", n=number - 1)
            yield urls.absolute(base, urls.redline(one.slug, number))
        yield _("Read the brief:")
        yield urls.absolute(base, urls.version(one.slug, one.numbers[-1]))
        yield ""


def _answered(base: str, told: Iterable[StoryNews], year: str) -> Iterator[str]:
    for one in told:
        for each in one.answered:
            yield from _paragraph(f"{each.question} {each.answer}")
            yield from _paragraph(f"{_('Asked on {date}.', date=in_words(each.asked, year))} {one.title}:")
            yield urls.absolute(base, urls.version(one.slug, one.numbers[-1]))
            yield ""


def _closed(base: str, told: Iterable[StoryNews]) -> Iterator[str]:
    for one in told:
        if one.closed:
            yield from _paragraph(f"{one.title}: {one.closed}")
            yield _("The story:")
            yield urls.absolute(base, urls.story(one.slug))
            yield ""


def _names(base: str, found: Sequence[NamedStory], others: int) -> Iterator[str]:
    for one in found:
        yield from _paragraph(f"{one.title}:")
        yield urls.absolute(base, urls.story(one.slug))
    if others:
        yield f"{_n(others, 'and {n} more story', 'and {n} more stories')}: {urls.absolute(base, urls.FRONT)}"
    if found or others:
        yield ""


def _sources(base: str, found: Iterable[ToldSource]) -> Iterator[str]:
    for one in found:
        yield from _paragraph(f"[{one.number}] {one.source.title}{one.from_whom}:")
        yield urls.absolute(base, one.address)
        yield ""


def _paragraph(text: str) -> list[str]:
    return wrap(text, WIDTH, break_long_words=False, break_on_hyphens=False)
