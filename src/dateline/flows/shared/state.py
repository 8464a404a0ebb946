"""What a run takes from the state branch at its start, and adds to it: its machine may be thrown away (docs/adr/0040)."""

import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from dateline.core import codec, layout
from dateline.core.errors import DatelineError, GitError
from dateline.core.ledger_union import lacking, union
from dateline.flows.shared.cached import SPENT, fill_cache, rows_of
from dateline.store import atomic
from dateline.store.append import story_folder
from dateline.store.cache import Cache
from dateline.store.files import read_held
from dateline.store.git import file_at, git
from dateline.store.proposed import ProposedVersion, file_of, proposed_versions
from dateline.store.published import base_of, published_versions
from dateline.store.remote import STATE, fetch
from dateline.store.state import StateBranch, StateRow, add_to_state, main_branch, read_state
from dateline.store.story import find_stories

CHECKS, DRAFTS, PROPOSALS = "checks", "drafts", "proposals"
"""The files: when which stories were checked, the versions that were filed, and what became of the proposed ones."""


class StateReport(NamedTuple):
    """What a person should know about the state branch after a run."""

    errors: tuple[DatelineError, ...] = ()
    """Why it could not be read or written."""
    notes: tuple[str, ...] = ()
    """What was left out."""


NOTHING_TOLD = StateReport()


class SharedState:
    """The state branch in one run. If the remote does not answer, the run goes on without it, and says so."""

    def __init__(self, root: Path, now: str, *, is_used: bool = True) -> None:
        """Begins without reading anything.

        Args:
            root: the publication's folder.
            now: the time of the run, UTC.
            is_used: whether the branch is read and written; it never is if the remote has no main branch.
        """
        self.root, self.now = root, now
        self.state = StateBranch()
        self.proposed: Mapping[str, ProposedVersion] = {}
        """Slug → the newest version that is proposed."""
        self.published: Mapping[str, frozenset[int]] = {}
        """Slug → the numbers of the versions that the remote's main branch has."""
        self.told = StateReport()
        """What went wrong."""
        self.settings = ""
        """The hash of the settings of the stories that the run has read; decisions about items are saved for it."""
        self._main = main_branch(root) if is_used else ""
        self._run, self._usd = secrets.token_hex(4), Decimal(0)
        self._made: list[str] = []

    def take(self, slugs: Sequence[str] = ()) -> None:
        """Fetches the branches, and brings what they have into the cache and the ledgers; the caller holds the lock.

        Args:
            slugs: the stories whose ledgers are filled; empty: all.
        """
        if not self._main:
            return
        try:
            fetch(self.root, self._main)
            self.state, self.proposed = read_state(self.root), proposed_versions(self.root)
            self.published = published_versions(self.root) or {}
        except GitError as error:
            self.told = StateReport((error,))
            return
        self._note(f"{place} was left out: it cannot be read" for place in self.state.unreadable)
        fill_cache(Cache(self.root), self.state, self.now[:7])
        self._make_stories()
        for slug in find_stories(self.root)[0]:
            if not slugs or slug in slugs:
                self._fill_ledger(slug)

    def save(
        self,
        *,
        checked: Sequence[str] = (),
        quiet: Sequence[str] = (),
        drafts: Sequence[StateRow] = (),
        usd: Decimal = Decimal(0),
    ) -> None:
        """Pushes what the run knows by now and the branch does not.

        Args:
            checked: the stories that were checked; given once, at the end.
            quiet: those of them for which nothing new was found, and nothing waits.
            drafts: rows about versions that were just filed.
            usd: what the run has cost so far, in US dollars.
        """
        if not self._main:
            return
        added: dict[str, list[StateRow | bytes]] = {f"{drafts_of(str(row['story']))}.jsonl": [row] for row in drafts}
        if checked:
            added[f"{CHECKS}.jsonl"] = [{"at": self.now, "stories": sorted(checked), "quiet": sorted({*quiet} & {*checked})}]
        if usd > self._usd:
            row = {"at": self.now, "month": self.now[:7], "run": self._run, "before": str(self._usd), "usd": str(usd - self._usd)}
            added[f"{SPENT}.jsonl"] = [row]
        # After a draft, only what is about it: a run may file a thousand, and its end tells the rest.
        is_whole = not drafts or bool(self.told.errors)
        for name, found in rows_of(Cache(self.root), self.state, self.settings, self.now) if is_whole else ():
            added.setdefault(f"{name}.jsonl", []).append(found)
        stories = None if is_whole else [str(row["story"]) for row in drafts]
        try:
            self.state = add_to_state(self.root, added | dict(self._ledgers(stories)), known=self.state)
            self._usd = usd or self._usd
        except GitError as error:
            self.told = self.told._replace(errors=self.told.errors or (error,))

    def leave(self) -> None:
        """Removes the folders of proposed stories that were only made for this run, unless it filed a version there."""
        for slug in self._made if not self.told.errors else ():
            folder = self.root / layout.folder_of(slug)
            names = {path.name for path in folder.iterdir()}
            if names <= {layout.STORY, layout.LEDGER}:
                with atomic.disk_errors(folder):
                    for name in names:
                        (folder / name).unlink()
                    folder.rmdir()

    def rows_about(self, name: str, slug: str, number: int) -> tuple[StateRow, ...]:
        """The rows of a file about one version, in order of time."""
        return tuple(sorted(self.state.rows_about(name, slug, number), key=lambda row: str(row.get("at"))))

    def drafts_of(self, slug: str, number: int) -> tuple[StateRow, ...]:
        """The rows about a version that was filed, in order of time."""
        return tuple(row for name in (DRAFTS, drafts_of(slug)) for row in self.rows_about(name, slug, number))

    def refused(self) -> frozenset[str]:
        """The keys of the items of stories that were proposed once and are not here."""
        here = {_ledger(slug) for slug in find_stories(self.root)[0]}
        gone = (name for name in self.state.files if name.startswith(f"{layout.STORIES}/") and name not in here)
        lines = (one for name in gone for one in codec.parse_ledger(self.state.files[name], name).value or ())
        return frozenset(one.entry.key for one in lines)

    def _note(self, notes: Iterable[str]) -> None:
        self.told = self.told._replace(notes=(*self.told.notes, *notes))

    def _make_stories(self) -> None:
        """Makes the folders of stories that are only proposed, so that their items find them."""
        here = find_stories(self.root)[0]
        for slug, one in self.proposed.items():
            settings = file_of(self.root, one, layout.STORY)
            if slug not in here and settings:
                folder = self.root / layout.folder_of(slug)
                with atomic.disk_errors(folder):
                    folder.mkdir(parents=True, exist_ok=True)
                atomic.write_once(folder / layout.STORY, settings.decode())
                self._made.append(slug)

    def _fill_ledger(self, slug: str) -> None:
        """Adds the lines that the state and the proposal's branch have and the ledger lacks."""
        told = [self.state.files.get(_ledger(slug), b"")]
        if slug in self.proposed:
            told.append(file_of(self.root, self.proposed[slug], layout.LEDGER))
        ledger = story_folder(self.root, slug) / layout.LEDGER
        wrong = codec.parse_ledger(told[0], _ledger(slug)).problems
        self._note(f"{STATE}:{one.file}:{one.line} was left out: {one.message}" for one in wrong)
        for other in filter(None, told):
            if lines := lacking(_ledger_here(self.root, slug), other):
                atomic.repair_ledger(ledger)
                atomic.write_lines(ledger, b"".join(line + b"\n" for line in lines))

    def _ledgers(self, slugs: Sequence[str] | None) -> Iterator[tuple[str, list[StateRow | bytes]]]:
        """The lines of ledgers that neither the base nor the state has, of some stories or of all."""
        base = base_of(self.root) or ""
        for slug in _changed(self.root, base) if slugs is None else slugs:
            known = union(file_at(self.root, base, layout.ledger_path(slug)), self.state.files.get(_ledger(slug), b""))
            if lines := lacking(known, _ledger_here(self.root, slug)):
                yield _ledger(slug), [*lines]


def _changed(root: Path, base: str) -> Iterable[str]:
    """The stories whose ledgers are not as the base has them."""
    ledgers = f"{layout.STORIES}/*/{layout.LEDGER}"
    told = git(root, "diff", "--name-only", "--no-renames", "--relative", "-z", base, "--", ledgers)
    told += git(root, "ls-files", "--others", "--exclude-standard", "-z", "--", ledgers)
    return dict.fromkeys(slug for path in told.split("\0") if (slug := layout.recorded_in(path)))


def drafts_of(slug: str) -> str:
    """The name of the file of the state with the versions of a story that were filed; earlier releases had one for all."""
    return f"{DRAFTS}/{slug}"


def _ledger(slug: str) -> str:
    """The file of the state with lines of a story's ledger."""
    return f"{layout.folder_of(slug)}.jsonl"


def _ledger_here(root: Path, slug: str) -> bytes:
    return read_held(root, layout.ledger_path(slug))
