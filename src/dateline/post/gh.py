"""GitHub through its own command, `gh`, which knows who is signed in. Texts reach it in files, never as words of a command."""

import json
import os
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from dateline.core.errors import HostError
from dateline.core.secret import masked, secrets_of
from dateline.core.showing import one_line
from dateline.post.answers import comment_to_renew, existing, newest, not_shown, refusal
from dateline.post.code_host import GITHUB, PullRequest, Repository

SECONDS = 60.0
"""The longest that one call may take."""
_FIELDS = "number,state,title,body,url,headRefOid,closedAt,labels,isCrossRepository"
_NUMBER = re.compile(r"https?://\S+/pull/(\d+)")


class GitHubCommand:
    """The pull requests of a repository, through `gh`."""

    def __init__(self, root: Path, repository: Repository, environment: Mapping[str, str] = os.environ) -> None:
        """Makes no call.

        Args:
            root: the folder in which the command runs.
            repository: the repository.
            environment: the environment variables, with GH_TOKEN or GITHUB_TOKEN if nobody is signed in.
        """
        self.repository = repository
        self._root = root
        host = "" if repository.host == GITHUB else f"{repository.host}/"
        asks_nothing = {"GH_PROMPT_DISABLED": "1", "NO_COLOR": "1", "GH_NO_UPDATE_NOTIFIER": "1"}
        self._environment = {**environment, **asks_nothing, "GH_REPO": f"{host}{repository.name}"}

    def about(self, path: str) -> dict[str, Any]:
        """See `PullRequestHost.about`."""
        try:
            said = json.loads(self._ask("api", f"repos/{self.repository.name}/{path}") or "{}")
        except HostError as error:
            return not_shown(error)
        except ValueError:
            return {}
        return said if isinstance(said, dict) else {}

    def find(self, branch: str) -> PullRequest | None:
        """See `PullRequestHost.find`."""
        asked = ("pr", "list", "--head", branch, "--state", "all", "--json", _FIELDS, "--limit", "20")
        said = self._ask(*asked)
        # A fork may have a branch of this name, too.
        own = (row for row in _rows(said) if not row.get("isCrossRepository"))
        return newest(own) if said.strip() else PullRequest(0, "unknown")

    def open(self, branch: str, base: str, title: str, body: str) -> PullRequest:
        """See `PullRequestHost.open`."""
        try:
            said = self._ask("pr", "create", "--base", base, "--head", branch, "--title", title, body=body)
        except HostError as error:
            return existing(error, self.find(branch))
        found = _NUMBER.search(said)
        return PullRequest(int(found[1]) if found else 0, "open", found[0] if found else "", title, body)

    def renew(self, number: int, title: str, body: str) -> None:
        """See `PullRequestHost.renew`."""
        self._ask("pr", "edit", str(number), "--title", title, body=body)

    def label(self, number: int, name: str) -> None:
        """See `PullRequestHost.label`."""
        self._ask("label", "create", name, "--force")
        self._ask("pr", "edit", str(number), "--add-label", name)

    def comment(self, number: int, marker: str, body: str, *, is_new: bool = True) -> None:
        """See `PullRequestHost.comment`."""
        text = f"{marker}\n{body}"
        address = f"repos/{self.repository.name}/issues"
        said = self._ask("api", "--paginate", f"{address}/{number}/comments?per_page=100")
        there = comment_to_renew(_rows(said), marker)
        if there and there[1] != text.strip():
            self._ask("api", "--method", "PATCH", f"{address}/comments/{there[0]}", sent={"body": text})
        elif not there and is_new:
            self._ask("api", "--method", "POST", f"{address}/{number}/comments", sent={"body": text})

    def _ask(self, *words: str, body: str = "", sent: Mapping[str, str] | None = None) -> str:
        """What the command prints."""
        with TemporaryDirectory() as folder:
            file = Path(folder, "text.md" if body else "sent.json")
            file.write_text(body or json.dumps(sent), encoding="utf-8", newline="\n")
            given = ("--body-file", str(file)) if body else ("--input", str(file)) if sent else ()
            try:
                done = subprocess.run(
                    ["gh", *words, *given],
                    cwd=self._root,
                    env=self._environment,
                    stdin=subprocess.DEVNULL,
                    capture_output=True,
                    timeout=SECONDS,
                    check=False,
                )
            except (OSError, subprocess.TimeoutExpired) as error:
                is_late = isinstance(error, subprocess.TimeoutExpired)
                told = f"did not answer within {SECONDS:.0f} seconds" if is_late else "could not be started"
                hint = "See whether `gh` works here: `gh auth status`."
                raise HostError(f"`gh {words[0]}` {told}", where="gh", hint=hint) from error
        if done.returncode:
            said = masked(one_line(done.stderr.decode(errors="replace")), secrets_of(self._environment))
            said = said or f"it ended with exit code {done.returncode}"
            hint = "See whether `gh` works here: `gh auth status`, or set GITHUB_TOKEN."
            raise refusal(f"`gh {' '.join(words[:2])}` failed: {said}", self.repository, where="gh", hint=hint)
        return done.stdout.decode(errors="replace")


def _rows(said: str) -> list[dict[str, Any]]:
    """The objects in what the command printed: one list, or with `--paginate` one after the other."""
    decoder, at, found = json.JSONDecoder(), 0, []
    said = said.strip()
    try:
        while at < len(said):
            rows, at = decoder.raw_decode(said, at)
            found += [row for row in rows if isinstance(row, dict)]
            at += len(said[at:]) - len(said[at:].lstrip())
    except (ValueError, TypeError, RecursionError) as error:
        hint = "See what it prints: `gh pr list --json number`."
        raise HostError("`gh` printed something else than JSON", where="gh", hint=hint) from error
    return found
