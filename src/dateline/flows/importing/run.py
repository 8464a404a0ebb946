"""The order of an import: read the other site, plan every file, then write what is not there yet."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from dateline.checks.basis import Basis
from dateline.checks.essays import check_essay, known_story
from dateline.checks.registry import check_around
from dateline.core import essays, layout, markdown
from dateline.core.address import web_address
from dateline.core.constraints import ALIAS
from dateline.core.errors import UsageError
from dateline.core.ledger import records
from dateline.core.model import Dossier, Page, Signal, Story, Waiver
from dateline.core.publication import Publication
from dateline.flows.importing import hugo, jekyll, plain
from dateline.flows.importing.bodies import Around, MovedPlaces, converted
from dateline.flows.importing.foreign import MARKDOWN, ForeignSite, ForeignText
from dateline.flows.importing.heads import Notice
from dateline.flows.importing.linked import LinkedItems
from dateline.flows.importing.pictures import ForeignPictures
from dateline.flows.importing.standing import is_as_written, lost_redirects
from dateline.flows.importing.texts import WHY, MovedText, moved_text, place_of
from dateline.flows.stories.addresses import taken_in
from dateline.store.append import append_lines, new_story
from dateline.store.atomic import disk_errors, replace_text, write_bytes_once, write_once
from dateline.store.elsewhere import StoryReader
from dateline.store.lock import locked
from dateline.store.reading import read_publication

DEFAULT = "imported"
"""The story whose ledger has the sources, if none is named."""
TITLE = "Sources of imported texts"


@dataclass(frozen=True, slots=True)
class ImportedSite:
    """What an import did, or would do."""

    kind: str
    """What was imported: Hugo, Jekyll or Markdown."""
    story: str
    """The story whose ledger has the sources."""
    is_new_story: bool
    """Whether it was made for them."""
    items: int
    """How many items its ledger got."""
    texts: tuple[MovedText, ...]
    """The essays and pages that were written."""
    there: tuple[str, ...]
    """The files that were there before, and stay as they are."""
    replaced: tuple[str, ...]
    """The pages that were still as `init` wrote them, and now have the text that is imported."""
    pictures: tuple[str, ...]
    """The pictures that were written."""
    notices: tuple[Notice, ...]
    """What was not kept, and what was not imported."""
    is_planned: bool
    """Whether nothing was written, because only the plan was asked for."""


def import_site(root: Path, path: Path, story: str | None = None, *, now: str, is_planned: bool = False) -> ImportedSite:
    """Imports what another program publishes. What is there already stays; one bad file stops no other.

    Args:
        root: the publication's folder.
        path: a file in Markdown, or a folder: plain Markdown, a site of Hugo or a site of Jekyll.
        story: the story whose ledger gets the sources; None: one that is made for them.
        now: the time, UTC.
        is_planned: whether nothing is written.

    Raises:
        UsageError: if there is nothing to import at the path, or no such story.
        StoreError: if another run holds the lock, or the disk fails.
    """
    site = _recognised(path, now)
    with locked(root):
        publication = read_publication(root)
        target = _target(publication, story)
        around = replace(publication, stories=(*(one for one in publication.stories if one.slug != target.slug), target))
        plan = _Plan(root, around, site, target, now)
        done = plan.made()
        if not is_planned:
            plan.write(is_new_story=target not in publication.stories)
    return replace(done, is_planned=is_planned, is_new_story=target not in publication.stories and bool(plan.items.new))


def _recognised(path: Path, now: str) -> ForeignSite:
    """What is at a path."""
    if path.is_file() and path.suffix.lower() in MARKDOWN:
        return plain.read_plain(path.parent, path.name)
    if not path.is_dir():
        what = "is neither a folder nor a file in Markdown" if path.exists() else "there is no such file or folder"
        hint = "Name a folder with Markdown, with a site of Hugo or of Jekyll, or an archive that `dateline export` wrote."
        raise UsageError(what, where=str(path), hint=hint)
    if (settings := hugo.settings_of(path)) and (path / "content").is_dir():
        return hugo.read_hugo(path, _settings(settings[1] if not isinstance(settings, Notice) else settings), now)
    if any((path / name).exists() for name in (jekyll.SETTINGS, jekyll.POSTS)):
        return jekyll.read_jekyll(path, _settings(jekyll.settings_of(path)), now)
    if (path / layout.SITE).is_file():
        hint = f"To copy it, run `dateline -C {path} export`, then import the archive. To take a text over, copy its file."
        raise UsageError("is a publication of Dateline already", where=str(path), hint=hint)
    return plain.read_plain(path)


def _settings(found: dict[str, object] | Notice) -> dict[str, object]:
    """The settings, which say what the addresses are: without them, no redirect would be right."""
    if isinstance(found, Notice):
        hint = "Correct this file, and import again: it says which addresses the texts have."
        raise UsageError(found.said, where=f"{found.file}:{found.line}", hint=hint)
    return found


def _target(publication: Publication, named: str | None) -> Dossier:
    """The story whose ledger gets the sources."""
    if named is None and all(one.slug != DEFAULT for one in publication.stories):
        return Dossier(DEFAULT, Story(TITLE, status="dormant"))
    (found,) = publication.only([named or DEFAULT]).stories
    if found.story.draft:
        hint = "Publish it first, or name another story with --to."
        raise UsageError(f"{found.slug} is a draft, so nothing that is published can cite it", where="--to", hint=hint)
    if broken := next((one for one in found.problems if one.file == layout.ledger_path(found.slug)), None):
        hint = f"Correct it first: `dateline check {found.slug}`."
        raise UsageError(broken.message, where=f"{broken.file}:{broken.line}", hint=hint)
    return found


def _kept(to: str, _words: str) -> str | None:
    """What a page cites: nothing; a link stays if its address is plain."""
    return "" if web_address(to) else None


class _Plan:
    """Every file of an import, before anything is written."""

    def __init__(self, root: Path, around: Publication, site: ForeignSite, target: Dossier, now: str) -> None:
        self._root, self._around, self._site, self._now = root, around, site, now
        self.items = LinkedItems(target, now)
        self.pictures = ForeignPictures(site, root)
        self.texts: list[MovedText] = []
        self._notices = [*site.notices]
        self._there: list[str] = []
        self.replaced: list[str] = []

    def made(self) -> ImportedSite:
        """What is to be done."""
        held = [*self._placed()]
        places = MovedPlaces.of(held)
        for one, there in held:
            cite = self.items.cite if one.day else _kept
            around = Around(self._site, places, there, cite, self.pictures.name)
            self._add(one, around)
        self.texts = [*self._redirected()]
        kinds = (self._site.kind, self.items.story.slug)
        notices = tuple(dict.fromkeys(sorted(self._notices)))
        pictures = tuple(sorted(self.pictures.new))
        return ImportedSite(
            *kinds, False, len(self.items.new), (*self.texts,), (*self._there,), (*self.replaced,), pictures, notices, True
        )

    def _placed(self) -> Iterator[tuple[ForeignText, str]]:
        """The texts with their new addresses; those that cannot have one are refused."""
        taken = dict[str, str]()
        for one in self._site.texts:
            there, wrong = place_of(one)
            twin = taken.setdefault(there, one.file)
            if twin != one.file:
                wrong = f"{twin} has the same name, {one.slug}: rename one of the two"
            if wrong:
                self._notices.append(Notice(one.file, 1, wrong, is_refused=True))
            else:
                yield one, there

    def _add(self, one: ForeignText, around: Around) -> None:
        """Plans the file of a text, unless it is there, or could not be published."""
        path = layout.signal_path(one.slug) if one.day else layout.page_path(one.slug)
        is_unchanged = not one.day and is_as_written(self._root / path, self._around.config.author)
        if (self._root / path).exists() and not is_unchanged:
            self._there.append(path)
            self._notices += lost_redirects(one, path, self._around)
            return
        body = converted(one, around)
        moved = moved_text(one, self._site, self._around, body.text, self.items.story)
        shown = [layout.picture_name(each.to) for each in markdown.links(body.text) if each.is_picture]
        cited = essays.cited(moved.content) if isinstance(moved.content, Signal) else ()
        moved, refused = self._checked(moved, self.items.with_cited(cited), shown)
        if refused:
            self._notices.append(Notice(one.file, one.head.starts, refused, is_refused=True))
            return
        self.items.use(cited)
        self.pictures.use(shown)
        self.texts.append(moved)
        self.replaced += [path] * is_unchanged
        self._notices += (*one.notices, *body.notices, *self._not_redirected(one))
        if moved.waived:
            said = f"published as it stood, with a waiver for: {', '.join(moved.waived)}"
            self._notices.append(Notice(one.file, one.head.starts, said))

    def _not_redirected(self, one: ForeignText) -> Iterator[Notice]:
        for address in dict.fromkeys(one.addresses):
            if said := ALIAS.objection(address):
                yield Notice(one.file, 1, f"no redirect from {address}: {said}")

    def _checked(self, moved: MovedText, story: Dossier, pictures: Sequence[str]) -> tuple[MovedText, str]:
        """The text with waivers for errors about what it claims, and why it cannot be published at all; empty if it can."""
        text = moved.content
        shown = Publication(
            self._around.config,
            pages=(text,) if isinstance(text, Page) else (),
            signals=(text,) if isinstance(text, Signal) else (),
            pictures=self.pictures.held(pictures),
        )
        errors = [one for one in check_around(shown, Basis()) if one.level == "error"]
        if isinstance(text, Signal):
            basis = Basis(timezone=self._around.config.timezone)
            found = check_essay(text, [story], {story.slug: known_story(story)}, records([story]), basis)
            wrong = [one for one in found if one.level == "error"]
            errors += [one for one in wrong if one.rule == "unknown-source"]
            waived = [Waiver(one.rule, WHY, at=one.at) for one in wrong if one.rule != "unknown-source"]
            moved = moved.with_waivers(waived) if waived else moved
        return moved, f"could not be published: {errors[0].message}" if errors else ""

    def _redirected(self) -> Iterator[MovedText]:
        """The texts with the earlier addresses that no other page has."""
        pages = [one.content for one in self.texts if isinstance(one.content, Page)]
        signals = [one.content for one in self.texts if isinstance(one.content, Signal)]
        kept = (one for one in self._around.pages if layout.page_path(one.slug) not in self.replaced)
        whole = replace(self._around, pages=(*kept, *pages), signals=(*self._around.signals, *signals))
        slugs = [one.slug for one in self._around.stories if (self._root / layout.story_path(one.slug)).exists()]
        taken = {(one.file, one.at): one.message for one in taken_in(whole, StoryReader(self._root, slugs))}
        for one in self.texts:
            wrong = [taken.get((one.path, f"aliases[{place}]"), "") for place in range(len(one.addresses))]
            self._notices += (Notice(one.file, 1, f"no redirect: {said}") for said in wrong if said)
            yield one.redirected([address for address, said in zip(one.addresses, wrong, strict=True) if not said])

    def write(self, *, is_new_story: bool) -> None:
        """Writes all files: first what others rest on."""
        if self.items.new:
            if is_new_story:
                new_story(self._root, self.items.story.slug, self.items.story.story)
            append_lines(self._root, self.items.story.slug, self.items.new)
        for name, data in sorted(self.pictures.new.items()):
            write_bytes_once(self._folder(layout.picture_path(name)), data)
        for one in self.texts:
            if one.path in self.replaced:
                replace_text(self._folder(one.path), one.text)
            else:
                write_once(self._folder(one.path), one.text)

    def _folder(self, path: str) -> Path:
        """The file at a path, in a folder that is there and in the publication."""
        file = self._root / path
        if layout.leaves(self._root, file.parent):
            hint = "Replace the symbolic link."
            raise UsageError("leads out of the publication", where=path, hint=hint)
        with disk_errors(file.parent):
            file.parent.mkdir(parents=True, exist_ok=True)
        return file
