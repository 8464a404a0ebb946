"""A letter is sent to each reader once: on one machine, on machines that are thrown away, and on two at the same time."""

import json
import socket
from threading import Barrier, Thread
from typing import Any

import builders
import pytest
from branches import Hub
from mailing import CONFIG, DAY, LETTER, NAMES, NOW, address, environment, journal, send, shared, told
from post.letter_server import HANG_UP, LetterServer, letter_server

from dateline.core.errors import GitError, MailError, StoreError, UsageError
from dateline.flows.mailing.record import MailRecord
from dateline.flows.mailing.send import CUT_OFF, OTHER_KEY, MailingOptions, send_letter
from dateline.post.delivery import Courier
from dateline.post.letter import LARGEST, Letter
from dateline.post.readers import reader
from dateline.store import remote, state
from dateline.store.git import git
from dateline.store.mailed import Journal


@pytest.fixture
def server():
    with letter_server() as made:
        yield made


@pytest.fixture
def root(make_publication):
    """A publication without a repository."""
    return make_publication(builders.dossier(), config=CONFIG)


@pytest.fixture
def hub(make_publication, tmp_path):
    """The remote of a publication."""
    return Hub(tmp_path, make_publication(builders.dossier(), config=CONFIG))


def cut_off(monkeypatch, *, after: int) -> None:
    """The next run is killed right before it gives the server a mail, after so many mails: it records no end."""
    gives, left = Courier.give, iter(range(after))

    def give(self, mail):
        if next(left, None) is None:
            raise KeyboardInterrupt
        return gives(self, mail)

    monkeypatch.setattr(Courier, "give", give)
    monkeypatch.setattr(MailRecord, "end", lambda *_: None)


def interrupted(monkeypatch, root, server, *, after: int) -> None:
    with monkeypatch.context() as patch:
        cut_off(patch, after=after)
        with pytest.raises(KeyboardInterrupt):
            send(root, server)


def test_each_reader_gets_one_mail(root, server):
    """Each has a mail of their own, with no other address in it; a second run sends to those alone who are new."""
    first, second = send(root, server), send(root, server, *NAMES, "eve")

    assert told(first) == dict.fromkeys(NAMES, "sent")
    assert (first.exit_code, second.exit_code) == (0, 0)
    assert told(second) == {**dict.fromkeys(NAMES, "before"), "eve": "sent"}
    assert server.readers == [address(name) for name in (*NAMES, "eve")]
    for mail, name in zip(server.mails, (*NAMES, "eve"), strict=True):
        assert mail["To"] == address(name)
        assert not any(address(other) in mail.as_string() for other in NAMES if other != name)
    assert len({mail["Message-ID"] for mail in server.mails}) == 5


def test_a_run_with_nothing_to_do_records_nothing(root, server):
    """The journal only grows when something is sent."""
    send(root, server)
    before = journal(root)

    assert set(told(send(root, server)).values()) == {"before"}
    assert journal(root) == before


def test_a_mail_to_a_list_is_one_mail(root, server):
    """The list's server does the rest."""
    to = (reader("letter@lists.example.org", is_list=True),)
    options = MailingOptions(NOW, environment(server))

    results = [one.result for _ in range(2) for one in send_letter(root, LETTER, to, options).readers]

    assert results == ["sent", "before"]


def test_another_day_is_another_letter(hub, server):
    """Who has the letter of one day still gets that of the next, on this machine and on another one."""
    one = hub.clone("one")
    send(one.root, server, "ada")
    for day, root in (("2026-05-28", one.root), ("2026-05-29", hub.clone("two").root)):
        later = Letter(day, "Later", "", "Later.", "")

        mailed = send_letter(root, later, (reader(address("ada")),), MailingOptions(NOW, environment(server)))

        assert told(mailed) == {"ada": "sent"}


def test_who_failed_is_tried_again(root, server):
    """A refusal is named with the server's words, the rest is sent, and the next run is about that reader alone."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(server, "script", lambda word, given: "450 later" if (word, address("bea")) == ("END", given) else None)
        first = send(root, server)
    second = send(root, server)

    assert told(first) == {**dict.fromkeys(NAMES, "sent"), "bea": "failed"}
    assert (first.exit_code, first.of("failed")[0].reason) == (3, "450 later")
    assert told(second) == {**dict.fromkeys(NAMES, "before"), "bea": "sent"}


def test_who_perhaps_has_it_gets_no_second_mail_unasked(root, server):
    """A connection lost after a whole mail: later runs name the reader, and only `--again` sends to them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(server, "script", lambda word, given: HANG_UP if (word, address("bea")) == ("END", given) else None)
        first = send(root, server)
    second, asked, last = send(root, server), send(root, server, is_again=True), send(root, server)

    assert told(first)["bea"] == told(second)["bea"] == "uncertain"
    assert (first.exit_code, second.exit_code, second.of("uncertain")[0].reason) == (3, 3, CUT_OFF)
    assert told(asked) == {**dict.fromkeys(NAMES, "before"), "bea": "sent"}
    assert set(told(last).values()) == {"before"}
    assert sorted(server.readers) == [address(name) for name in NAMES]


def test_a_run_that_was_killed_is_finished_here(root, server, monkeypatch):
    """The journal knows whom a killed run never tried; only the one it was about to try is uncertain."""
    interrupted(monkeypatch, root, server, after=1)

    mailed = send(root, server)

    assert told(mailed) == {"ada": "before", "bea": "uncertain", "cem": "sent", "dan": "sent"}
    assert server.readers == [address(name) for name in ("ada", "cem", "dan")]


def test_a_server_that_loses_every_connection_is_left_alone(root, server):
    """After three, the rest is not tried; the next run tries all of them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(server, "script", lambda word, _: HANG_UP if word == "RCPT" else None)
        first = send(root, server)

    assert told(first) == {"ada": "failed", "bea": "failed", "cem": "failed", "dan": "untried"}
    assert first.stopped
    assert first.exit_code == 3
    assert set(told(send(root, server)).values()) == {"sent"}


def test_a_server_that_cannot_be_reached_leaves_no_trace(root, server):
    """Nothing is recorded before there is somebody to give mails to."""
    dead = LetterServer()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        dead.port = free.getsockname()[1]
    with pytest.raises(MailError, match="Connection refused"):
        send(root, dead)

    assert journal(root) == []


def test_a_mail_that_is_too_large_is_sent_to_nobody(root, server):
    """The size is known before the first mail."""
    large = Letter(DAY, "", "x" * LARGEST, "", "")
    with pytest.raises(UsageError, match="bytes"):
        send_letter(root, large, (reader("ada@example.org"),), MailingOptions(NOW, environment(server)))

    assert (server.words, journal(root)) == ([], [])


def test_a_rehearsal_sends_and_records_nothing(root, server):
    """It says to whom the letter would be sent, and who has it already."""
    send(root, server, "ada")
    before = journal(root)

    mailed = send(root, server, is_dry=True)

    assert told(mailed) == {"ada": "before", "bea": "untried", "cem": "untried", "dan": "untried"}
    assert (mailed.exit_code, mailed.size > 500, journal(root)) == (0, True, before)
    assert server.readers == [address("ada")]


@pytest.mark.parametrize("step", range(2, 8))
def test_a_disk_that_fails_stops_the_run(root, server, monkeypatch, step):
    """What cannot be recorded is not sent, what was sent stays known, and nobody gets it twice."""
    adds, calls = Journal.add, iter(range(1, 99))

    def add(self, *rows):
        if next(calls) >= step:
            raise StoreError("cannot be written: No space left on device")
        adds(self, *rows)

    with monkeypatch.context() as patch:
        patch.setattr(Journal, "add", add)
        mailed = send(root, server)
    was_sent = len(server.readers)
    again = send(root, server)

    assert mailed.exit_code == 3
    assert "No space left" in str(mailed.error)
    assert len(mailed.of("sent")) == was_sent == (step - 1) // 2
    assert len(set(server.readers)) == len(server.readers)
    assert len(again.of("uncertain")) == (1 if step % 2 else 0)


def test_without_a_password_the_folder_has_a_secret(root, server):
    """A server on this machine needs no password, and marks are made with a secret that is in no repository."""
    first, second = send(root, server, password=""), send(root, server, password="")

    assert set(told(first).values()) == {"sent"}
    assert set(told(second).values()) == {"before"}
    assert len((root / ".dateline/mailed/key").read_text()) == 65


def test_another_password_makes_everybody_uncertain(root, server):
    """With another key, marks cannot be compared; a run that reached nobody does not matter."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(server, "script", lambda word, _: "550 no" if word == "MAIL" else None)
        send(root, server)
    server.password = "another one"
    first = send(root, server, "ada", password="another one")
    server.password = "a third one"
    second = send(root, server, "ada", "bea", password="a third one")

    assert told(first) == {"ada": "sent"}
    assert told(second) == {"ada": "uncertain", "bea": "uncertain"}
    assert {one.reason for one in second.readers} == {OTHER_KEY}
    assert set(told(send(root, server, "ada", "bea", password="a third one", is_again=True)).values()) == {"sent"}


@pytest.mark.parametrize(
    "line", ["not JSON", "[]", f'{{"day":"{DAY}"}}', f'{{"day":"{DAY}","run":"a","mark":"b","did":"sent"}}', "{}"]
)
def test_a_journal_that_cannot_be_read_stops_the_letter(root, server, line):
    """A line that cannot be understood might say who has the letter: nothing is sent, and the error names the place."""
    send(root, server, "ada")
    with (root / f".dateline/mailed/{DAY}.jsonl").open("a") as file:
        file.write(f"{line}\n")

    with pytest.raises(StoreError, match=rf"^\.dateline/mailed/{DAY}\.jsonl(:5)?: ") as wrong:
        send(root, server)

    assert "Nothing was sent" in wrong.value.hint
    assert server.readers == [address("ada")]


def test_a_line_that_a_kill_cut_is_left_out(root, server):
    """It was not on disk, so the step that follows it was not taken."""
    send(root, server, "ada")
    with (root / f".dateline/mailed/{DAY}.jsonl").open("a") as file:
        file.write('{"day":"2026-05-27","run"')

    assert told(send(root, server)) == {"ada": "before", "bea": "sent", "cem": "sent", "dan": "sent"}


def test_the_next_machine_knows_who_has_it(hub, server):
    """A clone without the journal reads from the state branch who was sent the letter, and who was not; no address is there."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(server, "script", lambda word, given: "550 no" if (word, address("bea")) == ("END", given) else None)
        send(hub.clone("one").root, server)

    mailed = send(hub.clone("two").root, server, *NAMES, "eve")

    assert told(mailed) == {"ada": "before", "bea": "sent", "cem": "before", "dan": "before", "eve": "sent"}
    text = json.dumps(shared(hub))
    assert "example" not in text
    assert not any(name in text for name in NAMES)
    assert [sorted(row) for row in shared(hub)[:2]] == [["at", "day", "key", "run", "to"], ["at", "day", "failed", "over", "run"]]


def test_the_intent_is_there_before_the_first_mail(hub, server, monkeypatch):
    """When the server gets its first mail, the branch names all readers."""
    seen = []
    gives = Courier.give

    def give(self, mail):
        seen.append(shared(hub))
        return gives(self, mail)

    monkeypatch.setattr(Courier, "give", give)
    send(hub.clone("one").root, server)

    assert [len(rows) for rows in seen] == [1] * 4
    assert len(seen[0][0]["to"]) == 4


def test_a_run_that_was_killed_elsewhere_leaves_all_uncertain(hub, server, monkeypatch):
    """Another machine cannot know how far it came; with `--again` it sends to all, and after that this machine sends to none."""
    one, two = hub.clone("one"), hub.clone("two")
    interrupted(monkeypatch, one.root, server, after=1)

    mailed = send(two.root, server)
    assert (set(told(mailed).values()), mailed.exit_code) == ({"uncertain"}, 3)
    assert server.readers == [address("ada")]

    assert set(told(send(two.root, server, is_again=True)).values()) == {"sent"}
    assert set(told(send(one.root, server)).values()) == {"before"}
    assert len(server.readers) == 5


def test_a_run_that_is_interrupted_records_what_it_did(hub, server, monkeypatch):
    """After Ctrl-C the branch has the end of the run, so that another machine goes on."""
    gives, left = Courier.give, iter(range(2))

    def give(self, mail):
        if next(left, None) is None:
            raise KeyboardInterrupt
        return gives(self, mail)

    one = hub.clone("one")
    with monkeypatch.context() as patch:
        patch.setattr(Courier, "give", give)
        with pytest.raises(KeyboardInterrupt):
            send(one.root, server)

    assert told(send(hub.clone("two").root, server)) == {"ada": "before", "bea": "before", "cem": "uncertain", "dan": "sent"}


def test_a_killed_run_is_mended_on_the_branch(hub, server, monkeypatch):
    """The machine with the journal tells the others what it knows, even if it has nothing to send."""
    one = hub.clone("one")
    interrupted(monkeypatch, one.root, server, after=1)
    send(one.root, server, "ada")

    assert told(send(hub.clone("two").root, server)) == {"ada": "before", "bea": "uncertain", "cem": "sent", "dan": "sent"}


def test_without_the_branch_nothing_is_sent(hub, server):
    """If the remote cannot be read, nobody knows who has the letter; with `--no-state` only the journal counts."""
    one = hub.clone("one")
    send(one.root, server, "ada")
    (hub.folder / "hub.git").rename(hub.folder / "gone.git")

    with pytest.raises(GitError, match="cannot be read"):
        send(one.root, server)

    assert server.readers == [address("ada")]
    assert told(send(one.root, server, is_shared=False)) == {"ada": "before", "bea": "sent", "cem": "sent", "dan": "sent"}
    (hub.folder / "gone.git").rename(hub.folder / "hub.git")
    send(one.root, server, "ada")
    assert set(told(send(hub.clone("two").root, server)).values()) == {"before"}


def test_an_intent_that_cannot_be_pushed_sends_nothing(hub, server):
    """If the remote refuses it, nothing is sent; when it takes it again, all is sent."""
    one = hub.clone("one")
    hook = hub.folder / "hub.git/hooks/pre-receive"
    hook.write_text("#!/bin/sh\nexit 1\n")
    hook.chmod(0o755)

    with pytest.raises(GitError, match="cannot be written to"):
        send(one.root, server)
    assert server.readers == []

    hook.unlink()
    assert set(told(send(one.root, server)).values()) == {"sent"}


def test_an_end_that_cannot_be_pushed_is_an_error_and_is_mended(hub, server, monkeypatch):
    """The mails are sent, the exit code is 3, and the next run on this machine tells the branch."""
    one, adds, calls = hub.clone("one"), state.add_to_state, iter(range(9))

    def add(*given):
        if next(calls) == 1:
            raise GitError("origin cannot be written to")
        return adds(*given)

    monkeypatch.setattr("dateline.flows.mailing.record.add_to_state", add)
    mailed = send(one.root, server)
    assert (set(told(mailed).values()), mailed.exit_code, str(mailed.error)) == ({"sent"}, 3, "origin cannot be written to")
    assert set(told(send(hub.clone("two").root, server)).values()) == {"uncertain"}

    assert set(told(send(one.root, server)).values()) == {"before"}
    assert set(told(send(hub.clone("three").root, server)).values()) == {"before"}
    assert len(server.readers) == 4


def test_who_comes_second_to_the_branch_sends_nothing(hub, server, monkeypatch):
    """A run that has read the branch before another one wrote to it leaves that one's readers alone."""
    one, two = hub.clone("one"), hub.clone("two")
    opens, others = Courier.open, list[Any]()

    def opened(self):
        opens(self)
        if not others:
            others.append(None)
            others.append(send(one.root, server, "ada", "bea"))

    monkeypatch.setattr(Courier, "open", opened)
    second = send(two.root, server)

    assert told(others[1]) == {"ada": "sent", "bea": "sent"}
    assert told(second) == {"ada": "elsewhere", "bea": "elsewhere", "cem": "sent", "dan": "sent"}
    assert second.exit_code == 0
    assert set(told(send(hub.clone("three").root, server)).values()) == {"before"}
    assert len(server.readers) == 4


def test_who_comes_second_with_another_key_sends_nothing_at_all(hub, server, monkeypatch):
    """If the marks cannot be compared, every reader may belong to the other run."""
    one, two = hub.clone("one"), hub.clone("two")
    opens, others = Courier.open, list[Any]()

    def opened(self):
        opens(self)
        if not others:
            others.append(None)
            send(one.root, server, "ada", password="")

    monkeypatch.setattr(Courier, "open", opened)

    assert set(told(send(two.root, server)).values()) == {"elsewhere"}
    assert server.readers == [address("ada")]


def test_a_push_that_only_seems_to_fail_keeps_its_place(hub, server, monkeypatch):
    """If the remote took the intent but the answer was lost, and another run wrote after it, the readers are still this run's."""
    one, two, pushes = hub.clone("one"), hub.clone("two"), remote.push
    other = {"day": DAY, "run": "other", "at": NOW, "key": "x", "to": ["y"]}
    calls = iter(range(99))

    def push(root, commit, branch):
        pushes(root, commit, branch)
        if next(calls) == 0:
            git(two.root, "fetch", "-q", "origin", "dateline-state:refs/remotes/origin/dateline-state")
            state.add_to_state(two.root, {"mailed.jsonl": [other]})
            git(root, "update-ref", "-d", f"refs/remotes/origin/{branch}")
            raise GitError("the connection was lost")

    monkeypatch.setattr(state, "push", push)

    assert set(told(send(one.root, server)).values()) == {"sent"}


def test_two_machines_at_once_send_one_mail_to_each(hub, server, monkeypatch):
    """Both have read the branch when the first one writes to it: each reader gets one mail."""
    clones = [hub.clone("one"), hub.clone("two")]
    together, opens, results = Barrier(2, timeout=60), Courier.open, []

    def opened(self):
        opens(self)
        together.wait()

    monkeypatch.setattr(Courier, "open", opened)
    threads = [Thread(target=lambda clone: results.append(send(clone.root, server)), args=(clone,)) for clone in clones]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(told(one)["ada"] for one in results) == ["elsewhere", "sent"]
    assert sorted(server.readers) == [address(name) for name in NAMES]


def test_a_branch_that_cannot_be_read_stops_the_letter(hub, server):
    """A line that cannot be understood might say who has the letter."""
    one = hub.clone("one")
    state.add_to_state(one.root, {"checks.jsonl": [b"not JSON"]})
    assert told(send(one.root, server, "ada")) == {"ada": "sent"}
    state.add_to_state(one.root, {"mailed.jsonl": [b"not JSON"]})

    with pytest.raises(StoreError, match=r"^dateline-state:mailed\.jsonl:3: this line cannot be read") as wrong:
        send(hub.clone("two").root, server)

    assert "Nothing was sent" in wrong.value.hint
