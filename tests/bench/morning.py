"""Measures an editor's morning: `python tests/bench/morning.py [STORIES]`, by default with twenty stories.

Two editors work in two clones of one publication, with the commands of docs/editing.md. Each command is a process of its own.
At the end it is counted whether an item was lost or a published version was changed.
"""

import os
import shlex
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from dateline.core import codec, layout
from dateline.core.config import Config, Feed
from dateline.core.model import Story
from dateline.core.standing import standings
from dateline.store.append import new_story
from dateline.store.story import find_stories, read_story

STORIES = 20
SUBJECTS = (
    *("ferry", "bridge", "market", "school", "theatre", "tunnel", "harbour", "library", "museum", "railway"),
    *("airport", "hospital", "stadium", "cinema", "bakery", "lighthouse", "windmill", "reservoir", "tramway", "orchard"),
)
REPORTS = {
    4: (
        (
            "Repair of the {words} to cost {cost} million euros",
            "The port puts the repair of the {words} at {cost} million euros.",
        ),
        ("The {words} closes for the summer", "The {words} will be closed from June to August, the port said."),
    ),
    5: (
        ("Council votes 14 to 9 for the {words}", "The council voted 14 to 9 on Tuesday to pay for the repair of the {words}."),
        ("Repair of the {words} now at {cost} million euros", "The repair of the {words} rises to {cost} million euros."),
    ),
}
"""Titles and texts of what a feed says of a story on a day of May."""
EDIT = """\
import sys
from pathlib import Path
path = Path(sys.argv[-1])
text = path.read_text(encoding="utf-8")
path.write_text(text.replace("what: |\\n", "what: |\\n  {words}\\n", 1), encoding="utf-8")
"""


class Desk:
    """An editor at a clone: runs commands, and notes how long each takes."""

    def __init__(self, root: Path, name: str, seconds: defaultdict[str, list[float]]) -> None:
        self.root, self.name, self.seconds = root, name, seconds

    def run(self, line: str, *, allowed: Sequence[int] = (0,), **environment: str) -> str:
        """What a command prints; ends the measurement if its exit code is not among those allowed."""
        words = shlex.split(line)
        known = {"GIT_AUTHOR_NAME": self.name, "GIT_COMMITTER_NAME": self.name}
        mails = {"GIT_AUTHOR_EMAIL": "desk@example.org", "GIT_COMMITTER_EMAIL": "desk@example.org"}
        env = {**os.environ, **known, **mails, "GIT_EDITOR": "true", **environment}
        start = perf_counter()
        done = subprocess.run(words, cwd=self.root, env=env, capture_output=True, encoding="utf-8", check=False)
        self.seconds[" ".join(words[:2])].append(perf_counter() - start)
        if done.returncode not in allowed:
            sys.exit(f"{line}: exit code {done.returncode}\n{done.stdout}{done.stderr}")
        return done.stdout


def subject(number: int) -> str:
    return f"{SUBJECTS[number % len(SUBJECTS)]}-works" + f"-{number // len(SUBJECTS)}" * (number >= len(SUBJECTS))


def feed(stories: int, day: int) -> str:
    """A feed with two reports on each story, of the fourth or fifth of May."""
    rows = []
    for number in range(stories):
        words = subject(number).replace("-", " ")
        for report, said in enumerate(REPORTS[day]):
            title, text = (part.format(words=words, cost=day * 2 + number) for part in said)
            link = f"https://wire.example/{subject(number)}/{day}/{report}"
            rows.append(
                f"<item><title>{title}</title><link>{link}</link><description>{text}</description>"
                f"<pubDate>{day:02d} May 2026 08:{number:02d}:00 GMT</pubDate></item>"
            )
    return f'<rss version="2.0"><channel><title>Quay Wire</title>{"".join(rows)}</channel></rss>'


def publish(folder: Path, stories: int) -> tuple[Path, Path]:
    """A publication with a first version of each story, pushed to a bare repository; two clones of it."""
    remote, one, two = folder / "remote", folder / "ada", folder / "grace"
    desk = Desk(folder, "Desk", defaultdict(list))
    desk.run(f"git init --quiet --bare --initial-branch main {remote}")
    desk.run(f"git clone --quiet {remote} {one}")
    desk.run(f"dateline init {one}")
    config = Config("The Quay", "https://example.org/quay/", feeds=(Feed("wire", "Quay Wire", path="content/wire.xml"),))
    (one / layout.SITE).write_text(codec.dump(config, layout.schema("site")), encoding="utf-8")
    for number in range(stories):
        words = subject(number).split("-")
        title = " ".join(words)
        new_story(one, subject(number), Story(f"The {title}", tags=tuple(words), queries=(title,), must=tuple(words)))
    (one / "content/wire.xml").write_text(feed(stories, 4), encoding="utf-8")
    ada = Desk(one, "Desk", defaultdict(list))
    for line in ("dateline update", "git add .", "git commit --quiet -m Begin", "git push --quiet origin HEAD:main"):
        ada.run(line)
    desk.run(f"git clone --quiet {remote} {two}")
    ada.run("git fetch --quiet")
    ada.run("git remote set-head origin main")
    return one, two


def morning(folder: Path, stories: int) -> None:
    """Plays the morning, and prints the result."""
    one, two = publish(folder, stories)
    seconds: defaultdict[str, list[float]] = defaultdict(list)
    ada, grace = Desk(one, "Ada Byron", seconds), Desk(two, "Grace Hopper", seconds)
    before = items(one)
    versions = {path.relative_to(one): path.read_bytes() for path in one.glob("stories/*/v*.yaml")}
    (one / "content/wire.xml").write_text(feed(stories, 5), encoding="utf-8")
    slugs, _ = find_stories(one)
    look_around(ada, folder, slugs)
    decide(ada, folder, slugs)
    at_once(ada, grace, folder, slugs[0])
    ada.run("dateline build --format json")
    ada.run("dateline check --base origin/main --format json")
    report(seconds, stories)
    lost = [key for key in before if key not in items(one)]
    changed = [str(name) for name, data in versions.items() if (one / name).read_bytes() != data]
    counted = Counter(state for slug in slugs for state in (row.state for row in standings(read_story(one, slug)).values()))
    sys.stdout.write(f"items: {dict(counted)}; lost: {len(lost)}; published versions changed: {len(changed)}\n")


def look_around(ada: Desk, folder: Path, slugs: Sequence[str]) -> None:
    """What needs somebody, what came in; a page of her own, and what the rules got wrong."""
    ada.run("git pull --quiet")
    ada.run("dateline status")
    ada.run("dateline collect")
    ada.run("dateline items")
    page = folder / "report.html"
    page.write_text(
        f"<html><head><title>An audit of the {slugs[1].replace('-', ' ')}</title></head><body><article><p>"
        + "The auditors found that the works were two months late. " * 5
        + "</p></article></body></html>",
        encoding="utf-8",
    )
    ada.run(f"dateline add {page} --to {slugs[1]} --date 2026-05-05")
    waiting = [row.item.key for row in standings(read_story(ada.root, slugs[2])).values() if row.state == "waiting"]
    ada.run(f'dateline items spike {waiting[0]} --why "An advertisement."')
    ada.run(f"dateline items move {waiting[1]} --to {slugs[3]}")
    ada.run(f'dateline amend {waiting[1]} --date 2026-05-04 --why "The day of the reprint."')


def decide(ada: Desk, folder: Path, slugs: Sequence[str]) -> None:
    """A draft of each story: checked, read, every fourth one edited, approved; a correction; the end of a story."""
    ada.run("dateline update --no-collect")
    ada.run("dateline status")
    editor = folder / "editor.py"
    editor.write_text(EDIT.format(words="The council decides next week."), encoding="utf-8")
    for number, slug in enumerate(slugs):
        if not (ada.root / layout.version_path(slug, 2)).is_file():
            continue
        ada.run(f"dateline check {slug}", allowed=(0, 1))
        ada.run(f"dateline diff {slug}")
        if number % 4 == 0:
            ada.run(f"dateline edit {slug}", EDITOR=f"{sys.executable} {editor}")
        ada.run(f'dateline approve {slug} --by "Ada Byron"')
    ada.run(f'dateline close {slugs[-1]} --note "It is finished."')


def at_once(ada: Desk, grace: Desk, folder: Path, slug: str) -> None:
    """The other editor has filed a version of one story in the meantime: hers is put on top of it."""
    editor = folder / "other.py"
    editor.write_text(EDIT.format(words="The works stop over the summer."), encoding="utf-8")
    grace.run(f"dateline edit {slug}", EDITOR=f"{sys.executable} {editor}")
    grace.run(f'dateline approve {slug} --by "Grace Hopper"')
    for line in ("git add .", "git commit --quiet -m Summer", "git push --quiet origin HEAD:main"):
        grace.run(line)
    ada.run("git add .")
    ada.run("git commit --quiet -m Morning")
    ada.run("git push --quiet origin HEAD:main", allowed=(1,))
    ada.run("git pull --quiet --no-rebase", allowed=(1,))
    ada.run(f"dateline renumber {slug}")
    ada.run(f'dateline approve {slug} --by "Ada Byron"')
    ada.run("git add .")
    ada.run("git commit --quiet --no-edit")
    ada.run("git push --quiet origin HEAD:main")


def items(root: Path) -> list[str]:
    """The keys of all items in all ledgers, with their stories."""
    return [f"{slug}/{item.key}" for slug in find_stories(root)[0] for item in read_story(root, slug).items]


def report(seconds: defaultdict[str, list[float]], stories: int) -> None:
    """Prints how often each command ran, and how long it took."""
    for name, times in sorted(seconds.items(), key=lambda row: -sum(row[1])):
        sys.stdout.write(f"{name:<24} {len(times):4} × {sum(times) / len(times):6.2f} s\n")
    count, total = sum(map(len, seconds.values())), sum(sum(times) for times in seconds.values())
    sys.stdout.write(f"{stories} stories: {count} commands, {total:.0f} s of waiting for them\n")


if __name__ == "__main__":
    with TemporaryDirectory() as place:
        morning(Path(place), int(sys.argv[1]) if len(sys.argv) > 1 else STORIES)
