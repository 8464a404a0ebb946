"""Buttondown, through its API (docs.buttondown.com), with the key in BUTTONDOWN_API_KEY."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from dateline.post.services.service import DRAFT, HeldDraft, PostedLetter, inert, inert_text, mark_of, mark_of_letter, with_end
from dateline.post.services.web_api import WebApi, key_in

API = "https://api.buttondown.com/v1"
NAME, ADDRESS = "BUTTONDOWN_API_KEY", "BUTTONDOWN_API_URL"
VERSION = "2026-04-01"
NAKED = "naked"
"""The template without anything of Buttondown's around the letter."""
UNSUBSCRIBE = '<p style="text-align:center"><a href="{{ unsubscribe_url }}">Unsubscribe</a></p>'
MOST_PAGES = 20
ISSUE, SENT, HELD = "dateline_issue", "dateline_sent", "dateline_held"
"""The keys in an email's metadata: the issue's address, and marks of the words that were given and that Buttondown keeps."""


class Buttondown:
    """The emails of a newsletter."""

    title = "Buttondown"

    def __init__(self, environment: Mapping[str, str]) -> None:
        """Makes no call.

        Args:
            environment: BUTTONDOWN_API_KEY; BUTTONDOWN_TEMPLATE, if the letter is to stand in a template of Buttondown's.

        Raises:
            UsageError: if there is no key, or it is none.
        """
        hint = "Put the key of the newsletter there: Buttondown shows it under Settings, API."
        key = key_in(environment, NAME, hint)
        self._template = environment.get("BUTTONDOWN_TEMPLATE") or NAKED
        headers = {
            "authorization": f"Token {key}",
            "x-api-version": VERSION,
            "x-buttondown-live-dangerously": "true",  # sending is confirmed by --publish
        }
        address = environment.get(ADDRESS) or API
        self._api = WebApi(self.title, address, headers, keys={NAME: key}, named=ADDRESS)

    def find(self, letter: PostedLetter) -> HeldDraft | None:
        """See `NewsletterService.find`."""
        since = (date.fromisoformat(letter.day) - timedelta(1)).isoformat()
        query = {"creation_date__start": since, "ordering": "creation_date", "excluded_fields": "body"}
        found: list[dict[str, Any]] = []
        for page in range(1, MOST_PAGES + 1):
            answer = self._api.row(self._api.call("GET", "emails", query={**query, "page": str(page)}))
            rows = answer.get("results")
            found += [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
            if not answer.get("next"):
                break
        else:  # a letter that is not found would be made and sent again
            raise self._api.error(f"lists more than {MOST_PAGES} pages of emails since {since}")
        ours = sorted(
            (row for row in found if _metadata(row).get(ISSUE) == letter.url), key=lambda row: row.get("status") == DRAFT
        )
        return self._held(self._api.call("GET", f"emails/{_id(ours[0])}")) if ours else None

    def make(self, letter: PostedLetter) -> HeldDraft:
        """See `NewsletterService.make`."""
        given = {**self._given(letter, {}), "status": DRAFT, "canonical_url": letter.url}
        return self._settled(self._api.call("POST", "emails", given))

    def renew(self, held: HeldDraft, letter: PostedLetter) -> HeldDraft:
        """See `NewsletterService.renew`."""
        row = self._api.row(self._api.call("GET", f"emails/{held.id}"))
        return self._settled(self._api.call("PATCH", f"emails/{held.id}", self._given(letter, _metadata(row))))

    def publish(self, held: HeldDraft) -> str:
        """See `NewsletterService.publish`."""
        row = self._api.row(self._api.call("GET", f"emails/{held.id}"))
        sent = {"metadata": _metadata(row)}  # a call without it may empty it
        return str(self._api.row(self._api.call("POST", f"emails/{held.id}/publish", sent)).get("status"))

    def _given(self, letter: PostedLetter, metadata: Mapping[str, Any]) -> dict[str, Any]:
        subject, body = inert_text(letter.subject), inert(letter.html)
        if self._template == NAKED:
            body = with_end(body, UNSUBSCRIBE)
        marks = {ISSUE: letter.url, SENT: mark_of_letter(letter), HELD: mark_of(subject, body)}
        return {"subject": subject, "body": body, "template": self._template, "metadata": {**metadata, **marks}}

    def _settled(self, row: Any) -> HeldDraft:
        """What was made or renewed; if Buttondown keeps other words than it was given, their mark is put there too."""
        kept = _mark(self._api.row(row))
        if _metadata(row).get(HELD) != kept:
            row = self._api.call("PATCH", f"emails/{_id(row)}", {"metadata": {**_metadata(row), HELD: kept}})
        return self._held(row)

    def _held(self, row: Any) -> HeldDraft:
        known = _metadata(self._api.row(row))
        is_edited = known.get(HELD) != _mark(row)
        there = f"https://buttondown.com/emails/{_id(row)}"
        return HeldDraft(_id(row), str(row.get("status")), str(known.get(SENT)), is_edited, there)


def _id(row: Mapping[str, Any]) -> str:
    return str(row.get("id"))


def _mark(row: Mapping[str, Any]) -> str:
    return mark_of(str(row.get("subject")), str(row.get("body")))


def _metadata(row: Mapping[str, Any]) -> Mapping[str, Any]:
    found = row.get("metadata")
    return found if isinstance(found, dict) else {}
