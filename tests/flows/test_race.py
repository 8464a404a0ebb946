"""The made-up publication that `tests/bench/race.py` builds."""

from pathlib import Path

from bench.race_corpus import Telling
from bench.race_sites import Dateline

from dateline.flows.build import build
from dateline.flows.stories.check import check


def publication(folder: Path, keep: float) -> Path:
    """Two stories of three versions."""
    site = Dateline(folder)
    site.begin()
    for story in (Telling(0, keep), Telling(1, keep)):
        for number in (1, 2, 3):
            site.add(story, story.tell(number))
    return site.source


def files(folder: Path) -> dict[Path, bytes]:
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_made_up_briefs_are_the_same_each_time(tmp_path: Path) -> None:
    """Two runs build the same files; another share of kept sentences makes other files."""
    first, second, others = (files(publication(tmp_path / name, keep)) for name, keep in (("a", 0.8), ("b", 0.8), ("c", 0)))

    assert first == second != others


def test_made_up_briefs_have_no_errors(tmp_path: Path) -> None:
    """`check` finds no error in them, whatever share of sentences is kept, so that a site is built."""
    for keep in (0, 0.8):
        root = publication(tmp_path / str(keep), keep)

        assert not [one for one in check(root).findings if one.level == "error"]
        assert build(root, root / "build").written
