"""`dateline daily`: the issue of a day, printed, as files, or sent to the readers on standard input."""

import json
import os
import re
import signal
import sys
from contextlib import ExitStack
from dataclasses import replace
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from types import ModuleType

import builders
import pytest
from mailing import CONFIG, DAY, LETTER, address, environment
from newsletter_server import KEY, newsletters
from post.letter_server import HANG_UP, letter_server
from terminals import AtOnce, on_a_terminal

from dateline.cli import daily as command
from dateline.cli import main, progress
from dateline.core import codec
from dateline.core.config import Author, Daily
from dateline.core.errors import GitError
from dateline.flows.mailing.record import MailRecord

NOW = "2026-05-28T06:59:59Z"


@pytest.fixture
def asked(monkeypatch):
    """The days whose issues were asked for; nothing moved on the 26th."""
    days = []
    placeholder = ModuleType("dateline.flows.daily")

    def letter_of(root, day, to="readers", *, is_shared=True):
        days.append(day)
        return None if day == "2026-05-26" else replace(LETTER, day=day)

    placeholder.letter_of = letter_of  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "dateline.flows.daily", placeholder)
    monkeypatch.setattr(command, "now", lambda: NOW)
    for name in ("CI", "GITHUB_ACTIONS"):
        monkeypatch.delenv(name, raising=False)
    return days


@pytest.fixture
def root(make_publication, asked):
    return make_publication(builders.dossier(), config=CONFIG)


@pytest.fixture
def server(monkeypatch):
    with letter_server() as made:
        monkeypatch.setenv(*next(iter(environment(made).items())))
        yield made


@pytest.fixture
def pipe(monkeypatch):
    """Puts something on standard input, which is a pipe."""
    with ExitStack() as opened:

        def put(text: str | bytes) -> None:
            ours, theirs = os.pipe()
            monkeypatch.setattr(sys, "stdin", opened.enter_context(os.fdopen(ours)))
            with os.fdopen(theirs, "wb") as end:
                end.write(text if isinstance(text, bytes) else text.encode())

        put("")
        yield put


@pytest.fixture
def nothing(monkeypatch):
    """Standard input is /dev/null."""
    with Path(os.devnull).open() as null:
        monkeypatch.setattr(sys, "stdin", null)
        yield


def set_to(root, **given) -> None:
    daily = Daily(**{"enabled": True, **given})
    (root / "content/site.yaml").write_text(codec.dump(replace(CONFIG, daily=daily)), encoding="utf-8")


def test_the_text_is_printed(root, dateline):
    """Standard output has the text of the mail and nothing else."""
    assert dateline("-C", root, "daily", DAY) == (0, LETTER.text, "")


def test_a_terminal_gets_the_next_step(root, dateline, monkeypatch):
    """It is on standard error, so that the text stays the text."""
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)

    code, out, err = dateline("-C", root, "daily", DAY)

    assert (code, out) == (0, LETTER.text)
    assert f"daily {DAY} --out DIR" in err


def test_json_has_both_forms(root, dateline):
    """Programs get the day, the subject, the address, the text and the HTML."""
    code, out, _ = dateline("-C", root, "daily", DAY, "--format", "json")

    assert code == 0
    assert json.loads(out) == {"day": DAY, "subject": LETTER.subject, "url": LETTER.url, "text": LETTER.text, "html": LETTER.html}


@pytest.mark.parametrize("form", ["text", "json"])
def test_files_to_look_at(root, dateline, tmp_path, form):
    """`--out` writes the HTML, the text, and a mail that a mail program opens, addressed to the sender."""
    code, out, err = dateline("-C", root, "daily", DAY, "--out", tmp_path / "new/look", "--format", form)

    paths = [str(tmp_path / f"new/look/{DAY}.{ending}") for ending in ("html", "txt", "eml")]
    assert (code, err) == (0, "")
    written = json.loads(out)["files"] if form == "json" else [line.removeprefix("written: ") for line in out.splitlines()]
    assert written == paths
    assert (tmp_path / f"new/look/{DAY}.txt").read_text() == LETTER.text
    mail = message_from_bytes((tmp_path / f"new/look/{DAY}.eml").read_bytes())
    assert (mail["To"], mail["Subject"]) == ("desk@example.org", LETTER.subject)


@pytest.mark.parametrize(
    ("zone", "expected"), [("UTC", "2026-05-27"), ("Pacific/Kiritimati", "2026-05-27"), ("America/Los_Angeles", "2026-05-26")]
)
def test_the_last_day_that_is_over_is_meant(root, dateline, asked, zone, expected):
    """It is over in the time zone of the publication."""
    (root / "content/site.yaml").write_text(codec.dump(replace(CONFIG, timezone=zone)), encoding="utf-8")

    dateline("-C", root, "daily")

    assert asked == [expected]


def test_today_must_be_named(root, dateline, asked):
    """The issue of a day that is not over is shown to those who ask for it."""
    assert dateline("-C", root, "daily", "2026-05-28")[0] == 0
    assert asked == ["2026-05-28"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("2026-05-29",), "error: 2026-05-29 has not begun yet"),
        (("27 May",), 'error: "27 May" is not a day'),
        (("20260527",), 'error: "20260527" is not a day'),
        (("--dry-run",), "error: --dry-run: is for --send alone"),
        (("--again",), "error: --again: is for --send alone"),
        (("--send", "--out", "x"), "error: --send and --out: are two things"),
        (("--send", "--to", "listmonk"), "error: --send and --to: are two things"),
        (("--publish",), "error: --publish: is for --to alone"),
        (("--no-intro",), "error: --no-intro: is for --send or --to alone"),
        (("--no-intro", "--intro"), "error: --no-intro: is for --send or --to alone"),
        (("--propose",), "error: --propose: is for --intro alone"),
        (("--send",), "error: content/site.yaml: nobody is named who gets the letter"),
    ],
)
def test_a_wrong_call_says_what_to_do(root, dateline, pipe, words, said):
    """Exit code 2, the mistake, and a hint."""
    code, _, err = dateline("-C", root, "daily", *words)

    assert code == 2
    assert err.startswith(f"{said}\nhint: ")


def test_without_daily_issues_there_is_none(make_publication, dateline, asked):
    """The error names the key to set."""
    root = make_publication(builders.dossier())

    code, _, err = dateline("-C", root, "daily")

    assert (code, asked) == (2, [])
    assert "content/site.yaml: the publication has no daily issues\nhint: Turn them on: `daily: {enabled: true}`." in err


@pytest.mark.parametrize("words", [(), ("--send",)])
def test_a_day_on_which_nothing_moved(root, dateline, server, words):
    """It is no mistake: nothing is sent, and the exit code is 0."""
    expected = "nothing was sent" if words else "there is no issue"

    code, out, _ = dateline("-C", root, "daily", "2026-05-26", *words)
    assert (code, out) == (0, f"nothing moved on Tuesday 26 May 2026, so {expected}\n")
    assert json.loads(dateline("-C", root, "daily", "2026-05-26", *words, "--format", "json")[1]) == {
        "day": "2026-05-26",
        "subject": None,
    }
    assert server.words == []


def test_readers_come_from_standard_input(root, dateline, server, pipe):
    """Each gets a mail; the numbers are printed, and no address."""
    pipe("ada@example.org\n# a comment\n\nbea@example.org\n")

    assert dateline("-C", root, "daily", "--send") == (0, "sent to 2 readers\n", "")
    assert server.readers == [address("ada"), address("bea")]

    pipe("ada@example.org\ncem@example.org\n")
    assert dateline("-C", root, "daily", "--send") == (0, "sent to 1 reader; 1 had it already\n", "")
    assert dateline("-C", root, "daily", "--send")[0] == 2


def test_a_second_run_sends_nothing(root, dateline, server, pipe):
    """It says that they had it already."""
    for expected in ("sent to 1 reader\n", "1 reader had it already\n"):
        pipe("ada@example.org\n")
        assert dateline("-C", root, "daily", "--send") == (0, expected, "")


@pytest.mark.usefixtures("nothing")
def test_without_standard_input_the_list_gets_it(root, dateline, server):
    """With /dev/null, the mail goes to `daily.to`; if that is not set, nobody is named."""
    code, _, err = dateline("-C", root, "daily", "--send")
    assert (code, err.splitlines()[0]) == (2, "error: content/site.yaml: nobody is named who gets the letter")

    set_to(root, to="letter@lists.example.org")
    assert dateline("-C", root, "daily", "--send") == (0, "sent to 1 reader\n", "")
    assert server.readers == ["letter@lists.example.org"]


@pytest.mark.usefixtures("nothing")
def test_a_list_needs_an_address(root, dateline):
    """`daily.to` with a domain that cannot be is an error that names it, and nothing is sent."""
    set_to(root, to="letter@lists..example.org")
    code, _, err = dateline("-C", root, "daily", "--send")

    assert (code, err.splitlines()[0]) == (2, "error: content/site.yaml: `daily.to` is not an e-mail address")


@pytest.mark.parametrize("closed", [True, False])
def test_a_terminal_is_no_list_of_readers(root, dateline, server, monkeypatch, closed):
    """Nobody types addresses: at a terminal, or with a closed standard input, the list in the settings is meant."""
    set_to(root, to="letter@lists.example.org")
    ours, theirs = os.openpty()
    with os.fdopen(ours, "wb"), os.fdopen(theirs) as terminal:
        monkeypatch.setattr(sys, "stdin", None if closed else terminal)

        assert dateline("-C", root, "daily", "--send")[0] == 0
    assert server.readers == ["letter@lists.example.org"]


@pytest.mark.parametrize("given", ["", "\n"])
def test_an_empty_pipe_means_the_list(root, dateline, server, pipe, given):
    """Schedulers and runners give a command an empty standard input: then the list in the settings is meant."""
    set_to(root, to="letter@lists.example.org")
    pipe(given)

    assert dateline("-C", root, "daily", "--send") == (0, "sent to 1 reader\n", "")
    assert server.readers == ["letter@lists.example.org"]


def test_a_pipe_with_comments_alone_is_a_mistake(root, dateline, server, pipe):
    """Whoever writes comments wanted to name readers: nothing is sent."""
    set_to(root, to="letter@lists.example.org")
    pipe("# nobody\n")

    code, _, err = dateline("-C", root, "daily", "--send")

    assert (code, server.words) == (2, [])
    assert err.startswith("error: standard input has no address, so nothing was sent\n")


@pytest.mark.usefixtures("nothing")
def test_a_list_with_a_wrong_address_is_a_mistake_in_the_settings(root, dateline, server):
    """The error names the key."""
    set_to(root, to="a\u200b@example.org")

    code, _, err = dateline("-C", root, "daily", "--send")

    assert code == 2
    assert "`daily.to`" in err or "content/site.yaml" in err


@pytest.mark.parametrize("given", [b"ada@example.org\nbea\n", b"ada@example.org\n\xff@example.org\n"])
def test_one_bad_line_sends_nothing(root, dateline, server, pipe, given):
    """It is found before the first mail."""
    pipe(given)

    code, _, err = dateline("-C", root, "daily", "--send")

    assert code == 2
    assert "Nothing was sent" in err
    assert server.words == []


def test_a_rehearsal_says_what_would_be_sent(root, dateline, server, pipe):
    """Subject, size and numbers; nothing is sent."""
    pipe("ada@example.org\n")
    dateline("-C", root, "daily", "--send")
    pipe("ada@example.org\nbea@example.org\n")

    code, out, err = dateline("-C", root, "daily", "--send", "--dry-run")

    subject, size, numbers = out.splitlines()
    assert (code, err, subject) == (0, "", "subject: The gate opened")
    assert re.fullmatch(r"size: [0-9]{3} bytes", size)
    assert numbers == "would be sent to 1 reader; 1 had it already"
    assert server.readers == [address("ada")]


def failing(server) -> None:
    server.at("END", "550 no <Bea@Example.org>, bea is gone", only="bea")
    server.at("END", HANG_UP, only="cem")


def test_failures_are_named_with_what_to_do(root, dateline, server, pipe):
    """Each reader with the reason; then how to try again, and how to reach those who perhaps have it."""
    failing(server)
    pipe("ada@example.org\nbea@example.org\ncem@example.org\n")

    code, out, err = dateline("-C", root, "daily", "--send")

    assert (code, out) == (3, "sent to 1 reader; 1 perhaps has it; 1 failed\n")
    assert err == (
        "error: bea@example.org: not sent: 550 no <Bea@Example.org>, bea is gone\n"
        "error: cem@example.org: perhaps sent: Connection unexpectedly closed\n"
        "error: 1 reader: nobody knows whether they have it\n"
        f"hint: `dateline daily {DAY} --send --again` sends it to those, too, who perhaps have it: who has it gets it twice.\n"
        "error: 1 reader did not get it\n"
        "hint: Run it again: it is only sent to those who do not have it.\n"
    )

    pipe("cem@example.org\n")
    assert dateline("-C", root, "daily", "--send", "--dry-run")[:2] == (
        3,
        f"subject: The gate opened\n{_size(root, dateline, pipe)}\nwould be sent to 0 readers; 1 perhaps has it\n",
    )


def _size(root, dateline, pipe) -> str:
    pipe("cem@example.org\n")
    size = dateline("-C", root, "daily", "--send", "--dry-run")[1].splitlines()[1]
    pipe("cem@example.org\n")
    return str(size)


NAMED = "5.1.1 <Bea@Example.org> bea=40example.org bea%40example.org, ask ada@example.org"


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_public_log_has_no_addresses(root, dateline, server, pipe, form):
    """In CI, an address is its first letter and its host, and of what the server says only the codes are repeated."""
    server.at("END", f"550 {'x' * 280} bea@example.org", only="abe")
    server.at("END", f"550 {NAMED}", only="bea")
    server.at("END", HANG_UP, only="cem")
    server.at("RCPT", f"nonsense of {NAMED}", only="dan")
    server.at("MAIL", f"421 4.7.0 {NAMED}") if form == "json" else None
    pipe("abe@example.org\nbea@example.org\ncem@example.org\ndan@example.org\n")

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CI", "true")
        code, out, err = dateline("-C", root, "daily", "--send", "--format", form)

    assert code == 3
    assert not any(name in (out + err).lower() for name in ("ada", "abe", "bea", "cem", "dan", "xx"))
    if form == "json":
        assert json.loads(out)["failed"][0] == {"address": "a…@example.org", "reason": "421 4.7.0"}
        assert json.loads(out)["stopped"] == "421 4.7.0"
    else:
        assert err.startswith(
            "error: a…@example.org: not sent: 550\n"
            "error: b…@example.org: not sent: 550 5.1.1\n"
            "error: d…@example.org: not sent: an answer without a code\n"
            "error: c…@example.org: perhaps sent: Connection unexpectedly closed\n"
        )


def test_a_server_that_greets_with_names_is_not_repeated(root, dateline, server, pipe, monkeypatch):
    """Also if it refuses the sign-in, before any mail."""
    server.at("AUTH", "535 5.7.8 desk@example.org is unknown")
    monkeypatch.setenv("CI", "true")
    pipe("ada@example.org\n")

    code, _, err = dateline("-C", root, "daily", "--send")

    assert (code, err.splitlines()[0]) == (3, f"error: 127.0.0.1:{server.port}: the mail was not sent: 535 5.7.8")


def test_json_counts_and_names(root, dateline, server, pipe):
    """Programs get the numbers, and the addresses of those who failed or are uncertain."""
    failing(server)
    pipe("ada@example.org\nbea@example.org\ncem@example.org\n")

    code, out, _ = dateline("-C", root, "daily", "--send", "--format", "json")

    told = json.loads(out)
    assert code == 3
    assert [told[name] for name in ("day", "sent", "before", "elsewhere", "untried", "dry_run", "stopped")] == [
        DAY,
        1,
        0,
        0,
        0,
        False,
        "",
    ]
    assert told["failed"][0]["address"] == "bea@example.org"
    assert told["uncertain"] == [{"address": "cem@example.org", "reason": "Connection unexpectedly closed"}]


def test_a_server_that_gives_up_is_named_once(root, dateline, server, pipe):
    """The readers who were not tried are a number."""
    server.at("RCPT", HANG_UP)
    pipe("".join(f"reader{number}@example.org\n" for number in range(9)))

    code, out, err = dateline("-C", root, "daily", "--send")

    assert (code, out) == (3, "sent to 0 readers; 3 failed; 6 not tried\n")
    assert "error: no more mails were given to the server: Connection unexpectedly closed\n" in err
    assert "error: 9 readers did not get it\n" in err


def test_without_an_address_of_the_sender_nothing_is_sent(make_publication, dateline, asked, server, pipe):
    """The error names the key to set."""
    root = make_publication(builders.dossier(), config=replace(CONFIG, author=Author()))
    pipe("ada@example.org\n")

    code, _, err = dateline("-C", root, "daily", "--send")

    assert code == 2
    assert "no address is known that the letter comes from" in err


def test_a_letter_controls_no_terminal(root, dateline, monkeypatch):
    """Text of a letter that could move the cursor or command a runner is shown as text."""
    steering = replace(LETTER, text="::set-env name=x::\x1b[2J\n")
    monkeypatch.setattr(sys.modules["dateline.flows.daily"], "letter_of", lambda *_, **__: steering)

    assert dateline("-C", root, "daily", DAY)[1] == ": set-env name=x::[2J\n"


def test_what_is_looked_at_has_an_example_of_a_reader(root, dateline, tmp_path, monkeypatch):
    """Printed, as JSON and in files, a reader of an example stands for `{email}`."""
    out = "https://list.example.org/out?who={email}"
    set_to(root, unsubscribe=out)
    stopped = replace(LETTER, html=f'<a href="{out}">Stop</a>', text=f"Stop: {out}\n", stop=out)
    monkeypatch.setattr(sys.modules["dateline.flows.daily"], "letter_of", lambda *_, **__: stopped)

    shown = dateline("-C", root, "daily", DAY)[1] + dateline("-C", root, "daily", DAY, "--format", "json")[1]
    dateline("-C", root, "daily", DAY, "--out", tmp_path / "look")
    mail = message_from_bytes((tmp_path / f"look/{DAY}.eml").read_bytes(), policy=default)
    written = [(tmp_path / f"look/{DAY}.{ending}").read_text() for ending in ("html", "txt")]
    parts = [part.get_content() for part in mail.iter_parts()]

    for one in (shown, *written, *parts):
        assert "out?who=reader%40example.org" in one
        assert "{email}" not in one


# --- a run that is told to end ------------------------------------------------------------------------------------------------


@pytest.fixture
def heard():
    """Each signal does what it does by default, and afterwards what it did before."""
    before = {one: signal.getsignal(one) for one in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    for one in before:  # a run in the background, or under nohup, ignores some of them
        signal.signal(one, signal.default_int_handler if one == signal.SIGINT else signal.SIG_DFL)
    yield
    for one, usual in before.items():
        signal.signal(one, usual)


def told_at(server, **at: signal.Signals) -> None:
    """Sends a signal to this process while the server is told a word about bea."""
    names: list[str] = []

    def script(word: str, given: str) -> None:
        names.append(given if word == "RCPT" else names[-1] if names else "")
        if word in at and "bea" in names[-1]:
            os.kill(os.getpid(), at[word])

    server.script = script


@pytest.mark.usefixtures("heard")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_run_that_is_told_to_end_finishes_the_mail_in_hand(root, dateline, server, pipe, number):
    """The mail in hand is sent and recorded; the numbers, what to do, and the exit code of the signal follow."""
    told_at(server, RCPT=number)
    pipe("ada@example.org\nbea@example.org\ncem@example.org\n")

    code, out, err = dateline("-C", root, "daily", "--send")

    assert (code, out) == (128 + number, "sent to 2 readers; 1 not tried\n")
    assert err.endswith(
        "error: no more mails were given to the server: the run was told to end\n"
        "error: 1 reader did not get it\n"
        "hint: Run it again: it is only sent to those who do not have it.\n"
    )
    assert signal.getsignal(number) in (signal.SIG_DFL, signal.default_int_handler)
    pipe("ada@example.org\nbea@example.org\ncem@example.org\n")
    assert dateline("-C", root, "daily", "--send")[:2] == (0, "sent to 1 reader; 2 had it already\n")


@pytest.mark.usefixtures("heard")
def test_a_second_ctrl_c_ends_at_once(root, dateline, server, pipe):
    """Whose mail was in hand is uncertain then, and the next run says so."""
    told_at(server, RCPT=signal.SIGTERM, DATA=signal.SIGINT)
    pipe("ada@example.org\nbea@example.org\ncem@example.org\n")
    assert dateline("-C", root, "daily", "--send")[:2] == (130, "")

    server.script = lambda *_: None
    pipe("ada@example.org\nbea@example.org\ncem@example.org\n")
    assert dateline("-C", root, "daily", "--send")[:2] == (3, "sent to 1 reader; 1 had it already; 1 perhaps has it\n")


@pytest.mark.usefixtures("heard")
def test_a_signal_that_is_ignored_stays_ignored(root, dateline, server, pipe):
    """Under nohup, the end of the terminal does not end the run."""
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    told_at(server, RCPT=signal.SIGHUP)
    pipe("ada@example.org\nbea@example.org\ncem@example.org\n")

    assert dateline("-C", root, "daily", "--send") == (0, "sent to 3 readers\n", "")


@pytest.mark.usefixtures("heard", "server")
@pytest.mark.parametrize("is_told", [True, False])
def test_a_failure_of_a_run_that_was_told_to_end(root, dateline, pipe, monkeypatch, is_told):
    """The error is said, and the exit code is the signal's, or else the error's."""

    def begin(*_: object) -> None:
        if is_told:
            os.kill(os.getpid(), signal.SIGTERM)
        raise GitError("cannot be pushed", where="origin", hint="Nothing was sent.")

    monkeypatch.setattr(MailRecord, "begin", begin)
    pipe("ada@example.org\n")

    code, _, err = dateline("-C", root, "daily", "--send")

    assert code == (143 if is_told else 3)
    assert err.endswith("error: origin: cannot be pushed\nhint: Nothing was sent.\n")


@pytest.mark.usefixtures("server")
def test_many_mails_have_a_progress_line(root, pipe, monkeypatch):
    """A terminal sees which mail is sent, if that takes its time."""
    monkeypatch.setattr(progress, "Timer", AtOnce)
    monkeypatch.setenv("TERM", "xterm")
    pipe("".join(f"reader{one}@example.org\n" for one in range(3)))

    told = on_a_terminal(lambda: main(["-C", str(root), "daily", "--send"]))

    assert "Sending mail 3 of 3" in told


# --- at a newsletter service, and with an introduction -----------------------------------------------------------------------


@pytest.fixture
def newsletter(monkeypatch):
    """A server that plays Buttondown."""
    with newsletters() as made:
        monkeypatch.setenv("BUTTONDOWN_API_KEY", KEY)
        monkeypatch.setenv("BUTTONDOWN_API_URL", f"{made.address}/v1")
        yield made


def test_a_letter_becomes_a_draft_and_is_sent_only_if_asked(root, dateline, newsletter):
    """`--to` makes a draft, a second run says that it is there, and `--publish` sends it."""
    first = dateline("-C", root, "daily", DAY, "--to", "buttondown")
    second = dateline("-C", root, "daily", DAY, "--to", "buttondown")
    third = dateline("-C", root, "daily", DAY, "--to", "buttondown", "--publish")
    fourth = dateline("-C", root, "daily", DAY, "--to", "buttondown", "--publish")

    assert [one[0] for one in (first, second, third, fourth)] == [0, 0, 0, 0]
    assert first[1].startswith("a draft was made at Buttondown: ")
    assert first[1].endswith("next: read it there, and send it there, or run this with --publish\n")
    assert second[1].startswith("the draft at Buttondown has these words already: ")
    assert third[1].startswith("Buttondown sends it to its subscribers")
    assert fourth[1].startswith("Buttondown has it already, as ")
    assert "next:" not in third[1] + fourth[1]


def test_what_became_of_a_draft_is_json(root, dateline, newsletter):
    """With `--format json`, standard output has one document."""
    code, out, _ = dateline("-C", root, "daily", DAY, "--to", "buttondown", "--format", "json")

    assert (code, {name: json.loads(out)[name] for name in ("day", "service", "became", "status")}) == (
        0,
        {"day": DAY, "service": "Buttondown", "became": "made", "status": "draft"},
    )


def test_an_edited_draft_stays(root, dateline, newsletter):
    """What a person has edited at the service is not sent, and the next step is said."""
    dateline("-C", root, "daily", DAY, "--to", "buttondown")
    next(iter(newsletter.rows.values()))["subject"] = "Another subject"

    code, out, err = dateline("-C", root, "daily", DAY, "--to", "buttondown", "--publish")

    assert code == 3
    assert out.startswith("somebody has edited the draft at Buttondown, so it stays as it is: https://")
    assert err == (
        "error: Buttondown does not send the letter: somebody has edited the draft\n"
        "hint: Read it there, and send it there, if it is to be sent.\n"
    )


@pytest.mark.parametrize("status", ["paused", "cancelled", "errored", "sent", "scheduled"])
def test_a_letter_that_is_not_sent_is_an_error(root, dateline, newsletter, status):
    """If `--publish` finds it stopped at the service, the exit code is 3, with the reason; without `--publish` it is 0."""
    words = ("-C", root, "daily", DAY, "--to", "buttondown")
    dateline(*words)
    next(iter(newsletter.rows.values()))["status"] = status
    is_sent = status in ("sent", "scheduled")

    code, out, err = dateline(*words, "--publish")

    said = f"Buttondown has it already, as {status}" if is_sent else f"the letter at Buttondown is {status}"
    assert out.startswith(f"{said}, so it was left alone: ")
    assert code == (0 if is_sent else 3)
    assert err.partition("\n")[0] == ("" if is_sent else f"error: Buttondown does not send the letter: it is {status} there")
    assert dateline(*words)[0] == 0
    assert dateline(*words, "--publish", "--format", "json")[0] == code


def test_an_issue_never_waits_for_its_introduction(root, dateline, server, pipe):
    """Without a key, the letter is sent without an introduction, and the exit code says that something failed."""
    set_to(root, intro="claude")
    pipe("ada@example.org\n")

    code, out, err = dateline("-C", root, "daily", "--send")

    assert (code, out) == (3, "sent to 1 reader\n")
    assert err.startswith("nothing was drafted\n")


def test_an_issue_with_an_introduction_gets_no_other(root, dateline, server, pipe):
    """No model is asked if the introduction is there."""
    set_to(root, intro="claude")
    (root / "content/daily").mkdir()
    (root / "content/daily/2026-05-27.md").write_text("---\nauthor: The desk\n---\n\nA quiet day.\n")
    pipe("ada@example.org\n")

    assert dateline("-C", root, "daily", "--send") == (0, "sent to 1 reader\n", "")


def test_a_letter_can_be_sent_as_it_is(root, dateline, server, pipe):
    """With `--no-intro` no model is asked, and nothing is said of one."""
    set_to(root, intro="claude")
    pipe("ada@example.org\n")

    assert dateline("-C", root, "daily", "--send", "--no-intro") == (0, "sent to 1 reader\n", "")


def test_nobody_writes_introductions_unless_the_settings_say_who(root, dateline):
    """`--intro` says which setting is missing; it is no failure, so that a schedule can ask every day."""
    code, out, err = dateline("-C", root, "daily", DAY, "--intro", "--propose")

    assert (code, err) == (0, "")
    assert out == (
        "nothing to draft\n"
        "  `daily.intro` in content/site.yaml is `none`: nobody writes introductions\n"
        "  hint: With `daily: {intro: claude}`, a model drafts them.\n"
    )


def test_an_introduction_can_be_drafted_by_itself(root, dateline):
    """`--intro` does nothing else, and says what became of it."""
    set_to(root, intro="claude")
    code, out, _ = dateline("-C", root, "daily", DAY, "--intro")

    assert code == 3
    assert out.startswith("nothing was drafted\n")
