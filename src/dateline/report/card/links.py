"""Links of a card: to sources, to lines of files, to what a run keeps. Text from outside is escaped."""

import re
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from dateline.core.address import web_address
from dateline.core.model import REACTIVE, VIA
from dateline.core.text import one_line
from dateline.core.text.day_words import day_in_words
from dateline.flows.reviews import CitedSource
from dateline.report.doubts import excerpt
from dateline.report.evidence import GRADES
from dateline.report.redline import escape

LONGEST_TITLE = 160
NO_BREAK = "\u00a0"
_LONGEST_UNBROKEN = 24
_AFTER_NUMBER = re.compile(r"(?<=\d) |(?<=llion) ")
_ENCODED = {"(": "%28", ")": "%29", "@": "%40", "$": "%24", "&": "&amp;"}
"""What could end a link, mention somebody, or be read as a formula or an entity."""


@dataclass(frozen=True, slots=True)
class CardLinks:
    """Where the links of a card lead; without GitHub there are none, and the text is the same."""

    blob: str = ""
    """The address of the folder with the files of the branch, as `https://github.com/OWNER/REPOSITORY/blob/BRANCH`."""
    run: str = ""
    """The address of the run that keeps the file with the whole card."""
    whole: str = ""
    """The file with the whole card."""
    pages: str = ""
    """Where the redline and the built pages are, in Markdown; empty if they are nowhere."""

    def file(self, path: str, line: int = 0) -> str:
        """The address of a file of the publication, and of a line in it; empty if there is none."""
        return f"{self.blob}/{quote(path)}{f'#L{line}' if line else ''}" if self.blob and path else ""


NO_LINKS = CardLinks()


def linked(words: str, address: str) -> str:
    """Markdown words as a link; the words alone if there is no address."""
    return f"[{words}]({address})" if address else words


def destination(url: str | None) -> str:
    """An address from outside as the destination of a link in Markdown; empty if it is not a web address."""
    made = web_address(url or "") or ""
    safe = "".join(_ENCODED.get(one, one) for one in made)
    at, mark, rest = safe.partition("#")
    return f"{at}#%3{rest}" if mark and rest[:1].isdecimal() else f"{at}{mark}{rest}"  # `o/r#3` would be an issue


def host(url: str | None) -> str:
    """The host that a link leads to, because the title may name another; empty without one."""
    found = urlsplit(web_address(url or "") or "").hostname or ""
    return found.removeprefix("www.")


def shortened(text: str, most: int) -> str:
    """Text from outside, escaped, cut between words if it is long."""
    return escape(excerpt(one_line(text), (), most))


def source_line(cited: CitedSource, year: str, title: str = "") -> str:
    """Title, host, outlet, date, grade and copies of a source, as Markdown on one line.

    Args:
        cited: the source.
        year: the year that dates need not name.
        title: the title as Markdown; empty: as it is.
    """
    one = cited.source
    told = linked(title or shortened(one.title, LONGEST_TITLE) or "no title", destination(one.url))
    told += f" ({escape(host(one.url))})" if host(one.url) else ""
    told += "".join(f", {part}" for part in (_outlet(cited), escape(day_in_words(one.date or "", year))) if part)
    copies = f"{cited.copies} copies, 1 origin" if cited.copies > 1 else ""
    address = "" if destination(one.url) else "no address recorded" if not one.url else "no web address"
    return " · ".join(filter(None, (told, GRADES[one.evidence], copies, address)))


def short_name(cited: CitedSource, year: str) -> str:
    """Outlet and date of a source, as a link, for a cell of a table."""
    one = cited.source
    day = day_in_words(one.date or "", year)
    named = shortened(cited.outlet or one.title, LONGEST_TITLE // 2) or "the source"
    return linked(f"{named}, {unbroken(day)}" if day else named, destination(one.url))


def unbroken(text: str) -> str:
    """Text from outside, escaped; a short one keeps on one line, of a longer one the numbers and what follows them do."""
    shown = escape(one_line(text))
    return shown.replace(" ", NO_BREAK) if len(shown) <= _LONGEST_UNBROKEN else _AFTER_NUMBER.sub(NO_BREAK, shown)


def _outlet(cited: CitedSource) -> str:
    """Who published it, unless title or host say so; of what a search found and nobody is known to have published, that."""
    one = cited.source
    if cited.outlet:
        is_said = cited.outlet == host(one.url) or one.title.endswith(f" {cited.outlet}")
        return "" if is_said else shortened(cited.outlet, LONGEST_TITLE)
    return "found by a search" if one.feed.startswith(REACTIVE) else shortened(one.feed.partition(VIA)[0], LONGEST_TITLE)
