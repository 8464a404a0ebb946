from pathlib import Path

import pytest
from replaying import evenings, quoted_twice, replay, words_of_narrative

HERE = Path(__file__).parents[2]
STORIES = {
    "tram-line": HERE / "fixtures/desk",
    "medicine-shortage": HERE.parents[1] / "shared/corpus/desk",
}
ENOUGH = 0.8
MOST_STALE = 2
MOST_WORDS = 700


@pytest.mark.no_cover
@pytest.mark.parametrize("name", STORIES)
def test_what_says_on_each_evening_what_a_reader_must_know(name, tmp_path):
    """On each evening What has four fifths of what is needed and hardly a stale line; nothing is quoted twice."""
    items, needs = (STORIES[name] / f"{name}{suffix}" for suffix in (".jsonl", ".needs.json"))
    if not items.exists():
        pytest.skip(f"no {items.name} beside the project")

    versions = list(replay(items, needs, tmp_path / "desk"))

    assert len(versions) == len(evenings(needs))
    needed = sum(len(evening.needs) for evening, _ in versions)
    assert sum(len(evening.found(version)) for evening, version in versions) >= ENOUGH * needed
    assert len([line for evening, version in versions for line in evening.stale_lines(version)]) <= MOST_STALE
    assert all(words_of_narrative(version) <= MOST_WORDS for _, version in versions)
    assert [quoted_twice(version) for _, version in versions] == [[]] * len(versions)
