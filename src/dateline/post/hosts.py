"""Which code host can be asked: GitHub through `gh` where it is installed, else through its API where there is a token."""

import shutil
from collections.abc import Mapping
from pathlib import Path

from dateline.post.code_host import PullRequestHost, repository_of
from dateline.post.gh import GitHubCommand
from dateline.post.github_api import GitHubApi


def host_for(root: Path, address: str, settings: str | None, environment: Mapping[str, str]) -> PullRequestHost | None:
    """The code host of a remote; None if it is not on GitHub, or there is neither `gh` nor a token.

    Args:
        root: the publication's folder.
        address: the address of the remote.
        settings: `repository` in site.yaml.
        environment: the environment variables.

    Raises:
        UsageError: if the address of the API cannot be used.
    """
    repository = repository_of(address, settings, environment)
    if repository and shutil.which("gh", path=environment.get("PATH")):
        return GitHubCommand(root, repository, environment)
    if repository and environment.get("GITHUB_TOKEN"):
        return GitHubApi(repository, environment)
    return None
