"""What can bring items to a story: feeds and searches, besides what somebody puts into the inbox."""

from dateline.core import layout
from dateline.core.config import Config
from dateline.core.model import Story

ADD_FEED = f"Add a feed under `feeds` in {layout.SITE}, or put saved pages and emails into {layout.INBOX}."


def is_fed(config: Config) -> bool:
    """Whether the settings list a search, or a feed besides the inbox."""
    return bool(config.searches) or any(not feed.is_inbox for feed in config.feeds)


def lacking(config: Config, story: Story, file: str) -> tuple[str, str]:
    """Why nothing but the inbox can feed a story, and what to add; two empty texts if something can.

    Args:
        config: the settings.
        story: the story.
        file: the path of its `story.yaml`.
    """
    named = [feed for feed in config.feeds if story.feeds == "all" or feed.id in story.feeds]
    if any(not feed.is_inbox for feed in named) or (config.searches and story.queries):
        return "", ""
    if config.searches:
        return "the searches have nothing to look for: the story has no queries", f"Add `queries` in {file}."
    if story.queries:
        return "the settings list no search that could use the queries, and the story follows no feed", ADD_FEED
    return "the settings list no search, and the story follows no feed", ADD_FEED
