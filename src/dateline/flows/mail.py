"""Mails the report of a run that failed to the editors."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from dateline.core import layout
from dateline.core.errors import UsageError
from dateline.core.secret import is_watched, masked, secrets_of
from dateline.post.mail_server import VARIABLE, MailServer, parse_server
from dateline.post.message import plain_mail
from dateline.post.smtp import send
from dateline.store.reading import read_config


@dataclass(frozen=True, slots=True)
class ReportMailer:
    """Mails what a command printed."""

    server: MailServer
    """Where mails are given."""
    sender: str
    """The publisher's address, or else that of the recipient."""
    recipient: str
    """Who gets the reports."""
    title: str
    """The publication's title."""
    now: str
    """The time of the run, UTC."""
    secrets: Mapping[str, str] = field(repr=False)
    """Text that no mail may contain, the longest first → the name of its variable, which is put in its place."""

    def mail(self, command: str, exit_code: int, lines: Iterable[str]) -> None:
        """Mails what `dateline COMMAND` printed before it ended with this exit code.

        Raises:
            UsageError: if an address is not one.
            MailError: if the mail server does not take the mail.
        """
        day, time = self.now[:10], self.now[11:16]
        text = "\n".join((f"`dateline {command}` ended with exit code {exit_code} on {day} at {time} UTC.", "", *lines))
        subject = f"{self.title}: {command} failed on {day}"
        send(plain_mail(self.sender, self.recipient, subject, masked(text, self.secrets), now=self.now), self.server)


def report_mailer(root: Path, to: str | None, *, now: str, environment: Mapping[str, str]) -> ReportMailer:
    """Who mails reports; asked for before the run, so that a mistake in the settings costs nothing.

    Args:
        root: the publication's folder.
        to: who gets the reports; None: the publisher's address in the settings.
        now: the time of the run, UTC.
        environment: the environment variables; the mail server is in one of them.

    Raises:
        UsageError: if no server or no address is known, or one is not valid.
    """
    server = parse_server(environment.get(VARIABLE, ""), is_watched=is_watched(environment))
    config = read_config(root)
    recipient = to or config.author.email
    if not recipient:
        hint = "Add it there: author: {name: …, email: …}. Or give an address with --mail-to."
        raise UsageError("`author` has no email, so nobody would get the report", where=layout.SITE, hint=hint)
    sender = config.author.email or recipient
    plain_mail(sender, recipient, "", "", now=now)  # an address that is not one is refused before the run
    return ReportMailer(server, sender, recipient, config.title, now, _secrets(environment, server.password))


def _secrets(environment: Mapping[str, str], password: str) -> dict[str, str]:
    return secrets_of(environment, *((form, VARIABLE) for form in (password, quote(password, safe=""))))
