"""A model decides about items when their words do not show which story they belong to."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from dateline.core.model import Dossier, Item, Strict
from dateline.core.text import clean
from dateline.desk.model_call import Prompt, parse_reply
from dateline.desk.model_client import Model
from dateline.desk.prompt import data, rules
from dateline.desk.route import Spiked

MAX_TOKENS = 8_000
MOST_ITEMS = 40
"""The most items in one call."""
MOST_CHARACTERS = 400


@dataclass(frozen=True, slots=True)
class Sorted:
    """Where one item belongs."""

    __pydantic_config__: ClassVar = Strict
    item: int
    """The item's number."""
    story: str
    """The story's slug; empty where it belongs to none."""
    why: str
    """The reason, in a few words."""


@dataclass(frozen=True, slots=True)
class Sorting:
    """Where the items belong."""

    __pydantic_config__: ClassVar = Strict
    items: tuple[Sorted, ...]
    """One for each item."""


def is_doubtful(spiked: Spiked) -> bool:
    """Whether a model should decide: the item came near a story, and no setting of the editors has decided."""
    return spiked.nearest is not None and not spiked.is_settled


def triage(
    doubtful: Sequence[Spiked], stories: Sequence[Dossier], model: Model, name: str
) -> tuple[tuple[Item, str | Spiked], ...]:
    """Each item with the slug of its story, or spiked with a reason.

    An item that the answer leaves out, or sends to a story that was not offered, stays spiked as before. Items beyond the limit
    of one call are left for the next run.

    Args:
        doubtful: items that came near a story.
        stories: the stories that they may go to.
        model: the model that decides.
        name: the model's id.

    Raises:
        ModelError: if the model fails.
    """
    if not doubtful or not stories:
        return tuple((one.item, one) for one in doubtful)
    asked = doubtful[:MOST_ITEMS]
    prompt = Prompt(rules("triage"), (data("stories", map(_story, stories)), data("items", map(_item, range(1, 999), asked))))
    reply = model.reply(prompt, model=name, max_tokens=MAX_TOKENS, schema=Sorting)
    said = {one.item: one for one in parse_reply(Sorting, reply).items}
    offered = {one.slug for one in stories}
    placed = ((one.item, _place(one, said.get(number), offered)) for number, one in enumerate(asked, 1))
    return (*placed, *((one.item, replace(one, is_final=False)) for one in doubtful[MOST_ITEMS:]))


def _place(spiked: Spiked, said: Sorted | None, offered: set[str]) -> str | Spiked:
    if said is None or (said.story and said.story not in offered):
        return spiked
    return said.story or Spiked(
        spiked.item, f"triage: {' '.join(clean(said.why).split())[:120] or 'no reason given'}", spiked.nearest
    )


def _story(dossier: Dossier) -> dict[str, object]:
    last = dossier.latest
    told = last.what[:MOST_CHARACTERS] if last else ""
    return {"slug": dossier.slug, "title": dossier.story.title, "queries": list(dossier.story.queries), "told": told}


def _item(number: int, spiked: Spiked) -> dict[str, object]:
    item = spiked.item
    return {"number": number, "title": item.title, "feed": item.feed, "text": item.text[:MOST_CHARACTERS]}
