"""Sends a letter to its readers: each of them gets it once, whatever happens in between."""

import secrets
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple
from urllib.parse import quote

from dateline.core.config import Config
from dateline.core.errors import DatelineError, StoreError
from dateline.core.progress import timed
from dateline.core.secret import is_watched
from dateline.flows.mailing.past import MailingRun, Result, known
from dateline.flows.mailing.record import MailRecord
from dateline.post.delivery import Courier
from dateline.post.letter import Letter, Sender, mail_of, sender_of
from dateline.post.mail_server import VARIABLE, MailServer, parse_server
from dateline.post.message import Mail
from dateline.post.readers import LetterReader, Marks, marks
from dateline.store.lock import locked
from dateline.store.mailed import own_key
from dateline.store.reading import read_config

CUT_OFF = "an earlier run was cut off before it could record that"
HALTED = "the run was told to end"
OTHER_KEY = "an earlier run had another password, so nobody can tell who has it"


class ToldReader(NamedTuple):
    """What became of the letter to one reader."""

    address: str
    """The address."""
    result: Literal["sent", "failed", "uncertain", "untried", "before", "elsewhere"]
    """`before`: an earlier run sent it; `elsewhere`: another run sends it, which began first; otherwise as in `Delivery`."""
    reason: str = ""
    """Why it failed, or is uncertain."""


@dataclass(frozen=True, slots=True)
class Mailed:
    """What a run did with a letter, or would do."""

    letter: Letter
    """The letter."""
    size: int
    """Bytes of the largest mail."""
    readers: tuple[ToldReader, ...]
    """What became of each."""
    is_dry: bool = False
    """Whether nothing was sent; then `untried` are those it would be sent to."""
    stopped: str = ""
    """Why the rest was not tried; empty if all were."""
    error: DatelineError | None = None
    """Why the end of the run could not be recorded."""

    def of(self, result: str) -> list[ToldReader]:
        """The readers with a result."""
        return [one for one in self.readers if one.result == result]

    @property
    def exit_code(self) -> int:
        """3 if a reader did not get the letter, or perhaps not."""
        results = {one.result for one in self.readers} - ({"untried"} if self.is_dry else set())
        return 3 if self.error or results & {"failed", "uncertain", "untried"} else 0


def _unwatched() -> AbstractContextManager[Callable[[], bool]]:
    return nullcontext(lambda: True)


@dataclass(frozen=True, slots=True)
class MailingOptions:
    """How a letter is sent."""

    now: str
    """The time of the run, UTC."""
    environment: Mapping[str, str]
    """The environment variables; the mail server is in one of them."""
    is_again: bool = False
    """Whether it goes to those, too, who perhaps have it already."""
    is_dry: bool = False
    """Whether nothing is sent or recorded."""
    is_shared: bool = True
    """Whether the state branch is read and written."""
    watch: Callable[[], AbstractContextManager[Callable[[], bool]]] = _unwatched
    """What is entered while mails are sent; asked before each whether to go on."""


def send_letter(root: Path, letter: Letter, readers: Sequence[LetterReader], options: MailingOptions) -> Mailed:
    """Sends a letter to those readers who do not have it yet.

    Who perhaps has it is not sent it unless that is asked for. Each is recorded before it is sent anything.

    Args:
        root: the publication's folder.
        letter: the letter.
        readers: the readers, each once.
        options: how it is sent.

    Raises:
        UsageError: if no mail server or sender is known, or the mail is too large.
        GitError: if the state branch can be neither read nor written; then nothing was sent.
        StoreError: if another run is in progress, or the disk reports an error, or a record cannot be read.
        MailError: if the mail server cannot be reached, or refuses the password.
    """
    server = parse_server(options.environment.get(VARIABLE, ""), is_watched=is_watched(options.environment))
    config = read_config(root)
    sender = sender_of(config)
    with locked(root):
        run = _Mailing(letter, sender, _marks(root, config, server), options)
        size = max((len(run.mail(one).data) for one in sorted(readers, key=_room)[-1:]), default=0)
        record = MailRecord(root, letter.day, now=options.now, is_shared=options.is_shared)
        if not options.is_dry:
            record.mend()
        told = run.told_before(readers, record)
        waiting = [one for one in readers if told[one].result == "untried"]
        if options.is_dry or not waiting:
            return Mailed(letter, size, tuple(told.values()), is_dry=options.is_dry)
        courier = Courier(server)
        courier.open()
        try:
            with options.watch() as goes_on:
                error = run.send(waiting, record, courier, told, goes_on)
        finally:
            courier.close()
    return Mailed(letter, size, tuple(told.values()), stopped=courier.stopped, error=error)


def _room(one: LetterReader) -> int:
    """How much room an address takes in a mail, roughly."""
    return len(one.address) + len(quote(one.address))


def _marks(root: Path, config: Config, server: MailServer) -> Marks:
    secret = f"{server.user}:{server.password}" if server.password else own_key(root)
    return marks(secret, config.url)


@dataclass(frozen=True, slots=True)
class _Mailing:
    """One run."""

    letter: Letter
    sender: Sender
    marks: Marks
    options: MailingOptions

    def mail(self, one: LetterReader) -> Mail:
        mark = "" if one.is_list else self.marks.of_mail(self.letter.day, one)
        data = mail_of(self.letter, self.sender, one, mark=mark, now=self.options.now)
        return Mail(self.sender.address, one.address, data)

    def told_before(self, readers: Sequence[LetterReader], record: MailRecord) -> dict[LetterReader, ToldReader]:
        """What earlier runs did about each reader; those who are to be sent the letter are `untried`."""
        past = known(record.runs, self.marks.name)
        found = {}
        for one in readers:
            result = past.about(self.marks.of(one))
            if result == "sent":
                found[one] = ToldReader(one.address, "before")
            elif result == "uncertain" and not self.options.is_again:
                found[one] = ToldReader(one.address, "uncertain", OTHER_KEY if past.is_other_key else CUT_OFF)
            else:
                found[one] = ToldReader(one.address, "untried")
        return found

    def send(
        self,
        waiting: Sequence[LetterReader],
        record: MailRecord,
        courier: Courier,
        told: dict[LetterReader, ToldReader],
        goes_on: Callable[[], bool],
    ) -> DatelineError | None:
        """Sends the mails; returns why the disk stopped the run, or its end could not be recorded."""
        results: dict[str, Result] = {self.marks.of(one): "untried" for one in waiting}
        run = MailingRun(secrets.token_hex(8), self.marks.name, tuple(results), results)
        taken = record.begin(run)
        try:
            for number, one in enumerate(waiting, 1):
                if self.marks.of(one) in taken:
                    told[one] = ToldReader(one.address, "elsewhere")
                    continue
                if not courier.stopped and not goes_on():
                    courier.stopped = HALTED
                if not courier.stopped:
                    mark, mail = self.marks.of(one), self.mail(one)
                    record.note(run, mark, "trying")
                    results[mark] = "uncertain"
                    with timed("send", total=len(waiting), number=number):
                        delivery = courier.give(mail)
                    results[mark] = delivery.result
                    told[one] = ToldReader(one.address, delivery.result, delivery.reason)
                    record.note(run, mark, delivery.result)
        except StoreError as error:
            record.end(run)
            return error
        except BaseException:
            record.end(run)
            raise
        return record.end(run)
