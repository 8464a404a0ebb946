"""A site of Jekyll: https://jekyllrb.com/docs/."""

import re
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from dateline.core import ids
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
    named_by_day,
    not_kept,
    not_markdown,
    settings_text,
    slug_of,
    walk,
)
from dateline.flows.importing.heads import Notice, tree

SETTINGS = "_config.yml"
POSTS, DRAFTS = "_posts", "_drafts"
_STYLES = {
    "date": "/:categories/:year/:month/:day/:title:output_ext",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title:output_ext",
    "weekdate": "/:categories/:year/W:week/:short_day/:title:output_ext",
    "none": "/:categories/:title:output_ext",
}
_TOKEN = re.compile(r":([a-z_]+)")
_SKIPPED = frozenset({"_site", "_includes", "_layouts", "_sass", "_data", "_plugins", "node_modules", "vendor"})


def settings_of(root: Path) -> dict[str, Any] | Notice:
    """What the settings of a site say."""
    file = root / SETTINGS
    return tree(file.read_text(encoding="utf-8", errors="replace"), SETTINGS, "yaml") if file.is_file() else {}


def read_jekyll(root: Path, settings: Mapping[str, Any], now: str) -> ForeignSite:
    """A site of Jekyll.

    Args:
        root: its folder.
        settings: what its settings say.
        now: the time, UTC: its day is that of drafts that name none, and what comes later is hidden.
    """
    notices, found, others = list[Notice](), list[ForeignText | Notice](), list[str]()
    for file in walk(root, "", notices, skipped=_SKIPPED):
        place = PurePosixPath(file)
        if place.suffix.lower() in MARKDOWN:
            found.append(_read(root, place, settings, now))
        elif place.suffix.lower() in OTHER_TEXTS:
            others.append(file)
    notices += not_markdown(others)
    texts, refused = divided(found)
    author = settings_text(settings, "author") or settings_text(settings, "author", "name")
    return ForeignSite("Jekyll", root, texts, (*notices, *refused), ("",), settings_text(settings, "url"), author)


def _read(root: Path, place: PurePosixPath, settings: Mapping[str, Any], now: str) -> ForeignText | Notice:
    file = place.as_posix()
    head = head_of(root, file)
    if isinstance(head, Notice):
        return head
    if not head.has_head:
        return Notice(file, 1, "has no front matter, so Jekyll makes no page of it; it is not imported")
    is_post, is_draft = POSTS in place.parts, DRAFTS in place.parts
    if not (is_post or is_draft) and place.parts[0].startswith("_"):
        return Notice(file, 1, "is of a collection, and is not imported")
    named = named_by_day(place.stem)
    day, wrong = day_in(head, "date")
    if wrong or (is_post and not (day or named)):
        return Notice(file, 1, f'"{wrong or place.name}" names no day: write it as 2026-05-27', is_refused=True)
    day = day or (named[1] if named and (is_post or is_draft) else now[:10] if is_draft else "")
    name = named[2] if named else place.stem
    title = head.text("title") or name.replace("-", " ").capitalize()
    named_as = {"name": head.text("slug") or name, "day": day, "is_post": "yes" * (is_post or is_draft)}
    usual = _address(
        place, head.text("permalink"), _categories(place, head.texts("categories") or head.texts("category")), named_as, settings
    )
    earlier = map(address_of, head.texts("redirect_from"))
    is_draft = is_draft or head.says("published", "false") or head.says("draft", "true")
    is_dated = is_post and not is_draft and settings_text(settings, "future").lower() != "true"
    hidden = [*hidden_by("Jekyll", file, (head.text("date") or day) * is_dated, "", now)]
    told = (*not_kept(file, head, KEPT), *hidden)
    slug = slug_of(head.text("slug"), name, title)
    return ForeignText(file, slug, title, day, head, (usual, *earlier), is_draft or bool(hidden), told)


def _categories(place: PurePosixPath, given: tuple[str, ...]) -> list[str]:
    """The categories of a post: the folders above `_posts`, and those that it names."""
    folders = place.parts[: next((at for at, one in enumerate(place.parts) if one in (POSTS, DRAFTS)), 0)]
    return list(dict.fromkeys((*folders, *(one for some in given for one in some.split()))))


def _address(place: PurePosixPath, own: str, categories: list[str], told: Mapping[str, str], settings: Mapping[str, Any]) -> str:
    """Where a text is: as its front matter says, or else the settings."""
    style = own or settings_text(settings, "permalink") or "date"
    pattern = _STYLES.get(style, style)
    if not told["is_post"] and not own:
        path = place.with_suffix("").as_posix().removesuffix("index").rstrip("/")
        return f"/{path}/" if pattern.endswith("/") else f"/{path}.html"
    day = first_day(told["day"])
    parts = {
        "categories": "/".join(ids.slug(one) for one in categories),
        "year": f"{day.year:04}",
        "short_year": f"{day:%y}",
        "month": f"{day.month:02}",
        "i_month": f"{day.month}",
        "short_month": f"{day:%b}",
        "long_month": f"{day:%B}",
        "day": f"{day.day:02}",
        "i_day": f"{day.day}",
        "y_day": f"{day:%j}",
        "week": f"{day:%V}",
        "short_day": f"{day:%a}",
        "title": told["name"],
        "slug": ids.slug(told["name"]),
        "path": place.parent.as_posix(),
        "basename": place.stem,
        "output_ext": ".html",
    }
    return re.sub("/+", "/", f"/{_TOKEN.sub(lambda found: parts.get(found[1], found[0]), pattern)}")
