"""The letter of a day, made from the files of a publication."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Literal

from dateline.checks import Basis, check_story
from dateline.checks.registry import check_around
from dateline.core import layout
from dateline.core.analysis import AnalysedStory
from dateline.core.errors import GitError, UsageError
from dateline.core.essays import needed
from dateline.core.model import Finding
from dateline.core.publication import Publication
from dateline.flows.shared.state import CHECKS
from dateline.flows.stories.essays import under_slugs, unknown_in
from dateline.post.letter import Letter
from dateline.post.list_headers import EMAIL, way_out
from dateline.site import urls
from dateline.site.chronicle import Chronicle
from dateline.site.daily.issue import DailyIssue
from dateline.site.daily.letter import letter, subject
from dateline.site.daily.moved import followed, moved
from dateline.site.daily.pages import daily_run, introductions
from dateline.site.daily.rows import StoryNews
from dateline.site.frame import Site
from dateline.site.pages import frame, plan_story, shown_story
from dateline.site.theme import load_theme
from dateline.site.words import speaking
from dateline.store.checked import LastChecked, checks_in
from dateline.store.elsewhere import Elsewhere, StoryReader
from dateline.store.reading import read_around
from dateline.store.state import read_state
from dateline.store.story import read_story

_SEE = "See all errors: `dateline check`."


def issue_of(root: Path, day: str, *, is_shared: bool = True) -> tuple[Site, DailyIssue | None]:
    """The issue of a day, and what its pages need; None if nothing moved, and the settings want no issue then.

    Args:
        root: the publication's folder.
        day: the day, in the publication's time zone.
        is_shared: whether the state branch is read, which knows what was checked.

    Raises:
        UsageError: if daily issues are off, a file cannot be read, or what the issue tells has an error.
        StoreError: if a file cannot be read.
    """
    around, slugs = read_around(root)
    config, around = around.config, under_slugs(root, around, slugs)
    if not config.daily.enabled:
        hint = "Set `daily: {enabled: true}` there."
        raise UsageError("there are no daily issues", where=layout.SITE, hint=hint)
    site = frame(config, load_theme(root / layout.THEME), around.pages, around.signals)
    site = replace(site, checks=_checked(root).runs if is_shared else ())
    elsewhere = Elsewhere(StoryReader(root, slugs))
    stories = {slug: AnalysedStory(read_story(root, slug)) for slug in slugs}
    for slug in (slug for slug, one in stories.items() if one.dossier.problems):  # what cannot be read may be the news of the day
        _refuse_errors(slug, check_story(stories[slug], Basis(only_errors=True)))
    shown = [shown_story(config, one, elsewhere.withdrawn) for one in stories.values()]
    told = [row for one in shown for row in _in_its_language(site, one, day)]
    intros = [one for one in around.intros if one.day == day]
    cited = {
        slug: plan_story(site, stories[slug], elsewhere.withdrawn, {}, its).digest()
        for slug, its in needed(intros).items()
        if slug in stories and not stories[slug].dossier.story.draft
    }
    spans = [row for one in shown for row in followed(one)]
    with speaking(site.theme.words):
        run = daily_run(site, told, spans, introductions(intros, cited, site.config.language), day)
    found = next((one for one in run.issues if one.day == day), None)
    for slug in [one.slug for one in found.told] if found else ():
        _refuse_errors(slug, check_story(stories[slug], Basis(only_errors=True)))
    if intros:
        digests = {slug: cited.get(slug) for slug in slugs}
        own = check_around(Publication(config, intros=tuple(intros)), Basis(only_errors=True))
        _refuse_errors(layout.intro_path(day), (*own, *unknown_in(intros, digests, needed(intros), config.timezone)))
    return site, found


def letter_of(
    root: Path, day: str, to: Literal["readers", "list", "service"] = "readers", *, is_shared: bool = True
) -> Letter | None:
    """The letter of a day; None if there is no issue of that day.

    Args:
        root: the publication's folder.
        day: the day, in the publication's time zone.
        to: who gets it. Only each reader's own mail has an address with `{email}`; a service puts its own into the letter.
        is_shared: whether the state branch is read.

    Raises:
        UsageError: see `issue_of`; also if css-inline is not installed.
        StoreError: if a file cannot be read.
    """
    site, issue = issue_of(root, day, is_shared=is_shared)
    if not issue:
        return None
    stop = "" if to == "service" else way_out(site.config.daily.unsubscribe or "", is_list=to == "list")
    with speaking(site.theme.words):
        html, text = letter(site, issue, stop)
        title = subject(issue)
    url = urls.absolute(site.config.url, urls.daily(day))
    return Letter(day, title, html, text, url, stop if EMAIL in stop else "")


def _in_its_language(site: Site, story: Chronicle, day: str) -> list[StoryNews]:
    """The rows about a story in the issue of a day, in the language of its pages."""
    with speaking(site.speaking(story.story.language).theme.words):
        return [*moved(story, day)]


def _refuse_errors(what: str, findings: Iterable[Finding]) -> None:
    """Raises UsageError if what an issue tells has an error: it would be published."""
    if found := [one for one in findings if one.level == "error"]:
        raise UsageError(f"has errors, so there is no issue: {found[0].message}", where=what, hint=_SEE)


def _checked(root: Path) -> LastChecked:
    """Which stories were checked when, as far as the state branch that was last fetched knows."""
    with suppress(GitError):
        return checks_in(read_state(root).files.get(f"{CHECKS}.jsonl", b""))
    return LastChecked()
