"""What readers see: a publication as pages, feeds and data."""

from dateline.site.files import Written, write_site
from dateline.site.frame import Output
from dateline.site.pages import plan_pages
from dateline.site.theme import Theme, load_theme

__all__ = ["Output", "Theme", "Written", "load_theme", "plan_pages", "write_site"]
