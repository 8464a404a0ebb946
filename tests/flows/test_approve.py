"""Reviews: who looked at a version, when, and at which text."""

from pathlib import Path

import builders
import pytest
from conftest import MakePublication

from dateline.core.config import Config
from dateline.core.errors import UsageError
from dateline.core.model import Review
from dateline.core.reviews import is_stale, reviewed_hash
from dateline.flows.approve import approve
from dateline.flows.fmt import fmt
from dateline.flows.stories.check import check
from dateline.store.git import git
from dateline.store.story import read_story

SLUG = "harbour-barrier"
FOLDER = f"stories/{SLUG}"
NOW = "2026-06-01T08:00:00Z"


def commit(root: Path) -> None:
    git(root, "add", ".")
    git(root, "-c", "user.name=Desk", "-c", "user.email=desk@example.org", "commit", "-q", "-m", "State")


def repository(root: Path) -> Path:
    """The first version is committed, and the second is not."""
    second = root / FOLDER / "v002.yaml"
    text = second.read_text(encoding="utf-8")
    second.unlink()
    git(root, "init", "-q", "-b", "main")
    commit(root)
    second.write_text(text, encoding="utf-8")
    return root


@pytest.fixture
def root(make_publication: MakePublication) -> Path:
    config = builders.config(review="required")
    return repository(
        make_publication(builders.dossier(builders.version(), builders.version(2, title="It opens")), config=config)
    )


def rules(root: Path) -> list[tuple[int | None, str]]:
    found = check(root, base="HEAD", cached=False).findings
    return [(one.version, one.rule) for one in found if one.rule in ("unreviewed", "review-stale")]


def test_a_review_is_written_into_the_version(root: Path) -> None:
    """It says who looked, when, and the hash of what was looked at; the text is not changed."""
    before = read_story(root, SLUG).versions[-1]

    done = approve(root, SLUG, None, by="Ada  Byron", is_edited=False, now=NOW)

    version = read_story(root, SLUG).versions[-1]
    assert version.review == done.review == Review("Ada Byron", "2026-06-01", "approved", reviewed_hash(before))
    assert (done.file, done.is_new, done.errors) == (f"{FOLDER}/v002.yaml", True, ())
    assert reviewed_hash(version) == reviewed_hash(before)
    assert not is_stale(version)


def test_a_publication_can_require_reviews(root: Path) -> None:
    """Then an unreviewed version blocks the merge, and only that: what the base has is left."""
    assert rules(root) == [(2, "unreviewed")]
    assert check(root).findings == check(root, cached=False).findings
    assert not [one for one in check(root).findings if one.rule == "unreviewed"]

    approve(root, SLUG, None, by="Ada Byron", is_edited=False, now=NOW)

    assert rules(root) == []


def test_a_change_after_the_review_is_found(root: Path) -> None:
    """A word is enough; line breaks, key order and formatting are not. A new review settles it."""
    approve(root, SLUG, 2, by="Ada Byron", is_edited=False, now=NOW)
    path = root / FOLDER / "v002.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("why_it_matters: |\n  The quay floods.", "why_it_matters: The quay floods.")
    )
    assert rules(root) == []
    fmt(root, [path])
    assert rules(root) == []

    path.write_text(path.read_text(encoding="utf-8").replace("|\n  The quay floods", "The quay flooded"), encoding="utf-8")
    (formatted,) = fmt(root, [path])
    assert formatted.said == "written in canonical form; changed after its review, so approve it again"

    assert rules(root) == [(2, "review-stale")]
    again = approve(root, SLUG, 2, by="Ada Byron", is_edited=True, now=NOW)
    assert again.is_new
    assert again.review.kind == "edited"
    assert rules(root) == []


def test_the_same_review_again_changes_nothing(root: Path) -> None:
    """The day of the first review stays."""
    approve(root, SLUG, None, by="Ada Byron", is_edited=False, now=NOW)
    before = (root / FOLDER / "v002.yaml").read_bytes()

    again = approve(root, SLUG, None, by="Ada Byron", is_edited=False, now="2026-06-02T08:00:00Z")

    assert not again.is_new
    assert (root / FOLDER / "v002.yaml").read_bytes() == before


def test_git_knows_who_reviews(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a name, the one in git's settings is taken; without that, nobody is named, and that is an error."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    with pytest.raises(UsageError, match="nobody is named") as raised:
        approve(root, SLUG, None, by=None, is_edited=False, now=NOW)
    assert "`git config user.name " in raised.value.hint

    git(root, "config", "user.name", "Ada Byron")

    assert approve(root, SLUG, None, by=None, is_edited=False, now=NOW).review.by == "Ada Byron"


def test_another_review_is_replaced_aloud(root: Path) -> None:
    """The result names the review that is gone, and says whether readers are told what is new."""
    first = approve(root, SLUG, None, by="Ada Byron", is_edited=True, now=NOW)

    second = approve(root, SLUG, None, by="Grace Hopper", is_edited=False, now=NOW)

    assert (first.replaced, first.is_silent) == (None, True)
    assert second.replaced == first.review
    for name, said in ((" ", "nobody is named"), ("A" * 301, "301 characters")):
        with pytest.raises(UsageError, match=said):
            approve(root, SLUG, None, by=name, is_edited=False, now=NOW)


def test_without_git_only_the_newest_version_is_approved(make_publication: MakePublication) -> None:
    """Nobody knows what is published, so an older version is not changed."""
    root = make_publication(builders.dossier(builders.version(), builders.version(2, title="It opens")))

    assert approve(root, SLUG, 2, by="Ada Byron", is_edited=False, now=NOW).is_new
    with pytest.raises(UsageError, match="is not the newest version"):
        approve(root, SLUG, 1, by="Ada Byron", is_edited=False, now=NOW)


def test_what_cannot_be_approved(root: Path) -> None:
    """A published version, one that does not exist, and one whose comments would be lost."""
    for number, said in ((1, "is published"), (7, "there is no version 7")):
        with pytest.raises(UsageError, match=said):
            approve(root, SLUG, number, by="Ada Byron", is_edited=False, now=NOW)
    path = root / FOLDER / "v002.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "# ask the mayor\n", encoding="utf-8")
    with pytest.raises(UsageError, match="comment that would be lost"):
        approve(root, SLUG, None, by="Ada Byron", is_edited=False, now=NOW)


def test_errors_are_told(make_publication: MakePublication) -> None:
    """A version with errors can be approved, but the result says that it is still blocked."""
    broken = builders.version(2, title="It opens", what="Nobody knows [@nowhere].")
    root = repository(make_publication(builders.dossier(builders.version(), broken)))

    done = approve(root, SLUG, None, by="Ada Byron", is_edited=False, now=NOW)

    assert [one.rule for one in done.errors] == ["unknown-source"]


def test_without_a_key_reviews_are_optional() -> None:
    """A publication does not require reviews unless its settings say so."""
    assert Config("The Record", "https://example.org/").review == "optional"
