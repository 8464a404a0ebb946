"""Stories that wait for an editor: those that are due for review, and old questions."""

from collections.abc import Iterator
from datetime import date

from dateline.core.text.lists import counted
from dateline.flows.examining.diagnosis import Diagnosis, Setup
from dateline.flows.shared.questions import OLD_QUESTION, asked_since, is_due
from dateline.store.story import find_stories, read_story


def _stories(setup: Setup) -> Iterator[Diagnosis]:
    today = date.fromisoformat(setup.now[:10])
    stories = [read_story(setup.root, slug) for slug in find_stories(setup.root)[0]]
    for one in stories:
        if not one.story.is_over and is_due(one.story.review_by, today):
            hint = "Read it and what came in since; then set another `review_by` in its story.yaml."
            yield Diagnosis("review", "note", f"{one.slug} was to be reviewed by {one.story.review_by}", hint)
    asked = [(day, one.slug) for one in stories if one.story.status == "active" for day in asked_since(one).values()]
    if old := sorted(pair for pair in asked if (today - date.fromisoformat(pair[0])).days > OLD_QUESTION):
        day, slug = old[0]
        said = f"{counted(len(old), 'question')} open for more than {OLD_QUESTION} days; the oldest, of {slug}, since {day}"
        hint = f"Answer it, or say why it is dropped: dateline edit {slug}"
        yield Diagnosis("questions", "note", said, hint)


CHECKS = (_stories,)
