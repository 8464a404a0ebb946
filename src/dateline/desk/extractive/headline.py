"""The title of a version: the story's own, or that of its newest fact where the story's settings allow it."""

from dateline.core.model import Story, Version
from dateline.desk.extractive.state import StoryState
from dateline.desk.statements import headline

MOST_CHARACTERS = 90


def title(state: StoryState, story: Story, last: Version | None) -> str:
    """The title: an editor's stays unless the story's headline follows the newest fact that matters."""
    own = last.title if last else story.title
    if story.headline != "follow":
        return own
    ranked = sorted(state.holding, key=lambda one: (-state.score[one], one.time))
    titles = (one for fact in ranked[:1] for one in headline(fact.item) if not one.is_cut)
    return next((one.words for one in titles if len(one.words) <= MOST_CHARACTERS), own)
