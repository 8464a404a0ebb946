"""Newsletter services: one draft for each letter, and one mailing."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

import pytest
from newsletter_server import KEY, TOKEN, USER, Fault, NewsletterServer, newsletters

from dateline.core.errors import ServiceError, UsageError
from dateline.core.services import SERVICES
from dateline.post.services import Delivered, buttondown, deliver, web_api
from dateline.post.services.service import inert


@dataclass(frozen=True)
class Letter:
    day: str = "2026-05-27"
    subject: str = "Two corrections, and 45 million"
    html: str = "<html><head><style>a{b{{c}}</style></head><body><p>{{ .Env }} {% x %} {# y #}</p></body></html>"
    text: str = "It says {{ secret }}.\n"
    url: str = "https://example.org/record/daily/2026-05-27/"


LETTER = Letter()
OTHER = replace(LETTER, html="<html><body><p>Other words.</p></body></html>")


@pytest.fixture
def server() -> Iterator[NewsletterServer]:
    with newsletters() as found:
        yield found


@pytest.fixture(params=SERVICES)
def service(request: pytest.FixtureRequest) -> Any:
    return request.param


def environment(server: NewsletterServer, **given: str) -> dict[str, str]:
    return {
        "BUTTONDOWN_API_KEY": KEY,
        "BUTTONDOWN_API_URL": f"{server.address}/v1",
        "LISTMONK_URL": server.address,
        "LISTMONK_USER": USER,
        "LISTMONK_TOKEN": TOKEN,
        "LISTMONK_LISTS": "3,5",
        **given,
    }


def sent(server: NewsletterServer, service: Any, letter: Letter = LETTER, *, publish: bool = False, **given: str) -> Delivered:
    return deliver(letter, service, publish=publish, environment=environment(server, **given))


# --- one draft -------------------------------------------------------------------------------------------------------------


def test_a_letter_becomes_a_draft(server, service):
    """A draft has the letter's words, is named with its address, and nothing is sent without being asked for."""
    found = sent(server, service)

    (row,) = server.rows.values()
    assert (found.became, found.status, row["status"], server.sent) == ("made", "draft", "draft", [])
    assert found.url.startswith(("https://buttondown.com/emails/em_1", f"{server.address}/admin/campaigns/1"))
    assert row["subject"] == LETTER.subject


def test_a_day_has_one_draft(server, service):
    """The same letter again changes nothing; a letter with other words renews the draft; another day has a draft of its own."""
    assert [sent(server, service, one).became for one in (LETTER, LETTER, OTHER, OTHER)] == ["made", "kept", "renewed", "kept"]
    assert [*server.rows] == [*server.rows][:1]
    assert "Other words." in next(iter(server.rows.values()))["body"]
    assert sent(server, service, replace(LETTER, url="https://example.org/record/daily/2026-05-28/")).became == "made"
    assert len(server.rows) == 2


def test_a_service_may_write_the_words_its_own_way(server, service):
    """A draft whose body the service rewrites when it keeps it is not taken for one that a person edited."""
    server.keeps = str.upper

    assert [sent(server, service, one).became for one in (LETTER, LETTER, OTHER, OTHER)] == ["made", "kept", "renewed", "kept"]


@pytest.mark.parametrize("publish", [False, True])
def test_what_a_person_edited_stays(server, service, publish):
    """A draft that was edited at the service is neither renewed nor sent."""
    sent(server, service)
    next(iter(server.rows.values()))["subject"] = "A better subject"

    assert sent(server, service, OTHER, publish=publish).became == "edited"
    assert next(iter(server.rows.values()))["subject"] == "A better subject"
    assert server.sent == []


def test_what_a_person_added_beside_the_words_stays(server, service):
    """Tags, lists and metadata of a person's own are kept when a draft is renewed."""
    sent(server, service)
    row = next(iter(server.rows.values()))
    if service == "buttondown":
        row["metadata"]["mine"] = "yes"
    else:
        row["tags"].append("mine")
        row["lists"] = [{"id": 7, "name": "Friends"}]
        row["name"] = "Wednesday"

    assert sent(server, service, OTHER).became == "renewed"
    row = next(iter(server.rows.values()))
    assert "mine" in (row["metadata"] if service == "buttondown" else row["tags"])
    if service == "listmonk":
        assert ([one["id"] for one in row["lists"]], row["name"]) == ([7], "Wednesday")


@pytest.mark.parametrize("status", ["scheduled", "paused", "finished", "sent", "in_flight", "deleted"])
def test_what_is_no_draft_is_left_alone(server, service, status):
    """What was sent, scheduled or stopped there is neither changed nor sent again."""
    sent(server, service)
    next(iter(server.rows.values()))["status"] = status

    found = sent(server, service, OTHER, publish=True)
    assert (found.became, found.status, server.sent) == ("left", status, [])


def test_one_that_was_sent_counts_if_there_are_several(server, service):
    """If two runs made a draft each, and one of them was sent, the other is not."""
    sent(server, service)
    (first,) = server.rows.values()
    server.rows["2"] = {**first, "id": "2", "status": "running"}

    assert sent(server, service, publish=True).became == "left"


def test_a_draft_on_a_later_page_is_found(server):
    """The list is read to its end."""
    sent(server, "buttondown")
    row = server.rows.pop("em_1")
    server.page = 2
    server.rows |= {f"em_{n}": {**row, "id": f"em_{n}", "metadata": {}} for n in range(2, 7)} | {"em_1": row}

    assert sent(server, "buttondown").became == "kept"


def test_a_list_that_has_no_end_is_an_error(server, monkeypatch):
    """A letter that was not looked for everywhere is not made again."""
    monkeypatch.setattr(buttondown, "MOST_PAGES", 1)
    sent(server, "buttondown")
    server.rows |= {f"em_{n}": {**server.rows["em_1"], "id": f"em_{n}", "metadata": {}} for n in (2, 3)}
    server.page = 2

    with pytest.raises(ServiceError, match="more than 1 pages"):
        sent(server, "buttondown")


# --- sent once -------------------------------------------------------------------------------------------------------------


def test_it_is_sent_once(server, service):
    """Asked twice to send a letter, the service sends it once."""
    first, second = sent(server, service, publish=True), sent(server, service, publish=True)

    assert (first.became, second.became, len(server.sent)) == ("sent", "left", 1)
    assert first.status in ("about_to_send", "running")


def test_a_draft_is_sent_later(server, service):
    """A draft that was made before is renewed, and sent."""
    sent(server, service)

    assert sent(server, service, OTHER, publish=True).became == "sent"
    assert "Other words." in server.rows[server.sent[0]]["body"]


PLACES = {"buttondown": ("POST", "/v1/emails", "/publish"), "listmonk": ("POST", "/api/campaigns", "/status")}


@pytest.mark.parametrize(("service", "after"), [*product(SERVICES, [False, True])])
def test_a_lost_answer_makes_no_second_draft(server, service, after):
    """If making a draft breaks off, the draft is found if there is one; else it is an error, and the next run makes it."""
    method, path, _ = PLACES[service]
    server.fault = Fault(method, path, times=1, after=after)
    if after:
        assert sent(server, service).became in ("made", "kept")
    else:
        with pytest.raises(ServiceError) as failed:
            sent(server, service)
        assert failed.value.is_unsure
        assert sent(server, service).became == "made"
    assert len(server.rows) == 1


@pytest.mark.parametrize(("service", "after", "status"), [*product(SERVICES, [False, True], [0, 502])])
def test_a_lost_answer_sends_nothing_twice(server, service, after, status):
    """If sending breaks off, the service is asked; whatever happened, the letter goes out once."""
    sent(server, service)
    server.fault = Fault(path=PLACES[service][2], times=1, after=after, status=status)
    if after:
        assert sent(server, service, publish=True).became == "sent"
    else:
        with pytest.raises(ServiceError):
            sent(server, service, publish=True)
        assert server.sent == []
        assert sent(server, service, publish=True).became == "sent"
    assert sent(server, service, publish=True).became == "left"
    assert len(server.sent) == 1


def test_a_run_that_ended_in_between_is_finished(server, service):
    """A run that was killed after it made the draft leaves one that the next run sends."""
    server.fault = Fault("GET", hangs=False, status=500)
    with pytest.raises(ServiceError):
        sent(server, service, publish=True)
    server.fault = None
    sent(server, service)

    assert sent(server, service, publish=True).became == "sent"
    assert len(server.sent) == 1


def test_a_service_that_says_it_did_not_send_is_told(server, service):
    """An answer that still calls it a draft is an error."""
    sent(server, service)
    row = b'{"status": "draft", "data": {"status": "draft"}}'
    server.fault = Fault(path=PLACES[service][2], status=200, body=row)

    with pytest.raises(ServiceError, match="still has a draft"):
        sent(server, service, publish=True)


# --- what is sent ----------------------------------------------------------------------------------------------------------


def test_words_are_never_carried_out_as_a_template(server, service):
    """What strangers wrote cannot use the service's template language; each letter has a link to unsubscribe."""
    sent(server, service, replace(LETTER, subject="{{ a }} {% b %}"))
    (row,) = server.rows.values()
    body = row["body"]
    tag = "{{ unsubscribe_url }}" if service == "buttondown" else "{{ UnsubscribeURL }}"

    assert body.count("{{") == body.count(tag) == 1
    assert "{%" not in body
    assert "{#" not in body
    assert body.endswith("</p></body></html>")
    assert row["subject"] == "{ { a }} { % b %}"
    if service == "listmonk":
        assert row["altbody"] == "It says { { secret }}.\n\nUnsubscribe: {{ UnsubscribeURL }}\n"


def test_a_style_sheet_stays_one():
    """Entities mean nothing in a style sheet, so there a space comes between the braces."""
    assert inert("<style>a{{b}</style>{{c") == "<style>a{ {b}</style>&#123;{c"


def test_a_template_of_the_service_can_be_chosen(server):
    """Buttondown's templates have their own link to unsubscribe; listmonk's have a number."""
    sent(server, "buttondown", BUTTONDOWN_TEMPLATE="modern")
    assert "unsubscribe_url" not in server.rows["em_1"]["body"]
    assert server.rows["em_1"]["template"] == "modern"
    server.rows.clear()
    sent(server, "listmonk", LISTMONK_TEMPLATE="4")
    assert server.rows["1"]["template_id"] == 4


def test_a_letter_without_a_body_has_its_end_too(server):
    """The link to unsubscribe is there whatever the document looks like."""
    sent(server, "listmonk", replace(LETTER, html="<p>A letter.</p>"))

    assert server.rows["1"]["body"].startswith("<p>A letter.</p><p")


# --- refusals --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("BUTTONDOWN_API_KEY", "", "is not set"),
        ("BUTTONDOWN_API_URL", "http://buttondown.example", "is not an https address"),
        ("BUTTONDOWN_API_URL", "https://[", "is not an https address"),
        ("LISTMONK_URL", "", "is not set"),
        ("LISTMONK_URL", "http://lists.example.org", "is not an https address"),
        ("LISTMONK_TOKEN", "bäd", "as no key has"),
        ("LISTMONK_USER", "de sk", "as no key has"),
        ("BUTTONDOWN_API_KEY", "bad\nkey", "as no key has"),
        ("BUTTONDOWN_API_KEY", "b\u00e4d", "as no key has"),
        ("BUTTONDOWN_API_KEY", "bad\udcff", "as no key has"),
        ("LISTMONK_TOKEN", " ", "is not set"),
        ("LISTMONK_LISTS", "3;5", "numbers with commas"),
        ("LISTMONK_TEMPLATE", "four", "a number"),
    ],
)
def test_a_variable_that_is_missing_or_wrong_is_named(server, name, value, said):
    """The error names the variable, and what to put there; no call is made."""
    service: Any = "buttondown" if name.startswith("BUTTONDOWN") else "listmonk"
    with pytest.raises(UsageError, match=said) as wrong:
        sent(server, service, **{name: value})

    assert (wrong.value.where, bool(wrong.value.hint), server.calls) == (name, True, [])


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (Fault(status=401, body=b'{"detail": "no such key"}'), "answered 401: no such key"),
        (Fault(status=422, body=b'{"detail": [{"loc": "body"}]}'), 'answered 422: .."loc"'),
        (Fault(status=404, body=b"[]"), "answered 404: no reason given"),
        (Fault(status=500, body=b"<html>"), "answered 500: no reason given"),
        (Fault(status=302, location="https://elsewhere.example/"), "sends the call on to https://elsewhere.example/"),
        (
            Fault(status=302, location=f"https://elsewhere.example/{KEY}/{TOKEN}"),
            "sends the call on to https://elsewhere.example/",
        ),
        (Fault(status=400, body=f'{{"detail": "{"x" * 495}{KEY}{TOKEN}"}}'.encode()), "answered 400: xx"),
        (Fault(status=400, body=f'{{"detail": ["{KEY}", "{TOKEN}"]}}'.encode()), "answered 400: "),
        (Fault(status=200, body=b"<html>"), "something else than JSON"),
        (Fault(status=200, body=b"[1]"), "something else than an object"),
        (Fault(), "gave no answer in time"),
    ],
)
def test_a_refusal_is_told_in_words(server, service, fault, said):
    """What the service said is told with a hint, and never the key."""
    server.fault = fault
    with pytest.raises(ServiceError, match=said) as failed:
        sent(server, service, publish=True)

    assert failed.value.hint
    own = {"buttondown": KEY, "listmonk": TOKEN}[service]
    assert not any(own[:length] in f"{failed.value} {failed.value.hint}" for length in (5, len(own)))
    assert server.rows == {}


def test_a_key_may_end_in_a_line_break(server, service):
    """Files of secrets do; the key is what comes before."""
    given = {name: f"{value}\r\n" for name, value in environment(server).items()}

    given["BUTTONDOWN_API_URL"] = f"{server.address}/v1"
    assert deliver(LETTER, service, publish=False, environment=given).became == "made"


def test_an_answer_has_limits(server, service, monkeypatch):
    """An answer that is too large is an error."""
    monkeypatch.setattr(web_api, "MOST_BYTES", 10)
    with pytest.raises(ServiceError, match="larger than 10 bytes"):
        sent(server, service)


@pytest.mark.parametrize("fault", [Fault(hangs=True), Fault(drips=True)])
def test_a_slow_service_is_left(server, service, monkeypatch, fault):
    """The whole call has a limited time: a service may neither be silent nor send a header at a time for ever."""
    monkeypatch.setattr(web_api, "SECONDS", 0.2)
    server.fault = fault

    with pytest.raises(ServiceError, match="gave no answer in time"):
        sent(server, service)


def test_a_service_that_is_not_there_is_named(service):
    """Nobody listens there: nothing was done, so it is sure."""
    with newsletters() as server:
        given = environment(server)
    with pytest.raises(ServiceError, match="cannot be reached") as failed:
        deliver(LETTER, service, publish=True, environment=given)

    assert not failed.value.is_unsure


def test_lists_in_another_form_have_nothing(server, service):
    """Rows that are no objects are no letters."""
    server.fault = Fault("GET", status=200, body=b'{"results": [1], "next": null, "data": {"results": "x"}}', times=1)

    assert sent(server, service).became in ("made", "kept")


def test_httpx2_may_be_missing(server, service, monkeypatch):
    """Without the extra, the error says what to install."""
    monkeypatch.setitem(sys.modules, "httpx2", None)
    with pytest.raises(UsageError, match="httpx2 is not installed"):
        sent(server, service)
