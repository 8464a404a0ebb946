"""Dates as feeds, pages and mails write them → a date at the precision given, or a time in UTC to the second with its zone.

A date is read as it is written: nothing is filled in from today's date.
"""

import re
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from typing import NamedTuple

from dateline.core.errors import FeedError
from dateline.core.model.ledger import local_day
from dateline.wire.untrusted import untrusted

MONTHS = """
jan january januar janvier enero ene gennaio gen janeiro januari
feb february februar février febrero febbraio fevereiro fev februari
mar march märz mär mrz mars marzo março maart
apr april avril abril abr aprile
may mai mayo maggio mag maio mei maj
jun june juni juin junio giugno giu junho
jul july juli juillet julio luglio lug julho
aug august août aout agosto ago augustus augusti
sep sept september septembre septiembre settembre set setembro
oct okt october oktober octobre octubre ottobre ott outubro out
nov november novembre noviembre novembro
dec dez dic december dezember décembre diciembre dicembre dezembro
"""
"""The names of the months in several languages, a line for each month."""
_MONTHS = {word: number for number, line in enumerate(MONTHS.strip().splitlines(), 1) for word in line.split()}
ZONES = {
    **dict.fromkeys(("z", "ut", "utc", "gmt", "wet"), 0),
    **dict.fromkeys(("bst", "cet", "west", "met", "mez"), 60),
    **dict.fromkeys(("cest", "eet", "mest", "mesz", "sast", "cat"), 120),
    **dict.fromkeys(("eest", "msk", "eat"), 180),
    "pkt": 300,
    "ict": 420,
    "wib": 420,
    "hkt": 480,
    "sgt": 480,
    "awst": 480,
    "pht": 480,
    "jst": 540,
    "kst": 540,
    "acst": 570,
    "aest": 600,
    "acdt": 630,
    "aedt": 660,
    "nzst": 720,
    "nzdt": 780,
    "brt": -180,
    "edt": -240,
    "est": -300,
    "cdt": -300,
    "cst": -360,
    "mdt": -360,
    "mst": -420,
    "pdt": -420,
    "pst": -480,
    "akdt": -480,
    "akst": -540,
    "hst": -600,
}
"""Names of zones with exactly one offset, in minutes east of UTC. IST is missing: it may be in Ireland, Israel or India."""

_PARTIAL = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_SECONDS = re.compile(r"(\d{9,10})(?:\d{3})?")
_NAME = r"(?P<month>[^\W\d_]{3,})\.?"
_TIME = (
    r"(?:(?:[T\s,]|\sat\s|\sum\s|\sà\s|,\s)*(?P<half>上午|下午|午前|午後)?\s*(?P<hour>\d{1,2})(?::|時|时|h)(?P<minute>\d{2})分?"
    r"(?::(?P<second>\d{2})(?:[.,]\d+)?)?\s*(?P<noon>[ap]\.?m\b\.?)?\s*(?P<zone>.*))?"
)
_DAYS = (
    r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?!\d)",
    r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?!\d)",
    r"(?P<year>\d{4})\s?年\s?(?P<month>\d{1,2})\s?月\s?(?P<day>\d{1,2})\s?日(?:\s?[(（].{1,3}[)）])?",
    r"(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4})(?!\d)",
    rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th|\.|er|º)?[\s-]+(?:of\s|de\s)?{_NAME},?[\s-]+(?:de\s)?(?P<year>\d{{4}}|\d\d)(?!\d)",
    rf"{_NAME}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})(?!\d)",
    r"(?P<first>\d{1,2})/(?P<then>\d{1,2})/(?P<year>\d{4})(?!\d)",
)
_FORMS = tuple(re.compile(rf"(?:[^\W\d_]{{2,}}\.?,?\s+)?{form}{_TIME}", re.IGNORECASE) for form in _DAYS)
_WITHIN_TEXT = tuple(re.compile(rf"(?<!\w){form}", re.IGNORECASE) for form in _DAYS)
_ASCTIME = re.compile(r"([^\W\d_]{3}\s+[^\W\d_]{3}\s+\d{1,2})\s+(\d{1,2}:\d{2}:\d{2})\s+(?:([A-Z]+)\s+)?(\d{4})")
_OFFSET = re.compile(r"(?:UTC|GMT)?\s?([+-])(\d{1,2}):?(\d{2})?(?!\d).*", re.IGNORECASE)
_NOON = 12


class EntryDate(NamedTuple):
    """When something was published."""

    value: str
    """A date at the precision given, or a time in UTC; empty if none can be read."""
    offset: str = ""
    """The zone it was written in, such as `+09:00`; empty for UTC, or if it is not known."""
    is_unread: bool = False
    """Whether there is text that cannot be read as a date."""
    has_no_zone: bool = False
    """Whether it is a time that was written without a zone; its value is then as if it had been in UTC."""

    @property
    def day(self) -> str:
        """The day in the zone it was written in, at the precision given."""
        return local_day(self.value, self.offset)

    def read_in(self, where: tzinfo) -> "EntryDate":
        """The same, with a time that was written without a zone read as one of this zone."""
        if not self.has_no_zone:
            return self
        with suppress(OverflowError):  # a time of the year 1 or 9999
            return _in_utc(datetime.fromisoformat(self.value).replace(tzinfo=where))
        return self


NO_DATE = EntryDate("")


def read_date(raw: str) -> EntryDate:
    """The date or time that a text names.

    A time without a zone is read as UTC, and marked: `EntryDate.read_in` reads it in another zone. If the zone is unknown or
    ambiguous, only the day is used. The year 1 and 1 January 1970 are not dates: programs write them for an empty field.
    """
    text = " ".join(raw.split())
    with suppress(FeedError), untrusted("the date parser"):
        found = _read(_ASCTIME.sub(r"\1 \4 \2 \3", text))
        return NO_DATE if found.value.startswith(("0001", "1970-01-01")) else found
    return EntryDate("", is_unread=bool(text))


def names_day(text: str, day: str) -> bool:
    """Whether a text names a day, such as `2026-05-24`, in full: with its month and year."""
    found = (match for form in _WITHIN_TEXT for match in form.finditer(text))
    return any(_is_day(match, day) for match in found)


def _is_day(match: re.Match[str], day: str) -> bool:
    with suppress(ValueError):
        return str(_day(match)) == day
    return False


def first_date(*raws: str) -> EntryDate:
    """The date of the first text that names one; if none does, the result for the first text."""
    found = [read_date(raw) for raw in raws if raw.strip()] or [NO_DATE]
    return next((one for one in found if one.value), found[0])


def _read(text: str) -> EntryDate:
    if _PARTIAL.fullmatch(text):
        date.fromisoformat((text + "-01-01")[:10])
        return EntryDate(text)
    if seconds := _SECONDS.fullmatch(text):
        return _in_utc(datetime.fromtimestamp(int(seconds[1]), UTC))
    for form in _FORMS:
        if (match := form.fullmatch(text)) and (day := _day(match)):
            return _timed(day, match)
    moment = datetime.fromisoformat(text)
    if "T" not in text.upper():
        return EntryDate(moment.date().isoformat())
    return _in_utc(moment) if moment.tzinfo else _without_zone(moment)


def _day(match: re.Match[str]) -> date | None:
    """The day of a match; None if the name of the month is unknown, or if day and month could be swapped."""
    parts = match.groupdict()
    if "first" in parts:
        pair = sorted((int(parts["first"]), int(parts["then"])))
        return date(int(parts["year"]), *pair) if pair[1] > _NOON or pair[0] == pair[1] else None
    month = int(parts["month"]) if parts["month"].isdecimal() else _MONTHS.get(parts["month"].casefold(), 0)
    year = int(parts["year"])
    if len(parts["year"]) == len("26"):
        year += 2000 if year < 69 else 1900  # noqa: PLR2004  # as RFC 2822 and POSIX do
    return date(year, month, int(parts["day"])) if month else None


def _timed(day: date, match: re.Match[str]) -> EntryDate:
    if match["hour"] is None:
        return EntryDate(day.isoformat())
    is_late = (match["half"] or "") in ("下午", "午後") or (match["noon"] or "").lower().startswith("p")
    hour = int(match["hour"])
    if match["half"] or match["noon"]:
        hour = hour % _NOON + (_NOON if is_late else 0)
    clock = timedelta(hours=hour, minutes=int(match["minute"]), seconds=min(int(match["second"] or 0), 59))
    moment, zone = datetime(day.year, day.month, day.day) + clock, match["zone"].strip()  # noqa: DTZ001  # the zone follows
    if not zone or zone.startswith("(") or zone.casefold() == "uhr":
        return _without_zone(moment)
    minutes = _minutes_east(zone)
    return EntryDate(day.isoformat()) if minutes is None else _in_utc(moment.replace(tzinfo=timezone(timedelta(minutes=minutes))))


def _minutes_east(zone: str) -> int | None:
    """Minutes east of UTC; None if the zone is not known."""
    if offset := _OFFSET.fullmatch(zone):
        minutes = int(offset[2]) * 60 + int(offset[3] or 0)
        return -minutes if offset[1] == "-" else minutes
    return ZONES.get(zone.split(maxsplit=1)[0].strip("()").casefold())


def _without_zone(moment: datetime) -> EntryDate:
    return _in_utc(moment.replace(tzinfo=UTC))._replace(has_no_zone=True)


def _in_utc(moment: datetime) -> EntryDate:
    written = moment.isoformat()[-6:]
    text = moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ").zfill(20)
    return EntryDate(text, "" if written == "+00:00" else written)
