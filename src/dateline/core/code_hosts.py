"""What kind of code host an address leads to."""

import re
from typing import Literal
from urllib.parse import urlsplit

CodeHost = Literal["github", "gitlab", "forgejo"]
_KINDS: tuple[tuple[CodeHost, re.Pattern[str]], ...] = (
    ("gitlab", re.compile(r"(.*[.-])?gitlab([.-].*)?")),
    ("forgejo", re.compile(r"codeberg\.org|(.*[.-])?(forgejo|gitea)([.-].*)?")),
)


def code_host(repository: str) -> CodeHost:
    """The kind of the host of a repository, by its name; GitHub, unless the name says something else."""
    host = urlsplit(repository).hostname or ""
    return next((kind for kind, name in _KINDS if name.fullmatch(host)), "github")
