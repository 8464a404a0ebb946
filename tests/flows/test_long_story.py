"""A long story's comparisons are made once."""

from collections.abc import Callable
from pathlib import Path

import builders
import pytest
from conftest import MakePublication

from dateline.core import analysis
from dateline.core.compare import Comparison, compare
from dateline.core.model import Version
from dateline.core.sentences import AnalysedVersion
from dateline.flows.build import build
from dateline.flows.stories.comparisons import LONG
from dateline.store.append import append_version
from dateline.store.build_cache import BuildCache


def version(number: int) -> Version:
    day = f"2026-{5 + number // 28:02d}-{1 + number % 28:02d}T11:30:00Z"
    return builders.version(number, published=day, what=f"The council plans barrier {number} [@harbour-plan].")


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The numbers of the later versions of all comparisons that are made."""
    made: list[int] = []

    def counting(before: AnalysedVersion, after: AnalysedVersion) -> Comparison:
        made.append(after.version.version)
        return compare(before, after)

    monkeypatch.setattr(analysis, "compare", counting)
    return made


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def long(make_publication: MakePublication) -> Path:
    return make_publication(builders.dossier(*map(version, range(1, LONG + 1))))


def test_only_a_new_version_is_compared(long: Path, compared: list[int], tmp_path: Path) -> None:
    """After a new version, the comparisons of the others are taken from the cache, and the site is the same as from nothing."""
    build(long, long / "build", jobs=1)
    append_version(long, "harbour-barrier", version(LONG + 1))
    compared.clear()

    build(long, long / "build", jobs=1)

    assert compared == [LONG + 1]
    build(long, tmp_path / "clean", jobs=1, cached=False)
    assert contents(long / "build") == contents(tmp_path / "clean")


@pytest.mark.parametrize("spoil", [lambda data: data[:-9], lambda _: b"[]", lambda _: b"\xff"])
def test_a_broken_comparison_is_made_again(
    long: Path, compared: list[int], spoil: Callable[[bytes], bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A comparison in the cache that is not what was kept is not used."""
    build(long, long / "build", jobs=1)
    append_version(long, "harbour-barrier", version(LONG + 1))
    compared.clear()
    read = BuildCache.find_piece
    monkeypatch.setattr(BuildCache, "find_piece", lambda cache, name, kind: spoil(read(cache, name, kind) or b""))
    build(long, long / "build", jobs=1)

    assert compared == list(range(2, LONG + 2))
