"""Issues made of plain stories."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import analysed
import builders

from dateline.core.config import Config, Daily
from dateline.core.days import zone
from dateline.core.model import Dossier, Story, Version
from dateline.site.daily.issue import SignedIntro
from dateline.site.daily.moved import followed, moved
from dateline.site.daily.pages import DailyRun, daily_run
from dateline.site.daily.rows import FollowedSpan, StoryNews
from dateline.site.frame import Site
from dateline.site.pages import frame
from dateline.site.theme import load_theme
from dateline.store.state import StateBranch

DAILY = Daily(enabled=True)


def version(number: int, day: str, **given: Any) -> Version:
    """A version that was filed on a day at noon."""
    return builders.version(number, published=f"{day}T12:00:00Z", **given)


def story(slug: str, *versions: Version, **given: Any) -> Dossier:
    return builders.dossier(*versions, slug=slug, **{"story": Story(slug), **given})


def site(config: Config | None = None, **given: Any) -> Site:
    return replace(frame(config or builders.config(daily=DAILY), load_theme(), (), ()), **given)


def told(stories: Iterable[Dossier], config: Config | None = None, day: str = "") -> tuple[list[StoryNews], list[FollowedSpan]]:
    where = zone((config or builders.config()).timezone)
    chronicles = [analysed.chronicle(one, where) for one in stories]
    return [row for one in chronicles for row in moved(one, day)], [row for one in chronicles for row in followed(one)]


def run(
    *stories: Dossier, config: Config | None = None, intros: Mapping[str, SignedIntro] | None = None, **given: Any
) -> DailyRun:
    return daily_run(site(config, **given), *told(stories, config), intros or {})


def state(checks: bytes) -> StateBranch:
    """A state branch that knows which stories were checked when."""
    return StateBranch("", {"checks.jsonl": checks})
