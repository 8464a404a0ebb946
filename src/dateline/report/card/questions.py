"""The questions of a card: those that are not open any more, and what may have answered one."""

from collections.abc import Callable

from dateline.core.citations import plain
from dateline.core.compare import Change, QuestionChange
from dateline.flows.reviews import VersionReview
from dateline.report.card.objections import About, Objections
from dateline.report.card.parts import CardBlock
from dateline.report.card.statement import ShownSentence, is_new, shown
from dateline.report.redline import escape

CLOSED = ("answered", "merged", "dropped")


def closed_question(
    one: QuestionChange, review: VersionReview, objections: Objections, anchor: Callable[[About], str]
) -> CardBlock:
    """A question that is not open any more, and what became of it."""
    at = next(f"closed_questions[{n}].text" for n, held in enumerate(review.version.closed_questions) if held.id == one.id)
    told = [backing for (place, _), backing in review.backings.items() if place == at]
    backings = tuple(dict.fromkeys(each for backing in told for each in backing))
    about = objections.take(at, one.after, backings)
    words = f"<del>{escape(plain(one.before))}</del>" + (f"<br>{escape(plain(one.after))}" if one.after else "")
    return shown(ShownSentence("Question", one.kind, words, one.after, backings), about, anchor(about), review)


def with_question(said: ShownSentence, change: Change, review: VersionReview) -> ShownSentence:
    """A sentence below the first one of a question: the question stands above it, unless that is shown itself."""
    asked = next((one for one in review.comparison.changes if one.now and one.at == change.at), change)
    if asked is change or is_new(asked):
        return said
    return said._replace(label=said.label.partition(",")[0], markdown=f"{escape(plain(asked.after))}<br>{said.markdown}")
