"""A letter → a draft at a service, and the mail to its subscribers: once, whatever breaks off in between."""

from collections.abc import Callable, Mapping
from typing import Final

from dateline.core.errors import ServiceError
from dateline.core.services import ServiceName
from dateline.post.services.buttondown import Buttondown
from dateline.post.services.listmonk import Listmonk
from dateline.post.services.service import (
    DRAFT,
    Delivered,
    HeldDraft,
    NewsletterService,
    PostedLetter,
    mark_of_letter,
)

_CONNECT: Final[Mapping[ServiceName, Callable[[Mapping[str, str]], NewsletterService]]] = {
    "buttondown": Buttondown,
    "listmonk": Listmonk,
}
"""The services. To add one, add a line."""


def deliver(letter: PostedLetter, service: ServiceName, *, publish: bool, environment: Mapping[str, str]) -> Delivered:
    """Makes or renews the draft of a letter, and sends it if that is asked for.

    There is one draft for each letter: it is looked for first. One that was sent, scheduled or stopped, and one that a person has
    edited at the service, stays as it is. Nothing is sent twice: only a draft is sent, and after a failure the service is asked.

    Args:
        letter: the letter.
        service: the service.
        publish: whether it is sent to all subscribers.
        environment: the environment variables, with the key.

    Raises:
        UsageError: if a variable is missing or wrong.
        ServiceError: if the service does not answer or refuses.
    """
    client = _CONNECT[service](environment)
    held, is_new = client.find(letter), False
    if held is None:
        held, is_new = _made(client, letter), True
    if not held.is_draft or held.is_edited:
        return Delivered(client.title, "edited" if held.is_draft else "left", held.status, held.url)
    is_same = held.sent == mark_of_letter(letter)
    held = held if is_same else client.renew(held, letter)
    if publish:
        return Delivered(client.title, "sent", _published(client, held, letter), held.url)
    return Delivered(client.title, "made" if is_new else "kept" if is_same else "renewed", held.status, held.url)


def _made(client: NewsletterService, letter: PostedLetter) -> HeldDraft:
    """A new draft; if another run made one at the same time, or the answer was lost, the one that is found."""
    try:
        made = client.make(letter)
    except ServiceError as error:
        found = client.find(letter) if error.is_unsure else None
        if found is None:
            raise
        return found
    return client.find(letter) or made


def _published(client: NewsletterService, held: HeldDraft, letter: PostedLetter) -> str:
    """The status after a draft was sent; after a failure the service says whether it was."""
    try:
        status = client.publish(held)
    except ServiceError:
        now = client.find(letter)
        if now is None or now.is_draft:
            raise
        status = now.status
    if status == DRAFT:
        hint = f"See what it says there: {held.url}"
        raise ServiceError("was asked to send the letter, and still has a draft", where=client.title, hint=hint)
    return status
