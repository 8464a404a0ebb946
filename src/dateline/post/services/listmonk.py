"""listmonk, a server of one's own, through its API (listmonk.app/docs/apis), with an API user's token in LISTMONK_TOKEN."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from dateline.core.errors import UsageError
from dateline.post.services.service import DRAFT, HeldDraft, PostedLetter, inert, inert_text, mark_of, mark_of_letter, with_end
from dateline.post.services.web_api import WebApi, key_in

NEEDED = {
    "LISTMONK_URL": "Put the address of your listmonk there, such as https://lists.example.org.",
    "LISTMONK_USER": "Put the name of an API user there: listmonk makes them under Admin, Users.",
    "LISTMONK_TOKEN": "Put the token of the API user there: listmonk shows it once, when the user is made.",
    "LISTMONK_LISTS": "Put the numbers of the lists there, such as 3 or 3,5.",
}
UNSUBSCRIBE = '<p style="text-align:center"><a href="{{ UnsubscribeURL }}">Unsubscribe</a></p>'
UNSUBSCRIBE_TEXT = "\n\nUnsubscribe: {{ UnsubscribeURL }}\n"
ISSUE, SENT, HELD = "dateline-issue-", "dateline-sent-", "dateline-held-"
"""How a campaign's tags begin: the mark of the issue's address, and those of the words that were given and that are kept."""
_LISTS = re.compile(r"\s*\d{1,9}\s*(?:,\s*\d{1,9}\s*)*")


class Listmonk:
    """The campaigns of a listmonk server."""

    title = "listmonk"

    def __init__(self, environment: Mapping[str, str]) -> None:
        """Makes no call.

        Args:
            environment: what `NEEDED` names; LISTMONK_TEMPLATE, the number of the template that the letter stands in.

        Raises:
            UsageError: if one is missing, or is no number.
        """
        given = {name: environment.get(name, "").strip() for name in NEEDED}
        for name, value in given.items():
            if not value:
                raise UsageError("is not set", where=name, hint=NEEDED[name])
        keys = {name: key_in(environment, name, NEEDED[name]) for name in ("LISTMONK_USER", "LISTMONK_TOKEN")}
        if not _LISTS.fullmatch(given["LISTMONK_LISTS"]):
            raise UsageError("should be numbers with commas between them", where="LISTMONK_LISTS", hint=NEEDED["LISTMONK_LISTS"])
        self._lists = [int(one) for one in given["LISTMONK_LISTS"].split(",")]
        template = environment.get("LISTMONK_TEMPLATE", "").strip()
        if template and not re.fullmatch(r"[0-9]{1,9}", template):
            raise UsageError(
                "should be a number", where="LISTMONK_TEMPLATE", hint="listmonk shows it under Campaigns, Templates."
            )
        self._template = {"template_id": int(template)} if template else {}
        self._address = given["LISTMONK_URL"].rstrip("/")
        headers = {"authorization": f"token {':'.join(keys.values())}"}
        self._api = WebApi(self.title, f"{self._address}/api", headers, keys=keys, named="LISTMONK_URL")

    def find(self, letter: PostedLetter) -> HeldDraft | None:
        """See `NewsletterService.find`."""
        tag = f"{ISSUE}{mark_of(letter.url)}"
        query = {"tags": tag, "order_by": "created_at", "order": "ASC", "page": "1", "per_page": "100", "no_body": "true"}
        rows = self._api.row(self._data(self._api.call("GET", "campaigns", query=query))).get("results")
        ours = [row for row in rows if isinstance(row, dict) and tag in _tags(row)] if isinstance(rows, list) else []
        ours.sort(key=lambda row: row.get("status") == DRAFT)
        return self._held(self._read(_id(ours[0]))) if ours else None

    def make(self, letter: PostedLetter) -> HeldDraft:
        """See `NewsletterService.make`."""
        given = self._given(letter, f"Daily issue {letter.day}", self._lists, ())
        return self._settled(self._data(self._api.call("POST", "campaigns", given)), given)

    def renew(self, held: HeldDraft, letter: PostedLetter) -> HeldDraft:
        """See `NewsletterService.renew`."""
        row = self._read(held.id)
        kept = [one["id"] for one in row.get("lists") or () if isinstance(one, dict) and "id" in one]
        given = self._given(letter, str(row.get("name")), kept or self._lists, _tags(row))
        return self._settled(self._data(self._api.call("PUT", f"campaigns/{held.id}", given)), given)

    def publish(self, held: HeldDraft) -> str:
        """See `NewsletterService.publish`."""
        answer = self._api.call("PUT", f"campaigns/{held.id}/status", {"status": "running"})
        return str(self._api.row(self._data(answer)).get("status"))

    def _given(self, letter: PostedLetter, name: str, lists: Sequence[Any], tags: Sequence[str]) -> dict[str, Any]:
        subject, body = inert_text(letter.subject), with_end(inert(letter.html), UNSUBSCRIBE)
        text = f"{inert_text(letter.text).rstrip()}{UNSUBSCRIBE_TEXT}"
        marks = (
            f"{ISSUE}{mark_of(letter.url)}",
            f"{SENT}{mark_of_letter(letter)}",
            f"{HELD}{mark_of(subject, body, text)}",
        )
        others = [one for one in tags if not one.startswith((ISSUE, SENT, HELD))]
        said = {"name": name, "subject": subject, "body": body, "altbody": text, "tags": [*others, *marks]}
        return {**said, "lists": list(lists), "type": "regular", "content_type": "html", "messenger": "email", **self._template}

    def _settled(self, row: Any, given: dict[str, Any]) -> HeldDraft:
        """What was made or renewed; if listmonk keeps other words than it was given, their mark is put there too."""
        kept = f"{HELD}{_mark(self._read(_id(self._api.row(row))))}"
        if kept not in given["tags"]:
            tags = [kept if one.startswith(HELD) else one for one in given["tags"]]
            self._api.call("PUT", f"campaigns/{_id(row)}", {**given, "tags": tags})
        return self._held(self._read(_id(row)))

    def _read(self, number: str) -> dict[str, Any]:
        return self._api.row(self._data(self._api.call("GET", f"campaigns/{number}")))

    def _data(self, answer: Any) -> Any:
        return self._api.row(answer).get("data")

    def _held(self, row: Mapping[str, Any]) -> HeldDraft:
        tags = _tags(row)
        sent = next((one.removeprefix(SENT) for one in tags if one.startswith(SENT)), "")
        there = f"{self._address}/admin/campaigns/{_id(row)}"
        return HeldDraft(_id(row), str(row.get("status")), sent, f"{HELD}{_mark(row)}" not in tags, there)


def _id(row: Mapping[str, Any]) -> str:
    return str(row.get("id"))


def _tags(row: Mapping[str, Any]) -> list[str]:
    found = row.get("tags")
    return [one for one in found if isinstance(one, str)] if isinstance(found, list) else []


def _mark(row: Mapping[str, Any]) -> str:
    return mark_of(str(row.get("subject")), str(row.get("body")), str(row.get("altbody") or ""))
