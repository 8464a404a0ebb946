"""Dates as feeds, pages and mails write them → a date at the precision given, or a time in UTC to the second."""

import re
from calendar import timegm
from contextlib import suppress
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from time import struct_time

from dateline.errors import FeedError
from dateline.wire.untrusted import untrusted

_PARTIAL = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


def read_date(raw: str, parsed: struct_time | None = None) -> str:
    """The date or time that a text names; `parsed` is what a feed parser made of it, in UTC. Empty where there is none.

    A time without a zone is read as UTC. The first second of 1970 is no date: it is what an empty field becomes.
    """
    raw = raw.strip()
    with suppress(FeedError), untrusted("the reader of dates"):
        if _PARTIAL.fullmatch(raw):
            date.fromisoformat((raw + "-01-01")[:10])
            return raw
        moment = datetime.fromtimestamp(timegm(parsed), UTC) if parsed else _moment(raw)
        text = moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ").zfill(20)
        return "" if text == "1970-01-01T00:00:00Z" else text
    return ""


def _moment(raw: str) -> datetime:
    try:
        moment = datetime.fromisoformat(raw)
    except ValueError:
        moment = parsedate_to_datetime(raw)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
