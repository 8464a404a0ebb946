"""Drafts an essay from the newest versions and the ledgers of some stories."""

from collections.abc import Iterator, Sequence

from dateline.core import codec, layout
from dateline.core.days import day_of, zone
from dateline.core.errors import ModelError, OverBudget, UsageError
from dateline.core.ids import slug
from dateline.core.model import Dossier
from dateline.core.publication import Publication
from dateline.desk.essay import DraftedText, gathered_from
from dateline.desk.essay.prompt import essay_prompt
from dateline.flows.drafting.proposal import essay_branch, free_name, propose_page
from dateline.flows.drafting.run import PageDesk, PageResult, PageRun, desk_for
from dateline.flows.drafting.wording import DraftedPage
from dateline.flows.drafting.writing import finished
from dateline.store.front_matter import SignalHead, written_text

LONGEST_SLUG = 70
"""Characters of an essay's name, without the number that it may get."""
REFUSED = "Nothing was written. Run it again, or say with --about what the essay should be about."


def draft_signal(run: PageRun, slugs: Sequence[str], about: str = "") -> PageResult:
    """Drafts an essay, and writes it to a file of its own or proposes it.

    Args:
        run: what it runs with.
        slugs: the stories that it draws on.
        about: what the essay should be about; empty if that is open.

    Raises:
        UsageError: if a slug names no story, or one that cannot be drawn on; if no model can be asked; if there is nothing to
            push to.
        ModelError: if the model fails, declines, or its answer is cut off, or the budget is used up; nothing is written. It says
            what that cost.
        StoreError: if another run holds the lock, or the disk fails.
        GitError: if the essay is to be proposed and the remote does not answer.
    """
    try:
        return _drafted(run, slugs, about)
    except ModelError as error:
        if isinstance(error, OverBudget) and run.max_usd is not None and "`max_usd`" in error.hint:
            error.hint = "Allow more with --max-usd, or raise `max_usd` under `update` in content/site.yaml."
        if error.spent:
            error.what = f"{error.what} (cost: ${codec.money(error.spent)})"
        raise


def _drafted(run: PageRun, slugs: Sequence[str], about: str) -> PageResult:
    with desk_for(run, slugs) as desk:
        stories = drawable(desk.publication, slugs)
        material = gathered_from(stories, run.now)
        text = desk.writer.essay(essay_prompt(material, language=desk.config.language, about=about), material)
        told = PageResult("rejected", text=text, left_out=material.left_out, reason=text.rejected, hint=REFUSED)
        page = None if text.rejected else _page(desk, text, stories)
        done = finished(desk, page, told, lambda one: propose_page(desk, one, essay_branch(one.name)))
    return done.after(desk)


def drawable(publication: Publication, slugs: Sequence[str]) -> tuple[Dossier, ...]:
    """The stories with these slugs, in this order.

    Raises:
        UsageError: if a slug names no story, or one without a version, or one with a file that cannot be read.
    """
    held = {one.slug: one for one in publication.only(slugs).stories}
    stories = tuple(held[name] for name in dict.fromkeys(slugs))
    for one in stories:
        if one.problems:
            first = one.problems[0]
            hint = f"Correct it first: `dateline check {one.slug}`."
            raise UsageError(first.message, where=f"{first.file}:{first.line}", hint=hint)
        if one.latest is None:
            hint = f"Write one first: `dateline update {one.slug}`."
            raise UsageError("has no version to draw on", where=layout.folder_of(one.slug), hint=hint)
    return stories


def _page(desk: PageDesk, text: DraftedText, stories: Sequence[Dossier]) -> DraftedPage:
    name = free_name(desk, _names(text.title, stories[0].slug))
    drawn_on = tuple(f"{one.slug}/v{one.latest.version}" for one in stories if one.latest)
    today = day_of(desk.run.now, zone(desk.config.timezone))
    head = SignalHead(title=text.title, dek=text.dek, date=today, stories=drawn_on, written_by=text.by)
    file = layout.signal_path(name)
    return DraftedPage("essay", name, file, written_text(head, text.body), text, drawn_on, desk.usd)


def _names(title: str, story: str) -> Iterator[str]:
    """The names that an essay may have: of its title, or of its first story if no letter of the title can be in a name."""
    base = slug(title, LONGEST_SLUG) or slug(story, LONGEST_SLUG)
    yield base
    number = 2
    while True:
        yield f"{base}-{number}"
        number += 1
