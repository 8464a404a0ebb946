"""What is on disk: reading a publication, adding to it, the cache, and git."""

from dateline.store.append import append_lines, append_version, new_story
from dateline.store.atomic import replace_text, write_once
from dateline.store.cache import Cache, full_texts
from dateline.store.git import commits_of, git, is_published, published_stories, touched_versions
from dateline.store.lock import locked
from dateline.store.new_items import new_items, unknown_items
from dateline.store.positions import locate_findings
from dateline.store.reading import read_config, read_publication
from dateline.store.reports import write_reports
from dateline.store.story import find_stories, read_story
from dateline.store.withdrawal import withdraw_item, withdraw_version

# fmt: off
__all__ = ["Cache", "append_lines", "append_version", "commits_of", "find_stories", "full_texts", "git", "is_published",
           "locate_findings", "locked", "new_items", "new_story", "published_stories", "read_config", "read_publication",
           "read_story", "replace_text", "touched_versions", "unknown_items", "withdraw_item", "withdraw_version", "write_once",
           "write_reports"]
