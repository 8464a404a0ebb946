"""A whole publication is read; problems have a file and a line, and the rest is still read."""

import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import builders
import pytest
from conftest import MakePublication

from dateline.core.errors import StoreError, UsageError
from dateline.core.model import LedgerLine, Problem, Signal
from dateline.store.reading import read_config, read_publication
from dateline.store.story import read_story

BROKEN = Path(__file__).parents[1] / "fixtures/broken"
FAULTS = sorted(path.name for path in BROKEN.iterdir())


@pytest.fixture
def root(make_publication: MakePublication) -> Path:
    return make_publication(builders.dossier(builders.version(), builders.version(2)))


AS_READ = builders.dossier(builders.version(), builders.version(2), lines=(LedgerLine(1, builders.item()),))


def problems(root: Path) -> tuple[Problem, ...]:
    publication = read_publication(root)
    return (*publication.problems, *(problem for story in publication.stories for problem in story.problems))


@pytest.mark.parametrize("fault", FAULTS)
def test_each_fault_is_told_as_a_person_reads_it(root: Path, fault: str) -> None:
    """The files of the fault, copied over a good publication, give exactly the expected lines, and nothing raises."""
    shutil.copytree(BROKEN / fault, root, dirs_exist_ok=True)
    (root / "expected.txt").unlink()

    told = "".join(f"{one.file}:{one.line}: {one.rule}: {one.message}\n" for one in problems(root))

    assert told == (BROKEN / fault / "expected.txt").read_text()


def test_a_good_publication_has_no_problems(root: Path) -> None:
    """What was written is read back without problems."""
    publication = read_publication(root)

    assert publication.stories == (AS_READ,)
    assert publication.config == builders.config()
    assert publication.problems == ()


def test_stories_can_be_read_side_by_side(make_publication: MakePublication) -> None:
    """Stories come sorted by slug, whoever reads them."""
    root = make_publication(*(builders.dossier(slug=slug) for slug in ("quay", "barrier", "tide")))

    with ThreadPoolExecutor(3) as pool:
        publication = read_publication(root, pool.map)

    assert [story.slug for story in publication.stories] == ["barrier", "quay", "tide"]
    assert publication == read_publication(root)


def test_pages_and_essays_are_read(make_publication: MakePublication) -> None:
    """Pages come by name and essays newest first, their text with plain line endings and without the head."""
    files = {
        "content/pages/terms.md": "\ufeff---\r\ntitle: Terms\r\n---\r\n\r\nOne\r\ntwo\r\n",
        "content/pages/about.md": "---\ntitle: About\ndescription: Who we are.\n---\nText with\n---\na line.\n",
        "content/signals/old.md": "---\ntitle: Old\ndate: 2025\n---\nText\n",
        "content/signals/new.md": "---\ntitle: New\ndate: 2026-05-02\nauthor: A\nsummary: Short.\nstories: [quay]\n---\nText\n",
        "content/signals/.gitkeep": "",
    }
    publication = read_publication(make_publication(files=files))

    assert [(page.slug, page.title, page.description, page.body) for page in publication.pages] == [
        ("about", "About", "Who we are.", "Text with\n---\na line.\n"),
        ("terms", "Terms", "", "One\ntwo\n"),
    ]
    assert publication.signals == (
        Signal("new", "New", "2026-05-02", "Text\n", "A", "Short.", ("quay",)),
        Signal("old", "Old", "2025", "Text\n"),
    )
    assert publication.problems == ()


def test_an_older_version_may_know_more(root: Path) -> None:
    """An unknown key is a problem in the newest version and kept in an older one."""
    for name in ("v001.yaml", "v002.yaml"):
        with (root / "stories/harbour-barrier" / name).open("a") as file:
            file.write("mood: calm\n")

    dossier = read_story(root, "harbour-barrier")

    assert [(version.version, version.unknown) for version in dossier.versions] == [(1, ((("mood",), "calm"),))]
    assert [(one.file, one.message) for one in dossier.problems] == [("stories/harbour-barrier/v002.yaml", 'unknown key "mood"')]


def test_no_link_out_is_followed(root: Path, tmp_path: Path) -> None:
    """Files and folders that are links out of the publication are refused by name, and their targets are not read."""
    secret = tmp_path / "secret"
    secret.mkdir()
    (secret / "story.yaml").write_text("title: Secret\n")
    for name in ("stories/harbour-barrier/v003.yaml", "stories/elsewhere", "content/pages/secret.md"):
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).symlink_to(secret if name == "stories/elsewhere" else secret / "story.yaml")

    assert [(one.rule, one.file) for one in problems(root)] == [
        ("unknown-file", "content/pages/secret.md"),
        ("unknown-file", "stories/elsewhere"),
        ("unknown-file", "stories/harbour-barrier/v003.yaml"),
    ]
    assert "Secret" not in repr(read_publication(root))
    with pytest.raises(UsageError, match="there is no story"):
        read_story(root, "elsewhere")


def test_a_link_inside_is_read(root: Path) -> None:
    """A link that stays in the publication is as good as the file."""
    ledger = root / "stories/harbour-barrier/items.jsonl"
    ledger.rename(root / "content/items")
    ledger.symlink_to(root / "content/items")

    assert read_story(root, "harbour-barrier") == AS_READ


def test_what_is_no_file_is_not_opened(root: Path) -> None:
    """A pipe in a story's folder is reported and does not make the reader wait; nor does a link that leads nowhere."""
    os.mkfifo(root / "stories/harbour-barrier/v003.yaml")
    (root / "stories/harbour-barrier/v004.yaml").symlink_to("nowhere")

    assert [one.message for one in problems(root)] == ["neither a file nor a folder"] * 2


def test_settings_are_wrong_all_at_once(root: Path) -> None:
    """Every problem of the settings is in the one line of the error, each with its line."""
    (root / "content/site.yaml").write_text("title: T\nlang: en\nlimits: {parallel: many}\n")

    with pytest.raises(UsageError) as error:
        read_publication(root)

    assert str(error.value) == (
        'content/site.yaml:1: url: the key "url" is missing; line 2: lang: unknown key "lang"; '
        "line 3: limits.parallel: should be a whole number"
    )
    assert error.value.hint == "Add it."


def test_empty_settings_say_what_is_wanted(root: Path) -> None:
    """If the settings are empty, the hint names the two things to write."""
    (root / "content/site.yaml").write_text("\n")

    with pytest.raises(UsageError, match=r"content/site.yaml: is empty") as error:
        read_publication(root)
    assert "title" in error.value.hint
    assert "url" in error.value.hint


@pytest.mark.parametrize("target", ["nowhere", "/etc/hostname", "pages"])
def test_settings_that_are_not_there_are_named(root: Path, target: str) -> None:
    """A missing file, a link out of the publication and a folder are each refused with a message."""
    (root / "content/pages").mkdir(exist_ok=True)
    (root / "content/site.yaml").unlink()
    (root / "content/site.yaml").symlink_to(target)

    with pytest.raises((UsageError, StoreError), match=r"content/site.yaml: (is missing|a symbolic link|cannot be read)"):
        read_config(root)


def test_a_story_that_is_not_there_has_a_near_name(root: Path) -> None:
    """For a mistyped slug, the hint names the one that was meant."""
    with pytest.raises(UsageError) as error:
        read_story(root, "harbor-barrier")
    assert error.value.hint == 'Did you mean "harbour-barrier"?'

    with pytest.raises(UsageError) as error:
        read_story(root, "../content")
    assert error.value.hint == "Stories here: harbour-barrier."


def test_a_folder_that_is_a_file_stops_the_run(root: Path) -> None:
    """If `stories` is not a folder, that is an error."""
    shutil.rmtree(root / "stories")
    (root / "stories").touch()

    with pytest.raises(StoreError, match="stories: cannot be read"):
        read_publication(root)


def test_no_items_yet(root: Path) -> None:
    """A story without a ledger has collected nothing."""
    (root / "stories/harbour-barrier/items.jsonl").unlink()

    dossier = read_story(root, "harbour-barrier")
    assert (dossier.items, dossier.problems) == ((), ())


def test_no_stories_yet(root: Path) -> None:
    """A publication may have no stories."""
    shutil.rmtree(root / "stories")

    assert read_publication(root).stories == ()
