"""Says why a page was rendered in a build, or was not."""

from collections.abc import Iterable, Mapping, Sequence

from dateline.flows.stories.asked import SEPARATOR, Asked
from dateline.flows.stories.groups import PageGroup
from dateline.store.states import Noted

MOST = 8
"""How many changed files are named."""


def explained(asked: Asked, groups: Sequence[PageGroup], now: Mapping[str, Noted], before: Mapping[str, str]) -> str:
    """Why the page that was asked about was rendered, or was not; to be called before the files are moved into place."""
    path = _file_of(asked.explain)
    group = next((one for one in groups if path in set(one.paths)), None)
    if group is None:
        return f"{path}: the site has no such file"
    rendered = {one.path: one.staged for one in group.built.rendered} if group.built else {}
    changes = list(_changes(now, before)) if before else []
    if path not in rendered:
        return f"{path}: not rendered: {_idle(changes)}"
    outcome = "" if rendered[path] else "; its bytes are the same as before"
    is_first = not any(one.last.paths for one in groups)
    return f"{path}: rendered: {_cause(group, path, _listed(changes), is_first=is_first)}{outcome}"


def _file_of(asked: str) -> str:
    """The file of a page, from its address or its path."""
    path = asked.removeprefix("/")
    return path if "." in path.rpartition("/")[2] else f"{path}/index.html".lstrip("/").replace("//", "/")


def _idle(changes: Sequence[str]) -> str:
    return f"what it shows has not changed{_listed(changes)}" if changes else "no file has changed since the last build"


def _cause(group: PageGroup, path: str, changes: str, *, is_first: bool) -> str:
    if is_first:
        return f"no results of an earlier build were used{changes}"
    if path not in group.last.paths.split(SEPARATOR):
        return f"it is new{changes}"
    if path not in group.pages:
        return "the file in the site's folder was missing or had been changed"
    return f"what it shows has changed{changes}"


def _changes(now: Mapping[str, Noted], before: Mapping[str, str]) -> Iterable[str]:
    """The files that differ from those of the last build."""
    for name in sorted(now.keys() | before.keys()):
        if name not in before:
            yield f"new: {name}"
        elif name not in now:
            yield f"removed: {name}"
        elif now[name].hash != before[name]:
            yield f"changed: {name}"


def _listed(changes: Sequence[str]) -> str:
    if not changes:
        return ""
    rest = len(changes) - MOST
    return f" ({', '.join((*changes[:MOST], *([f'and {rest} more'] if rest > 0 else [])))})"
