"""Parts of a card, and which of them are left out of one that is too long: whole blocks, from the bottom."""

from collections.abc import Callable, Sequence
from typing import NamedTuple


class CardBlock(NamedTuple):
    """A run of Markdown that is shown whole or not at all."""

    text: str
    is_kept: bool = False
    """Whether it must be shown as long as there is any room: it blocks, or somebody must decide about it."""


class CardPart(NamedTuple):
    """A part of a card, such as a section."""

    name: str
    """What it is called where it is left out."""
    blocks: tuple[CardBlock, ...]
    title: str = ""
    """Its heading."""
    fold: str = ""
    """The line that it is folded under, without text from outside; empty: it is open."""
    order: int = 0
    """The parts with the highest number are left out first; those with 0 never."""

    def markdown(self, blocks: Sequence[CardBlock], heading: str = "##") -> str:
        """The part with some of its blocks, under a heading of a level; empty without any."""
        text = "\n\n".join(block.text for block in blocks)
        if not text:
            return ""
        return folded(self.fold, text) if self.fold else f"{heading} {self.title}\n\n{text}" if self.title else text


def folded(summary: str, text: str) -> str:
    """Markdown under a line that opens it."""
    return f"<details><summary>{summary}</summary>\n\n{text}\n\n</details>"


LeftOut = Callable[[Sequence[str]], CardPart]
"""Makes the part that says what was left out, from its names."""


def joined(parts: Sequence[CardPart], most: int | None, left_out: LeftOut, heading: str = "##") -> str:
    """The parts as one text.

    Args:
        parts: in the order of the card; the last one is shown below what says that parts were left out.
        most: the characters that the text may have; None: no limit.
        left_out: makes the part that says what was left out, from its names.
        heading: the level of the headings.
    """
    everything = {number: part.blocks for number, part in enumerate(parts)}
    ranked = sorted((number for number, part in enumerate(parts) if part.order), key=lambda n: (-parts[n].order, -n))
    steps = [(number, tuple(block for block in parts[number].blocks if block.is_kept)) for number in ranked]
    steps += [(number, ()) for number in ranked]
    text = _text(parts, everything, left_out, heading)
    for number, blocks in steps:
        if most is None or len(text) <= most:
            break
        everything[number] = blocks
        text = _text(parts, everything, left_out, heading)
    return text


def _text(parts: Sequence[CardPart], shown: dict[int, tuple[CardBlock, ...]], left_out: LeftOut, heading: str) -> str:
    cut = [part.name for number, part in enumerate(parts) if len(shown[number]) < len(part.blocks)]
    texts = [part.markdown(shown[number], heading) for number, part in enumerate(parts)]
    if cut:
        notice = left_out(cut)
        texts.insert(-1, notice.markdown(notice.blocks))
    return "\n\n".join(filter(None, texts)) + "\n"
