"""What is published and when: the size of the site, the schedule, and the settings on GitHub."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from dateline.core.errors import DatelineError, GitError
from dateline.core.text.day_words import day_in_words
from dateline.flows.examining.diagnosis import Diagnosis, Setup, Severity
from dateline.post.code_host import PullRequestHost, Repository, repository_of
from dateline.post.hosts import host_for
from dateline.store.git import git
from dateline.store.remote import address_of

MOST_BYTES, NEAR = 1_000_000_000, 0.5
"""The limit of GitHub Pages, and the share of it from which on it is said."""
IDLE_DAYS, SOON = 60, 45
"""After so many days without a commit GitHub switches scheduled workflows off; from when on it is said."""
UPDATE = "update.yml"
WORKFLOW = f".github/workflows/{UPDATE}"
PULL_REQUESTS = "Allow GitHub Actions to create and approve pull requests"
_CRON = re.compile(r"""^\s*-\s*cron:\s*["']([^"']+)["']""", re.MULTILINE)
_PLAIN = re.compile(r"(\d{1,2}) (\d{1,2}) \* \* ([0-7]|\*)")
_DAYS = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def _size(setup: Setup) -> Iterator[Diagnosis]:
    folder = setup.root / "build"
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) if folder.is_dir() else 0
    near: Severity = "note" if size >= NEAR * MOST_BYTES else "ok"
    hint = "Split the publication before it has that much; docs/scale.md says how." if near == "note" else ""
    if size:
        yield Diagnosis("site", near, f"build/ has {size / 1e6:,.1f} MB; GitHub Pages publishes at most 1,000 MB", hint)


def _schedule(setup: Setup) -> Iterator[Diagnosis]:
    file = setup.root / WORKFLOW
    if not file.is_file():
        return
    crons = _CRON.findall(file.read_text(encoding="utf-8", errors="replace"))
    now = datetime.fromisoformat(setup.now)
    if not crons:
        yield Diagnosis("schedule", "note", f"{WORKFLOW} has none", "Start it by hand, or add one; docs/github.md says how.")
    for cron in crons:
        yield Diagnosis("schedule", "ok", f"updates {in_words(cron, now)}")


def in_words(cron: str, now: datetime) -> str:
    """When a schedule runs and when next, such as "every day at 05:17 UTC, next on 28 May 2026"; or the schedule itself."""
    plain = _PLAIN.fullmatch(cron.strip())
    if not plain:
        return f'at the times "{cron}" (UTC)'
    minute, hour, day = int(plain[1]), int(plain[2]), plain[3]
    following = now.replace(hour=hour, minute=minute, second=0)
    while following <= now or (day != "*" and (following.isoweekday() % 7) != int(day) % 7):
        following += timedelta(days=1)
    often = "every day" if day == "*" else f"every {_DAYS[int(day)]}"
    return f"{often} at {hour:02d}:{minute:02d} UTC, next on {day_in_words(following.date().isoformat())}"


def _github(setup: Setup) -> Iterator[Diagnosis]:
    address = address_of(setup.root)
    repository = repository_of(address, setup.config.repository, setup.environment)
    if not repository:
        return
    try:
        host = host_for(setup.root, address, setup.config.repository, setup.environment)
        if host:
            yield from _settings(host)
            return
    except DatelineError as error:
        yield Diagnosis("GitHub", "note", f"its settings are not known: {error}", _where(repository))
    else:
        yield Diagnosis(
            "GitHub", "note", "its settings are not known: there is neither `gh` nor GITHUB_TOKEN", _where(repository)
        )
    yield from _idle(setup, repository)


def _where(repository: Repository) -> str:
    pages, actions = f"{repository.url}/settings/pages", f"{repository.url}/settings/actions"
    return f'See whether Source is "GitHub Actions" at {pages}, and "{PULL_REQUESTS}" is ticked at {actions}'


def _settings(host: PullRequestHost) -> Iterator[Diagnosis]:
    """What the host says about the three settings that a publication needs, in a call each."""
    url = host.repository.url
    pages = host.about("pages")
    if pages.get("build_type") == "workflow":
        yield Diagnosis("GitHub", "ok", "Pages publishes what the workflow builds")
    else:
        said = "Pages publishes a branch, not what the workflow builds" if pages else "Pages is off, or hidden from this account"
        yield Diagnosis("GitHub", "note", said, f'Set Source to "GitHub Actions" at {url}/settings/pages')
    allowed = host.about("actions/permissions/workflow").get("can_approve_pull_request_reviews")
    if allowed:
        yield Diagnosis("GitHub", "ok", "workflows may open pull requests")
    else:
        said = "whether workflows may open pull requests is hidden" if allowed is None else "workflows may not open pull requests"
        yield Diagnosis("GitHub", "note", said, f'Tick "{PULL_REQUESTS}" at {url}/settings/actions')
    state = str(host.about(f"actions/workflows/{UPDATE}").get("state", ""))
    if state == "active":
        yield Diagnosis("GitHub", "ok", f"the workflow {UPDATE} is on")
    else:
        why = " after sixty days without activity" if state == "disabled_inactivity" else ""
        said = f"the workflow {UPDATE} {f'was switched off{why}' if state else 'is not there'}"
        hint = f'Select "Enable workflow" at {url}/actions/workflows/{UPDATE}' if state else f"Push {WORKFLOW}."
        yield Diagnosis("GitHub", "note", said, hint)


def _idle(setup: Setup, repository: Repository) -> Iterator[Diagnosis]:
    """A repository without a commit for so long that GitHub switches schedules off."""
    try:
        last = datetime.fromisoformat(git(setup.root, "log", "-1", "--all", "--format=%cI").strip()).astimezone(UTC)
    except (GitError, ValueError):  # there is no commit yet
        return
    days = (datetime.fromisoformat(setup.now) - last).days
    if days >= SOON:
        off = "has probably switched" if days >= IDLE_DAYS else "will switch"
        said = f"no commit for {days} days: GitHub {off} the schedule off, after {IDLE_DAYS} days"
        yield Diagnosis(
            "schedule", "note", said, f"Look at {repository.url}/actions/workflows/{UPDATE}; a commit starts the count anew."
        )


CHECKS = (_size, _schedule, _github)
