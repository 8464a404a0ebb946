"""Which repository on which code host a remote is."""

import pytest

from dateline.core.errors import UsageError
from dateline.post.code_host import Repository, repository_of
from dateline.post.gh import GitHubCommand
from dateline.post.github_api import GitHubApi
from dateline.post.hosts import host_for

BRIEFS = Repository("github.com", "example/briefs")
ENTERPRISE = Repository("git.example.org", "a/b")
SERVER = {"GITHUB_SERVER_URL": "https://git.example.org"}


@pytest.mark.parametrize(
    ("address", "settings", "environment", "found"),
    [
        ("https://github.com/example/briefs", None, {}, BRIEFS),
        ("https://github.com/example/briefs.git", None, {}, BRIEFS),
        ("https://GitHub.com/example/briefs/", None, {}, BRIEFS),
        ("ssh://git@github.com:22/example/briefs.git", None, {}, BRIEFS),
        ("git@github.com:example/briefs.git", None, {}, BRIEFS),
        ("github.com:example/briefs", None, {}, BRIEFS),
        ("https://git.example.org/a/b", None, {"GH_HOST": "git.example.org"}, ENTERPRISE),
        ("https://git.example.org/a/b", None, SERVER, ENTERPRISE),
        ("https://git.example.org/a/b", None, {}, None),
        ("https://github.com.example.org/a/b", None, {}, None),
        ("https://example.org/github.com/a/b", None, {}, None),
        ("/srv/briefs.git", "https://github.com/example/briefs", {}, BRIEFS),
        ("../briefs.git", "https://github.com/example/briefs", {}, BRIEFS),
        ("/srv/briefs.git", "https://codeberg.org/example/briefs", {}, None),
        ("/srv/briefs.git", None, {}, None),
        ("https://[half", None, {}, None),
        ("/srv/briefs.git", None, {"GITHUB_REPOSITORY": "example/briefs"}, BRIEFS),
        ("/srv/briefs.git", None, {"GITHUB_REPOSITORY": "a/b", **SERVER}, ENTERPRISE),
        ("/srv/briefs.git", None, {"GITHUB_REPOSITORY": "a/b/../c"}, None),
        ("https://git.example.org/a/b", None, {"GITHUB_REPOSITORY": "a/b", "FORGEJO_ACTIONS": "true", **SERVER}, None),
        ("https://git.example.org/a/b", None, {"GITHUB_API_URL": "https://git.example.org/api/v1", **SERVER}, None),
    ],
)
def test_the_repository(address, settings, environment, found):
    """It is read from the environment of a workflow, the address of the remote, or the settings if that is a path."""
    assert repository_of(address, settings, environment) == found


def test_the_page_of_a_repository():
    """Its address leads there."""
    assert BRIEFS.url == "https://github.com/example/briefs"


def test_who_is_asked(tmp_path):
    """`gh` where it is installed, else the API with a token, else nobody."""
    tool = tmp_path / "gh"
    tool.touch(mode=0o755)
    on_github = {"GITHUB_REPOSITORY": "example/briefs", "PATH": ""}

    assert isinstance(host_for(tmp_path, "", None, {**on_github, "PATH": str(tmp_path)}), GitHubCommand)
    assert isinstance(host_for(tmp_path, "", None, {**on_github, "GITHUB_TOKEN": "t"}), GitHubApi)
    assert host_for(tmp_path, "", None, on_github) is None
    assert host_for(tmp_path, "/srv/x.git", None, {"PATH": str(tmp_path), "GITHUB_TOKEN": "t"}) is None


def test_a_token_is_not_sent_in_the_clear():
    """An address without TLS would show it to everybody on the way."""
    with pytest.raises(UsageError, match="https"):
        GitHubApi(BRIEFS, {"GITHUB_API_URL": "http://api.example.org", "GITHUB_TOKEN": "t0ken"})
