"""Commands that also change what others see: pull requests on a code host, and letters in mailboxes."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import builders
import mailing
from branches import Clone, Hub
from conftest import MakePublication
from github_server import GitHubServer, github
from mailing import address
from post.letter_server import letter_server
from proof.scenes import Scene
from proposing import ALPHA, BETA, BRANCH, Remote, draft, edits, run, status

YESTERDAY = f"{datetime.now(UTC) - timedelta(days=1):%Y-%m-%d}"
READERS = [address(name) for name in mailing.NAMES[:2]]


# --- pull requests ---------------------------------------------------------------------------------------------------------


def first(hub: Hub, server: GitHubServer) -> Clone:
    """A draft that nobody has proposed."""
    desk = hub.clone("desk")
    draft(desk, "alpha", ALPHA)
    return desk


def renewal(hub: Hub, server: GitHubServer) -> Clone:
    """A newer draft of what is proposed."""
    run(first(hub, server), server)
    later = hub.clone("later")
    draft(later, "beta", BETA)
    return later


def comment(hub: Hub, server: GitHubServer) -> Clone:
    """An item for a proposal that an editor has changed."""
    run(first(hub, server), server)
    edits(hub)
    later = hub.clone("later")
    later.collect("beta", at=BETA)
    later.commit()
    return later


@contextmanager
def proposal(make_publication: MakePublication, begin: Callable[[Hub, GitHubServer], Clone]) -> Iterator[Scene]:
    """A run of `dateline propose`, whose remote and code host are here too."""
    item = builders.item(hash="")
    start = make_publication(builders.dossier(*map(builders.version, (1, 2, 3)), items=(item,)))
    hub = Hub(start.parent, start)
    with github() as server:
        desk, remote = begin(hub, server), Remote(hub)
        text = BETA if begin is renewal else ALPHA
        pulls, comments = [dict(one) for one in server.pulls], {number: list(rows) for number, rows in server.comments.items()}

        def reset() -> None:
            server.pulls, server.comments = [dict(one) for one in pulls], {key: list(rows) for key, rows in comments.items()}

        def lost() -> str:
            is_here = 4 in desk.numbers and desk.read(4).published == text
            return "" if is_here or remote.version(BRANCH).published == text else "the draft"

        def unfinished() -> str:
            wrong = {
                "the proposed version": remote.version(BRANCH).published != text,
                "pull requests": [one["state"] for one in server.pulls] != ["open"],
                "comments": len(server.comments.get(1, [])) != (begin is comment),
                "the state branch": remote.rows[-1]["commit"] != remote.git("rev-parse", BRANCH),
                "the working tree": status(desk) != "",
                "worktrees": desk.git("worktree", "list").count("\n") != 1,
                "the repository": remote.git("fsck", "--no-dangling") != "",
            }
            return next((name for name, is_wrong in wrong.items() if is_wrong), "")

        yield Scene(
            desk.root,
            ("propose",),
            held=(desk.root, remote.root),
            parts=(),
            environment={name: value for name, value in server.environment.items() if name != "PATH"},
            reset=reset,
            lost=lost,
            unfinished=unfinished,
        )


# --- letters ---------------------------------------------------------------------------------------------------------------


@contextmanager
def letters(make_publication: MakePublication) -> Iterator[Scene]:
    """A run of `dateline daily --send` to two readers; the record of who has the letter is on the remote too."""
    version = builders.version(published=f"{YESTERDAY}T11:30:00Z")
    start = make_publication(builders.dossier(version), config=mailing.CONFIG)
    hub = Hub(start.parent, start)
    clone = hub.clone("one").root
    with letter_server() as server:

        def lost() -> str:
            return next((f"{to} has two letters" for to, count in Counter(server.readers).items() if count > 1), "")

        def unfinished() -> str:
            # A reader whom the server perhaps has served is named, and not served again.
            waiting = {to for to in READERS if to not in server.readers}
            uncertain = {to for to in READERS if _mark(to) in (clone.parent / "said").read_text()}
            return lost() or ", ".join(sorted(waiting - uncertain)) or ("two uncertain" if len(uncertain) > 1 else "")

        yield Scene(
            clone,
            ("daily", YESTERDAY, "--send"),
            held=(clone, hub.folder / "hub.git"),
            parts=(),
            environment=mailing.environment(server),
            given="\n".join(READERS),
            reset=server.taken.clear,
            lost=lost,
            unfinished=unfinished,
        )


def _mark(to: str) -> str:
    """How the report shortens an address."""
    return to
