"""A site of Hugo: https://gohugo.io/content-management/."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from dateline.flows.importing.foreign import (
    KEPT,
    MARKDOWN,
    OTHER_TEXTS,
    ForeignSite,
    ForeignText,
    address_of,
    day_in,
    divided,
    first_day,
    head_of,
    hidden_by,
    not_kept,
    not_markdown,
    settings_text,
    slug_of,
    walk,
)
from dateline.flows.importing.heads import ForeignHead, Notice, tree

_FORMS = ("toml", "yaml", "yml", "json")
_PLACES = ("hugo", "config", "config/hugo", "config/_default/hugo", "config/_default/config")
_DATES = ("date", "publishdate", "pubdate", "published")
_SHOWN_FROM, _SHOWN_TO = ("publishdate", "pubdate", "published", "date"), ("expirydate", "unpublishdate")
_KEPT = KEPT | {*_DATES, "lastmod"}
_TOKEN = re.compile(r":([a-z]+)")


def settings_of(root: Path) -> tuple[str, dict[str, Any]] | Notice | None:
    """The file with the settings of a site, and what it says; None if the site has no such file."""
    for file in (f"{place}.{form}" for place in _PLACES for form in _FORMS):
        if (root / file).is_file():
            found = tree((root / file).read_text(encoding="utf-8", errors="replace"), file, file.rpartition(".")[2])
            return found if isinstance(found, Notice) else (file, {name.lower(): one for name, one in found.items()})
    return None


def read_hugo(root: Path, settings: Mapping[str, Any], now: str) -> ForeignSite:
    """A site of Hugo.

    Args:
        root: its folder.
        settings: what its settings say, with keys in small letters.
        now: the time, UTC: what comes later is hidden.
    """
    notices, found, others = list[Notice](), list[ForeignText | Notice](), list[str]()
    top = settings_text(settings, "contentdir") or "content"
    for file in walk(root, top, notices):
        place = PurePosixPath(file).relative_to(top)
        if place.stem == "_index":
            notices.append(Notice(file, 1, "is the text of a list, and is not imported"))
        elif place.suffix.lower() in MARKDOWN:
            found.append(_read(root, file, place, settings, now))
        elif place.suffix.lower() in OTHER_TEXTS:
            others.append(file)
    notices += not_markdown(others)
    texts, refused = divided(found)
    served = (settings_text(settings, "staticdir") or "static", "assets")
    author = settings_text(settings, "params", "author") or settings_text(settings, "params", "author", "name")
    url = settings_text(settings, "baseurl")
    return ForeignSite("Hugo", root, texts, (*notices, *refused), served, url, author)


def _read(root: Path, file: str, place: PurePosixPath, settings: Mapping[str, Any], now: str) -> ForeignText | Notice:
    head = head_of(root, file)
    if isinstance(head, Notice):
        return head
    name = place.parent.name if place.stem == "index" and len(place.parts) > 1 else place.stem
    day, wrong = day_in(head, *_DATES)
    if wrong:
        return Notice(file, 1, f'"{wrong}" is no day: write it as 2026-05-27', is_refused=True)
    title = head.text("title") or name.replace("-", " ").capitalize()
    usual = _address(place, head, settings, {"title": title, "name": name, "day": day})
    above = usual.rstrip("/").rpartition("/")[0] + "/"
    earlier = tuple(address_of(one, above) for one in head.texts("aliases"))
    told = [*not_kept(file, head, _KEPT)]
    if changed := head.text("lastmod"):
        told.append(Notice(file, 1, f"not kept: that it was changed on {changed}"))
    slug = slug_of(head.text("slug"), name, title)
    is_draft = head.says("draft", "true")
    hidden = [] if is_draft else [*_hidden(file, head, settings, now)]
    return ForeignText(file, slug, title, day, head, (usual, *earlier), is_draft or bool(hidden), (*told, *hidden))


def _hidden(file: str, head: ForeignHead, settings: Mapping[str, Any], now: str) -> Iterator[Notice]:
    """Why Hugo does not show a text that is no draft."""
    starts, ends = (
        "" if settings_text(settings, name).lower() == "true" else head.text(*keys)
        for name, keys in (("buildfuture", _SHOWN_FROM), ("buildexpired", _SHOWN_TO))
    )
    yield from hidden_by("Hugo", file, starts, ends, now)
    render = settings_text(head.told, "build", "render") or settings_text(head.told, "_build", "render")
    if head.says("headless", "true") or render in {"never", "false"}:
        yield Notice(file, 1, "is a draft here: its front matter tells Hugo to make no page of it")


def _address(place: PurePosixPath, head: ForeignHead, settings: Mapping[str, Any], named: Mapping[str, str]) -> str:
    """Where a text is: as its front matter says, as the settings say for its section, or by its file."""
    if given := head.text("url"):
        return address_of(given)
    folders = place.parent.parts[: -1 if place.stem == "index" and len(place.parts) > 1 else None]
    last = _urlised(head.text("slug") or named["name"])
    pattern = _pattern(settings, folders[0] if folders else "")
    path = _filled(pattern, folders, head, named) if pattern else "/".join((*map(_urlised, folders), last))
    if settings_text(settings, "uglyurls").lower() == "true":
        return f"/{path.strip('/')}.html"
    return f"/{path.strip('/')}/"


def _pattern(settings: Mapping[str, Any], section: str) -> str:
    """The form of the addresses of a section."""
    return settings_text(settings, "permalinks", section) or settings_text(settings, "permalinks", "page", section)


def _filled(pattern: str, folders: tuple[str, ...], head: ForeignHead, named: Mapping[str, str]) -> str:
    day = first_day(named["day"])
    slug = head.text("slug")
    parts = {
        "year": f"{day.year:04}",
        "month": f"{day.month:02}",
        "monthname": f"{day:%B}",
        "day": f"{day.day:02}",
        "weekday": f"{day:%w}",
        "weekdayname": f"{day:%A}",
        "yearday": f"{int(f'{day:%j}')}",
        "section": folders[0] if folders else "",
        "sections": "/".join(folders),
        "title": named["title"],
        "slug": slug or named["title"],
        "filename": named["name"],
        "contentbasename": named["name"],
        "slugorfilename": slug or named["name"],
        "slugorcontentbasename": slug or named["name"],
    }
    return _TOKEN.sub(lambda found: "/".join(map(_urlised, parts.get(found[1], found[0]).split("/"))), pattern)


def _urlised(name: str) -> str:
    """A name as Hugo writes it into an address: small letters, hyphens for spaces, and no other signs."""
    return re.sub(r"-+", "-", re.sub(r"[^\w.~+#-]", "", re.sub(r"\s+", "-", name.strip().lower()))).strip("-")
