"""A tombstone replaces what was taken down, and `--base` distinguishes it from every other change."""

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import builders
import pytest
from conftest import MakePublication

from dateline.core import codec
from dateline.core.errors import StoreError
from dateline.core.ids import fingerprint
from dateline.core.model import Item, LedgerEvent, Tombstone, Touched, Withdrawn
from dateline.store.append import append_lines, append_version
from dateline.store.base_changes import changes_from_base
from dateline.store.cache import Cache
from dateline.store.git import commits_of, git, touched_versions
from dateline.store.new_items import new_items
from dateline.store.story import read_story
from dateline.store.withdrawal import withdraw_item, withdraw_version

SLUG = "harbour-barrier"
FOLDER = f"stories/{SLUG}"
V1, LEDGER = f"{FOLDER}/v001.yaml", f"{FOLDER}/items.jsonl"
KEY = "harbour-plan"
AT, WHY = "2026-06-01T08:00:00Z", "By order of a court."
PASSAGE = LedgerEvent(KEY, "quoted", AT, text="the quoted words", page="sha256:1")
AMENDED = LedgerEvent(KEY, "amended", AT, "the title was cut", title="The right title")


def sha(data: bytes) -> str:
    return "sha256:" + hashlib.sha256(data).hexdigest()


def commit(root: Path) -> None:
    git(root, "add", "-A")
    git(root, "-c", "user.name=Desk", "-c", "user.email=desk@example.org", "commit", "-q", "-m", "State")


@pytest.fixture
def root(make_publication: MakePublication) -> Path:
    """Two versions, and a ledger with a second line, a passage and a corrected title of one item; all of it on main."""
    items = (builders.item(), builders.item("other"), builders.item(text="Other words."))
    root = make_publication(builders.dossier(builders.version(), builders.version(2), items=items))
    append_lines(root, SLUG, (PASSAGE, AMENDED, LedgerEvent(KEY, "spiked", AT, "off the subject")))
    git(root, "init", "-q", "-b", "main")
    commit(root)
    return root


def lines(root: Path) -> list[bytes]:
    return (root / LEDGER).read_bytes().splitlines()


# --- the bytes -------------------------------------------------------------------------------------------------------------


def test_a_version_becomes_number_day_reason_and_hash(root):
    """The file has the time of filing and nothing else of the version; read and written again, it is the same."""
    before = (root / V1).read_bytes()

    stone = withdraw_version(root, SLUG, 1, at=AT, why=WHY)

    assert stone == Tombstone(1, 1, Withdrawn("2026-06-01", WHY, sha(before)), "2026-05-01T11:30:00Z")
    text = (root / V1).read_text()
    assert text.splitlines()[1:] == [
        "format: 1",
        "version: 1",
        f"withdrawn: {{on: 2026-06-01, why: {WHY}, hash: {sha(before)}}}",
        "published: 2026-05-01T11:30:00Z",
    ]
    assert codec.dump(codec.parse_version(text.encode(), V1).value, "../../content/schema/version.json") == text


def test_a_minor_version_stays_minor(root):
    """Its tombstone says so, and passes against the base; one without that passes as before."""
    (root / V1).write_text(codec.dump(builders.version(kind="minor")))
    commit(root)

    assert withdraw_version(root, SLUG, 1, at=AT, why=WHY).kind == "minor"
    said = (root / V1).read_text()
    assert said.endswith("published: 2026-05-01T11:30:00Z\nkind: minor\n")
    for text in (said, said.replace("kind: minor\n", "")):
        (root / V1).write_text(text)
        assert [one.status for one in touched_versions(root, "main")] == ["withdrawn"]


def test_a_version_that_cannot_be_read_is_taken_down_too(root):
    """A broken file may contain the words too; the time of filing is not known."""
    (root / V1).write_text("version: [")

    assert withdraw_version(root, SLUG, 1, at=AT, why=WHY).published is None
    assert not read_story(root, SLUG).problems


def test_a_link_that_leads_elsewhere_is_not_followed(root, tmp_path):
    """A file outside the publication is not read, and the link stays as it was."""
    (tmp_path / "elsewhere.yaml").write_text("secret")
    (root / V1).unlink()
    (root / V1).symlink_to(tmp_path / "elsewhere.yaml")

    with pytest.raises(StoreError, match="leads out"):
        withdraw_version(root, SLUG, 1, at=AT, why=WHY)
    assert (tmp_path / "elsewhere.yaml").read_text() == "secret"


def test_an_item_loses_its_words_in_every_line(root):
    """Titles, texts, passages and corrected titles are removed; all other bytes of the ledger stay."""
    before = lines(root)

    assert withdraw_item(root, SLUG, KEY, at=AT, why=WHY) == 4

    after = lines(root)
    assert (after[1], after[5]) == (before[1], before[5])
    for place in (0, 2, 3, 4):
        was, now = json.loads(before[place]), json.loads(after[place])
        assert now.pop("withdrawn") == {"on": "2026-06-01", "why": WHY, "hash": sha(before[place])}
        words = {"hash": fingerprint(was["title"], was["text"])} if "event" not in was else {}
        assert now == {key: value for key, value in was.items() if key not in ("title", "text")} | words
    assert json.loads(after[6]) == {"key": KEY, "event": "withdrawn", "at": AT, "why": WHY}
    text = (root / LEDGER).read_text()
    assert not any(words in text for words in ("Title of harbour-plan", "Other words", "quoted words", "right title"))


def test_it_never_comes_in_again(root):
    """The same words, changed words, or a key from the same identity do not make a new line."""
    address = builders.item("by-address", url="https://news.example/plan")
    nameless = builders.item("the-plan-abc234", title="The plan")
    append_lines(root, SLUG, (address, nameless))
    for key in (address.key, nameless.key):
        withdraw_item(root, SLUG, key, at=AT, why=WHY)
    ledger = read_story(root, SLUG).items

    again = (address, replace(address, title="Other", text="Else"), nameless, replace(nameless, text="Else"))

    assert new_items(ledger, again) == ()


def test_line_ends_stay_as_they_are(root):
    """In a checkout with other line endings, the hash is that of the line without its end."""
    data = (root / LEDGER).read_bytes()
    (root / LEDGER).write_bytes(data.replace(b"\n", b"\r\n"))

    withdraw_item(root, SLUG, KEY, at=AT, why=WHY)

    assert (root / LEDGER).read_bytes().count(b"\r\n") == data.count(b"\n")
    assert json.loads(lines(root)[0])["withdrawn"]["hash"] == sha(data.splitlines()[0])


def test_a_line_that_cannot_be_read_stays(root):
    """It does not show which item it is about; `check` reports it."""
    with (root / LEDGER).open("ab") as ledger:
        ledger.write(b"{broken\n")

    withdraw_item(root, SLUG, KEY, at=AT, why=WHY)

    assert b"{broken" in lines(root)


def test_numbers_go_on_and_the_newest_that_stands_is_the_latest(root):
    """A tombstone keeps its number; the rest of the story is read as usual."""
    withdraw_version(root, SLUG, 2, at=AT, why=WHY)
    story = read_story(root, SLUG)

    assert (story.latest, story.numbers, story.highest) == (story.versions[0], (1, 2), 2)
    with pytest.raises(StoreError, match="version 2 first"):
        append_version(root, SLUG, builders.version(2))
    append_version(root, SLUG, builders.version(3))


def test_a_tombstone_with_a_word_of_the_version_is_no_tombstone(root):
    """No unknown key is kept there, not even in an older file."""
    withdraw_version(root, SLUG, 1, at=AT, why=WHY)
    with (root / V1).open("a") as file:
        file.write("title: The old title\n")

    assert [one.message for one in read_story(root, SLUG).problems] == ['unknown key "title"']


def test_the_cache_forgets(root):
    """A dropped entry is gone from the disk; if it cannot be deleted, the error says what to do."""
    cache = Cache(root)
    cache.put("page", "sha256:1", "the words")
    cache.drop("page", "sha256:1")
    cache.drop("page", "sha256:1")
    assert not list(cache.folder.rglob("*.json"))

    cache.put("page", "sha256:1", "the words")
    (held,) = cache.folder.rglob("*.json")
    held.unlink()
    held.mkdir()
    with pytest.raises(StoreError, match="cannot be deleted") as error:
        cache.drop("page", "sha256:1")
    assert "by hand" in error.value.hint


# --- against a base --------------------------------------------------------------------------------------------------------


def test_tombstones_of_what_the_base_has_are_told_one_by_one(root):
    """A version, and each line of an item, counts as withdrawn and not as changed, committed or not; lines may follow."""
    withdraw_version(root, SLUG, 1, at=AT, why=WHY)
    withdraw_item(root, SLUG, KEY, at=AT, why=WHY)
    append_lines(root, SLUG, [builders.item("new")])

    expected = (*(Touched(LEDGER, "withdrawn", line) for line in (1, 3, 4, 5)), Touched(V1, "withdrawn", 1))
    assert touched_versions(root, "main") == expected
    git(root, "switch", "-q", "-c", "desk")
    commit(root)
    assert touched_versions(root, "main") == expected
    assert touched_versions(root, "desk") == ()
    assert len(commits_of(root, V1)) == 2
    assert commits_of(root.parent / "nowhere", V1) == ()


def test_other_line_ends_do_not_count(root, tmp_path):
    """What was taken down in a checkout with other line endings has the hash of its bytes there, and passes."""
    git(tmp_path, "clone", "-q", "-c", "core.autocrlf=true", "--no-local", root.as_uri(), "copy")
    copy = tmp_path / "copy"
    assert b"\r\n" in (copy / V1).read_bytes()

    withdraw_version(copy, SLUG, 1, at=AT, why=WHY)
    withdraw_item(copy, SLUG, KEY, at=AT, why=WHY)

    assert {one.status for one in touched_versions(copy, "origin/main")} == {"withdrawn"}


EDITS = {
    "another hash": lambda text, hash_: text.replace(hash_, sha(b"else")),
    "another number": lambda text, _: text.replace("version: 1", "version: 2"),
    "another time": lambda text, _: text.replace("published: 2026-05-01", "published: 2026-05-02"),
    "another kind": lambda text, _: text + "kind: minor\n",
    "a word of it": lambda text, _: text + "title: The harbour barrier\n",
    "no tombstone": lambda *_: codec.dump(builders.version(what="Else [@harbour-plan].")),
    "nothing": lambda *_: "",
}


@pytest.mark.parametrize("edit", EDITS)
def test_no_other_version_passes(root, edit):
    """A tombstone with a wrong hash, number or time, or with another change, is an edit like any other."""
    stone = withdraw_version(root, SLUG, 1, at=AT, why=WHY)
    (root / V1).write_text(EDITS[edit]((root / V1).read_text(), stone.withdrawn.hash))

    assert [one.status for one in touched_versions(root, "main")] == ["changed"]


def test_the_bare_form_passes(root):
    """The time of filing may be left out."""
    hash_ = sha((root / V1).read_bytes())
    (root / V1).write_text(f"format: 1\nversion: 1\nwithdrawn:\n  on: 2026-06-01\n  why: A court.\n  hash: {hash_}\n")

    assert [one.status for one in touched_versions(root, "main")] == ["withdrawn"]


def test_a_broken_version_of_the_base_can_be_taken_down(root):
    """A file that cannot be read still has a hash; its time of filing is not known."""
    (root / V1).write_text("version: [")
    commit(root)
    withdraw_version(root, SLUG, 1, at=AT, why=WHY)

    assert [one.status for one in touched_versions(root, "HEAD")] == ["withdrawn"]


def test_a_tombstone_is_not_replaced_by_another(root):
    """A second tombstone would hide what the first replaced, and its reason could be rewritten."""
    withdraw_version(root, SLUG, 1, at=AT, why=WHY)
    withdraw_item(root, SLUG, KEY, at=AT, why=WHY)
    commit(root)
    withdraw_version(root, SLUG, 1, at=AT, why="Nothing happened.")
    (root / LEDGER).write_text((root / LEDGER).read_text().replace(WHY, "Nothing happened."))

    assert [(one.path, one.status) for one in touched_versions(root, "HEAD")] == [(LEDGER, "changed"), (V1, "changed")]


def changed_line(root: Path, number: int, **given: object) -> None:
    rows = lines(root)
    rows[number - 1] = json.dumps({**json.loads(rows[number - 1]), **given}).encode()
    (root / LEDGER).write_bytes(b"".join(row + b"\n" for row in rows))


@pytest.mark.parametrize(
    ("number", "given"),
    [
        (1, {"withdrawn": {"on": "2026-06-01", "why": WHY, "hash": sha(b"else")}}),
        (1, {"text": "Other words."}),
        (1, {"evidence": "full-text"}),
        (1, {"hash": "sha256:0000000000000000"}),
        (4, {"page": "sha256:2"}),
        (4, {"event": "amended"}),
        (2, {"title": "An edit beside it"}),
        (6, {"why": "Another reason"}),
        (6, {"withdrawn": {"on": "2026-06-01", "why": WHY, "hash": sha(b"else")}}),
    ],
)
def test_no_other_line_passes(root, number, given):
    """A wrong hash, a value next to the words, another line, or a tombstone for a line without words is an edit."""
    withdraw_item(root, SLUG, KEY, at=AT, why=WHY)
    changed_line(root, number, **given)

    found = touched_versions(root, "main")
    assert found[-1] == Touched(LEDGER, "changed", number)
    assert {one.line for one in found[:-1]} == {line for line in (1, 3, 4, 5) if line < number}


def test_lines_that_are_gone_are_an_edit(root):
    """Apart from tombstones, a ledger still only grows."""
    withdraw_item(root, SLUG, KEY, at=AT, why=WHY)
    (root / LEDGER).write_bytes(b"".join(line + b"\n" for line in lines(root)[:5]))

    assert touched_versions(root, "main")[-1] == Touched(LEDGER, "changed", 6)


def test_an_early_line_keeps_the_hash_of_its_page_or_not():
    """The hash of an early line may not be of the feed's text; its tombstone may have that hash or the right one."""
    early = builders.item(evidence="full-text", hash="sha256:0123456789abcdef")
    line = codec.dump_line(early).encode().rstrip()
    stone = Withdrawn("2026-06-01", WHY, sha(line))
    left = replace(early, title="", text="", withdrawn=stone)

    for now in (left, replace(left, hash=fingerprint(early.title, early.text))):
        assert changes_from_base(LEDGER, line + b"\n", codec.dump_line(now).encode()) == ((1,), False, 0)
    assert changes_from_base(LEDGER, line + b"\n", codec.dump_line(replace(left, hash="")).encode()) == ((), True, 1)
    assert changes_from_base(LEDGER, b"{broken\n", codec.dump_line(left).encode()) == ((), True, 1)
    assert isinstance(left, Item)
