"""A whole publication is read; problems have a file and a line, and the rest is still read."""

import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import builders
import pytest
from conftest import MakePublication

from dateline.core import layout
from dateline.core.errors import StoreError, UsageError
from dateline.core.model import EssayReview, Intro, LedgerLine, Problem, Signal, WrittenBy
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
        Signal(slug="new", title="New", date="2026-05-02", body="Text\n", starts=8, author="A", dek="Short.", stories=("quay",)),
        Signal(slug="old", title="Old", date="2025", body="Text\n", starts=5),
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
    """Every problem of the settings is in the one line of the error, each with its line; so is each hint."""
    (root / "content/site.yaml").write_text("title: T\nlang: en\nlimits: {parallel: many}\n")

    with pytest.raises(UsageError) as error:
        read_publication(root)

    assert str(error.value) == (
        'content/site.yaml:1: url: the key "url" is missing; line 2: lang: unknown key "lang"; '
        "line 3: limits.parallel: should be a whole number"
    )
    assert error.value.hint == 'Add it. Line 2: Did you mean "language"? Line 3: Write it in digits.'


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


INTRO = """\
---
model: claude-x
stories: [quay/v3, barrier]
review: {by: Ada Byron, on: 2026-05-26}
---

It rained [@quay/rain].
"""


def test_introductions_are_read_by_their_day(make_publication):
    """The name of an introduction is a day; it says what it draws on, and who wrote and reviewed it."""
    names = ("2026-05-27", "2026-05", "2026-02-30")

    publication = read_publication(make_publication(files={layout.intro_path(name): INTRO for name in names}))

    (intro,) = publication.intros
    assert (intro.day, intro.body, intro.starts, intro.by_model) == ("2026-05-27", "It rained [@quay/rain].\n", 7, "claude-x")
    assert intro.drawn_on == (("quay", 3), ("barrier", None))
    assert intro.review == EssayReview("Ada Byron", "2026-05-26", "approved")
    assert [(one.rule, one.file) for one in publication.problems] == [
        ("unknown-file", "content/daily/2026-02-30.md"),
        ("unknown-file", "content/daily/2026-05.md"),
    ]


@pytest.mark.parametrize(
    ("head", "at", "said"),
    [
        ("dek: A\nsummary: B", "summary", "says the same as dek"),
        ("storys: [quay]", "storys", "unknown key"),
        ("stories: [quay/3]", "stories[0]", "a version of it"),
        ("review: {by: Ada}", "review.on", ""),
    ],
)
def test_the_head_of_an_essay_is_read_strictly(make_publication, head, at, said):
    """A key that is unknown, said twice or of the wrong form is a problem with its place."""
    text = f"---\ntitle: Tides\ndate: 2026-05-01\n{head}\n---\nText.\n"

    (problem,) = read_publication(make_publication(files={layout.signal_path("tides"): text})).problems

    assert problem.at == at
    assert said in problem.message
    assert problem.line in (4, 5)


def test_an_introduction_that_cannot_be_read_is_a_problem(make_publication: MakePublication) -> None:
    """Its other problems are those of an essay; a title is none of its keys."""
    publication = read_publication(
        make_publication(files={layout.intro_path("2026-05-27"): "---\ntitle: Rain\n---\nIt rained.\n"})
    )

    assert publication.intros == ()
    assert [(one.at, one.line) for one in publication.problems] == [("title", 2)]


def test_what_a_model_wrote_has_its_name():
    """An essay is a model's if its head says so, by hand or by the program that wrote it."""
    by_claude = WrittenBy("claude", "claude-x")

    assert Intro(day="2026-05-27", body="", model="claude-y", written_by=by_claude).by_model == "claude-y"
    assert Intro(day="2026-05-27", body="", written_by=by_claude).by_model == "claude-x"
    assert Intro(day="2026-05-27", body="", written_by=WrittenBy("extractive")).by_model == "extractive"
    assert Intro(day="2026-05-27", body="", author="The desk").by_model == ""
