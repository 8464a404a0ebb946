"""The remote and its branches, with real repositories, and a real server that asks for a name and a password."""

import threading
from base64 import b64decode
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from branches import AUTHOR, SLUG, Hub, hub

from dateline.core.errors import GitError
from dateline.store.git import git
from dateline.store.proposed import branch_for, named_by, proposed_versions
from dateline.store.published import base_of
from dateline.store.remote import address_of, fetch, push, remote_of
from dateline.store.state import add_to_state, main_branch, read_state

__all__ = ["hub"]


def test_a_folder_without_a_repository_has_no_remote(tmp_path):
    """It has no name, no address, no main branch and no proposed versions."""
    assert (remote_of(tmp_path), address_of(tmp_path), main_branch(tmp_path)) == ("", "", "")
    assert proposed_versions(tmp_path) == {}


def test_an_address_is_told_without_its_password(tmp_path):
    """A token in the address of the remote appears nowhere."""
    git(tmp_path, "init", "-q")
    git(tmp_path, "remote", "add", "origin", "https://desk:secret@example.org/briefs.git")

    assert address_of(tmp_path) == "https://example.org/briefs.git"


def test_the_names_of_branches():
    """A name says which version it is for; no other branch is taken for a proposal."""
    assert named_by("dateline/harbour-v2-v004") == ("harbour-v2", 4)
    assert named_by("cms/stories/harbour%2Fv1000") == ("harbour", 1000)
    assert [named_by(name) for name in ("main", "dateline/Harbour-v004", "dateline/harbour-v04", "dateline-state")] == [None] * 4


def test_with_the_cms_a_branch_has_the_name_that_its_board_knows(tmp_path):
    """Sveltia finds an entry by the name of the branch."""
    assert branch_for(tmp_path, "harbour", 4) == "dateline/harbour-v004"
    (tmp_path / "admin").mkdir()
    (tmp_path / "admin/config.yml").write_text("")
    assert branch_for(tmp_path, "harbour", 4) == "cms/stories/harbour%2Fv004"


def test_a_version_that_the_base_has_is_not_proposed(hub: Hub):
    """Nor is a branch with such a name that lacks its version; the newest of several is."""
    clone = hub.clone("a")
    for name in ("dateline/harbour-barrier-v003", "dateline/harbour-barrier-v007", "dateline/no-story-v001"):
        clone.git("push", "-q", "origin", f"HEAD:refs/heads/{name}")
    for number, word in ((4, "pump"), (5, "sluice")):
        clone.file(number, word, f"2026-06-0{number}T06:00:00Z")
        clone.git("push", "-q", "origin", f"HEAD:refs/heads/dateline/{SLUG}-v00{number}")
    fetch(clone.root, "main")

    (one,) = proposed_versions(clone.root).values()

    assert (one.slug, one.number, one.is_untouched) == (SLUG, 5, False)
    assert one.version
    assert one.version.version == 5


def test_a_version_that_was_renumbered_is_still_proposed(hub: Hub):
    """Its branch has the old number in its name, and the main branch has another version with that number by now."""
    clone, other = hub.clone("a"), hub.clone("b")
    clone.file(4, "pump", "2026-06-04T06:00:00Z")
    other.file(4, "sluice", "2026-06-04T07:00:00Z")
    clone.git("push", "-q", "origin", "main")
    other.file(5, "gate", "2026-06-05T07:00:00Z")
    push(other.root, "HEAD", f"dateline/{SLUG}-v004")
    fetch(other.root, "main")

    (one,) = proposed_versions(other.root).values()

    assert (one.number, one.branch) == (5, f"dateline/{SLUG}-v004")


def test_a_branch_that_is_gone_is_forgotten(hub: Hub):
    """What was deleted on the remote does not count as proposed any more."""
    clone = hub.clone("a")
    clone.file(4, "pump", "2026-06-04T06:00:00Z")
    push(clone.root, "HEAD", f"dateline/{SLUG}-v004")
    assert [*proposed_versions(clone.root)] == [SLUG]
    git(hub.folder / "hub.git", "branch", "-D", f"dateline/{SLUG}-v004")

    fetch(clone.root, "main")

    assert proposed_versions(clone.root) == {}


def test_a_refused_push_says_why(hub: Hub):
    """What the remote answered is in the error, and nothing is tried again."""
    clone = hub.clone("a")
    hook = hub.folder / "hub.git/hooks/pre-receive"
    hook.write_text("#!/bin/sh\necho not today >&2\nexit 1\n")
    hook.chmod(0o755)

    with pytest.raises(GitError, match="cannot be written to"):
        add_to_state(clone.root, {"checks.jsonl": [{"at": "2026-06-01T06:00:00Z"}]})
    assert read_state(clone.root).commit == ""


def test_without_a_pushed_branch_there_is_no_state(hub: Hub, tmp_path):
    """A state branch in an empty repository would become its default branch."""
    root = hub.first.root
    git(root, "remote", "add", "origin", str(tmp_path / "empty.git"))

    assert (base_of(root), main_branch(root)) == ("HEAD", "")


class Asking(BaseHTTPRequestHandler):
    """Asks for a name and a password, and notes them."""

    def do_GET(self) -> None:
        given = self.headers.get("authorization", "")
        self.server.given.append(given)  # type: ignore[attr-defined]
        self.send_response(404 if given else 401)
        self.send_header("www-authenticate", 'Basic realm="git"')
        self.send_header("content-length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the library's name
        pass


@pytest.mark.parametrize("is_its_server", [True, False])
def test_the_token_goes_to_its_own_server_only(hub: Hub, monkeypatch, is_its_server):
    """Git gets GITHUB_TOKEN for the server that it is for, from the environment; the token is in no argument and no file."""
    clone = hub.clone("a")
    with ThreadingHTTPServer(("127.0.0.1", 0), Asking) as server:
        server.given = []  # type: ignore[attr-defined]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        here = f"http://127.0.0.1:{server.server_port}"
        monkeypatch.setenv("GITHUB_SERVER_URL", here if is_its_server else "https://github.com")
        monkeypatch.setenv("GITHUB_TOKEN", "canary")
        clone.git("remote", "set-url", "origin", f"{here}/briefs.git")

        with pytest.raises(GitError) as failed:
            fetch(clone.root, "main")

        server.shutdown()
    sent = [b64decode(given.removeprefix("Basic ")).decode() for given in server.given if given]  # type: ignore[attr-defined]
    assert set(sent) == ({"x-access-token:canary"} if is_its_server else set())
    assert "canary" not in f"{failed.value} {failed.value.hint}"
    assert "canary" not in (clone.root / ".git/config").read_text()


def test_the_desk_signs_with_its_own_name(hub: Hub):
    """Its commits can be told from those of editors."""
    clone = hub.clone("a")
    clone.git(*AUTHOR, "commit", "-q", "--allow-empty", "-m", "x")

    assert clone.git("log", "-1", "--format=%an").strip() == "dateline"


def test_a_version_that_cannot_be_read_is_proposed_all_the_same(hub: Hub):
    """A branch with a broken file is still an editor's work."""
    clone = hub.clone("a")
    (clone.root / f"stories/{SLUG}/v004.yaml").write_text("no version\n")
    clone.commit()
    push(clone.root, "HEAD", f"dateline/{SLUG}-v004")

    assert proposed_versions(clone.root)[SLUG].version is None
