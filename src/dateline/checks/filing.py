"""Rules about what an editor adds before a version is published: what changed, in a sentence for readers, and the review."""

from collections.abc import Iterator

from dateline.checks.context import VersionContext
from dateline.checks.rule import Objection, Rule
from dateline.core.reviews import is_stale
from dateline.core.text import fold


def check_unreviewed(context: VersionContext) -> Iterator[Objection]:
    """A version that no person has reviewed, if `site.yaml` has `review: required` (with `--base REF`).

    A publication that answers for every text has to have read it. In the European Union, text on matters of public interest that
    a model wrote must be labelled as such, unless a person has reviewed it and somebody holds editorial responsibility.

    Read it, and record your review: `dateline approve SLUG`.
    """
    review = context.version.review
    if not context.story.requires_review or context.is_published():
        return
    hint = f"Read it, then run `dateline approve {context.slug} {context.number}`."
    if review is None:
        yield Objection("review", "", "no person has reviewed this version, and site.yaml requires it", hint)
    elif review.hash is None:
        yield Objection("review", review.by, "does not say which text was reviewed", hint, "warning")


def check_review_stale(context: VersionContext) -> Iterator[Objection]:
    """A version that was changed after its review.

    The page says that a person has read this text. That person has read another one.

    Read it again, and record the review anew: `dateline approve SLUG`.
    """
    if is_stale(context.version):
        hint = f"Read it again, then run `dateline approve {context.slug} {context.number}`."
        yield Objection("review", "", "changed after its review", hint)


def check_changes_copied(context: VersionContext) -> Iterator[Objection]:
    """A version whose `changes` is that of the previous version, word for word.

    Readers would be told again what they were told the last time. This happens if a version is made by hand as a copy.

    Say what changed since the previous version, or leave `changes` empty.
    """
    said = context.version.changes
    if said and context.previous and fold(said) == fold(context.previous.changes):
        hint = f"Say what is new since version {context.previous.version}."
        yield Objection("changes", said, f"the same words as in version {context.previous.version}", hint)


RULES: tuple[Rule[VersionContext], ...] = (
    Rule("unreviewed", "error", "record", check_unreviewed, softens=True),
    Rule("review-stale", "error", "record", check_review_stale, softens=True),
    Rule("changes-copied", "warning", "record", check_changes_copied),
)
