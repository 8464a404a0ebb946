"""The pictures of texts that are imported: found in the other program's folders, and put into content/images."""

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path, PurePosixPath
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit

from dateline.core import ids, layout
from dateline.core.model import Picture
from dateline.flows.importing.foreign import ForeignSite, is_inside
from dateline.flows.importing.heads import Notice
from dateline.store.picture_headers import KINDS, size_of
from dateline.store.pictures import LARGEST


class ForeignPictures:
    """The pictures that texts show; each is taken once."""

    def __init__(self, site: ForeignSite, root: Path) -> None:
        """Takes the other site, and the folder of the publication."""
        self._site, self._root = site, root
        self._taken: dict[str, bytes] = {}
        self._used: set[str] = set()
        self._names: dict[str, str] = {}

    def name(self, file: str, to: str) -> str | Notice:
        """The name below `content/images` of the picture that a text's file shows, or why it is not imported."""
        path = unquote(urlsplit(to).path)
        beside = normpath(join(dirname(file), path))
        served = [normpath(join(top, path.lstrip("/"))) for top in self._site.served]
        places = served if path.startswith("/") else [beside, *served]
        found = next((one for one in places if is_inside(self._site.root, self._site.root / one)), "")
        if not found:
            return Notice(file, 1, f"{to}: there is no such picture; its words stay")
        if found not in self._names:
            taken = self._take(found)
            if isinstance(taken, Notice):
                return taken._replace(file=file)
            self._names[found] = taken
        return self._names[found]

    def _take(self, found: str) -> str | Notice:
        path = self._site.root / found
        ending = path.suffix.lower()
        if ending not in KINDS:
            return Notice(found, 1, f"{found}: not a picture that pages can show ({', '.join(KINDS)}); its words stay")
        if path.stat().st_size > LARGEST:
            return Notice(found, 1, f"{found}: has more than {LARGEST // 1_000_000} MB; its words stay")
        data = path.read_bytes()
        try:
            size_of(data, ending)
        except ValueError as error:
            return Notice(found, 1, f"{found}: {error}; its words stay")
        stem = ids.slug(PurePosixPath(found).stem) or sha256(data).hexdigest()[:8]
        names = (f"{stem}{'' if number == 1 else f'-{number}'}{ending}" for number in range(1, 1000))
        name = next(one for one in names if self._has(one) in (None, data))
        if self._has(name) is None:
            self._taken[name] = data
        return name

    def _has(self, name: str) -> bytes | None:
        path = self._root / layout.picture_path(name)
        return self._taken.get(name) or (path.read_bytes() if path.is_file() else None)

    @property
    def new(self) -> dict[str, bytes]:
        """Name → bytes of each picture that the publication does not have and a text that is imported shows."""
        return {name: data for name, data in self._taken.items() if name in self._used}

    def use(self, names: Iterable[str]) -> None:
        """Notes that a text which is imported shows these pictures."""
        self._used.update(names)

    def held(self, names: Iterable[str]) -> tuple[Picture, ...]:
        """Those of these pictures that the publication has, or will have."""
        paths = {name: self._root / layout.picture_path(name) for name in names if name}
        return tuple(Picture(name, path, "", 0, 0) for name, path in paths.items() if name in self._taken or path.is_file())
