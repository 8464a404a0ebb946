"""The remote repository: what its branches are, and how they are fetched and pushed."""

import os
import re
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

from dateline.core.errors import GitError
from dateline.store.git import git

EMAIL = "dateline@users.noreply.github.com"
"""The address with which Dateline commits in its own name, by which its commits are known."""
STATE = "dateline-state"
"""The branch that has what one run must tell the next."""
PROPOSED = ("dateline/", "cms/stories/")
"""How the names of branches with a proposed version begin."""
_MOST_REASONS = 4
"""How many lines of the remote an error repeats."""
_OVERTAKEN = ("(fetch first)", "(non-fast-forward)", "(incorrect old value provided)", "cannot lock ref")
"""What git says if somebody else pushed in between."""
_HELPER = '!f() { echo username=x-access-token; echo "password=$GITHUB_TOKEN"; }; f'
"""Gives git the token from the environment, so that it is in no file and in no argument."""


def remote_of(root: Path) -> str:
    """The name of the remote: `origin`, or else the only one; empty if there is none or several, or no repository."""
    try:
        names = git(root, "remote").split()
    except GitError:
        return ""
    return next((name for name in names if name == "origin" or len(names) == 1), "")


def address_of(root: Path) -> str:
    """The address of the remote, without the user and password that it may have; empty without a remote."""
    try:
        address = git(root, "config", "--get", f"remote.{remote_of(root)}.url").strip()
    except GitError:
        return ""
    scheme, colon, rest = address.partition("://")
    return f"{scheme}{colon}{rest.rpartition('@')[2]}" if colon else address


def fetch(root: Path, main: str) -> None:
    """Fetches the main branch, the state, and the branches with proposed versions; those that are gone are forgotten.

    Args:
        root: the publication's folder.
        main: the name of the main branch, without that of the remote.

    Raises:
        GitError: if the remote does not answer.
    """
    remote = remote_of(root)
    wanted = (main, f"{STATE}*", *(f"{start}*" for start in PROPOSED))
    told = [f"+refs/heads/{name}:refs/remotes/{remote}/{name}" for name in wanted]
    # With a part of the history, nobody can tell whose commits are on a branch.
    whole = ("--unshallow",) if git(root, "rev-parse", "--is-shallow-repository").strip() == "true" else ()
    try:
        git(root, *_asking(root), "fetch", "--quiet", "--no-tags", "--prune", "--no-write-fetch-head", *whole, remote, *told)
    except GitError as error:
        raise _unreachable(root, "read", error) from error


def push(root: Path, commit: str, branch: str) -> None:
    """Pushes a commit to a branch of the remote, which must be in its history: nothing is overwritten.

    Raises:
        GitError: if the remote does not take it, perhaps because somebody else pushed first.
    """
    remote = remote_of(root)
    # A remote may be asked to open a merge request for each push; nobody reviews the state.
    options = ("-c", "push.pushOption=") if branch.startswith(STATE) else ()
    try:
        git(root, *_asking(root), *options, "push", "--quiet", "--no-verify", remote, f"{commit}:refs/heads/{branch}")
    except GitError as error:
        raise _unreachable(root, "written to", error) from error
    git(root, "update-ref", f"refs/remotes/{remote}/{branch}", commit)


def default_branch(root: Path) -> str:
    """The name of the remote's main branch, which is then remembered as `git clone` does; `main` if the remote does not say.

    Raises:
        GitError: if the remote does not answer.
    """
    remote = remote_of(root)
    with suppress(GitError):
        return git(root, "symbolic-ref", "--short", f"refs/remotes/{remote}/HEAD").strip().removeprefix(f"{remote}/")
    try:
        told = git(root, *_asking(root), "ls-remote", "--symref", remote, "HEAD")
    except GitError as error:
        raise _unreachable(root, "read", error) from error
    named = re.match(r"ref: refs/heads/(\S+)\tHEAD", told)
    if not named:
        return "main"
    git(root, "symbolic-ref", f"refs/remotes/{remote}/HEAD", f"refs/remotes/{remote}/{named[1]}")
    return named[1]


def branches_of(root: Path) -> dict[str, str]:
    """The name of each branch of the remote → its commit, as last fetched; empty without a remote."""
    if not (remote := remote_of(root)):
        return {}
    start = f"refs/remotes/{remote}/"
    rows = (row.split(" ") for row in git(root, "for-each-ref", "--format=%(refname) %(objectname)", start).splitlines())
    return {name.removeprefix(start): commit for name, commit in rows}


def _asking(root: Path, environment: Mapping[str, str] = os.environ) -> tuple[str, ...]:
    """Options of git that give it GITHUB_TOKEN, if the remote is at the server for which it is meant."""
    server = environment.get("GITHUB_SERVER_URL", "https://github.com")
    with suppress(ValueError):
        if environment.get("GITHUB_TOKEN") and urlsplit(address_of(root)).hostname == urlsplit(server).hostname:
            return ("-c", f"credential.{server}.helper=", "-c", f"credential.{server}.helper={_HELPER}")
    return ()


def _unreachable(root: Path, done: str, error: GitError) -> GitError:
    if any(word in line for line in error.said for word in _OVERTAKEN):
        what = f"{remote_of(root)} was not written to: another run, or a person, pushed first"
        return GitError(what, where=error.where, hint="Run it again.")
    hint = "Check the network, and your rights in that repository; then run this again."
    return GitError(f"{remote_of(root)} ({address_of(root)}) cannot be {done}: {_reason(error)}", where=error.where, hint=hint)


def _reason(error: GitError) -> str:
    """Why the remote refuses, in its own words where it says so, without the user and password of an address."""
    told = [line.removeprefix("remote:").strip() for line in error.said if line.startswith("remote:")]
    refused = [found[1] for line in error.said if (found := re.search(r"^ ! .*\((.+)\)$", line))]
    words = "; ".join([*filter(None, told), *refused][:_MOST_REASONS]) or error.what
    return re.sub(r"(?<=://)[^/@\s]*@", "", words)
