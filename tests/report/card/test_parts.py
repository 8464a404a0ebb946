"""What is left out of a card that is too long."""

from collections.abc import Sequence

from dateline.report.card.parts import CardBlock, CardPart, joined


def left_out(names: Sequence[str]) -> CardPart:
    return CardPart("", (CardBlock(f"Left out: {', '.join(names)}."),))


PARTS = (
    CardPart("", (CardBlock("Top."),)),
    CardPart("What", (CardBlock("W" * 50), CardBlock("Blocks.", is_kept=True)), "What", order=1),
    CardPart("nothing", (), "Nothing", order=2),
    CardPart("Timeline", (CardBlock("T" * 50), CardBlock("t" * 50)), "Timeline", "Timeline: 2", order=3),
    CardPart("", (CardBlock("Boxes."),)),
)


def test_all_of_it() -> None:
    """Without a limit, and if everything fits, each part is shown: under its heading or folded; an empty part is not."""
    whole = joined(PARTS, None, left_out)

    assert whole == (
        f"Top.\n\n## What\n\n{'W' * 50}\n\nBlocks.\n\n<details><summary>Timeline: 2</summary>\n\n"
        f"{'T' * 50}\n\n{'t' * 50}\n\n</details>\n\nBoxes.\n"
    )
    assert joined(PARTS, len(whole), left_out) == whole


def test_whole_parts_are_left_out_from_the_bottom() -> None:
    """The part with the highest order goes first, and the card says so above its last part."""
    shown = joined(PARTS, 150, left_out)

    assert shown == f"Top.\n\n## What\n\n{'W' * 50}\n\nBlocks.\n\nLeft out: Timeline.\n\nBoxes.\n"


def test_what_blocks_stays() -> None:
    """Of a part that is left out, the blocks that somebody must decide about stay as long as there is room."""
    assert joined(PARTS, 70, left_out) == "Top.\n\n## What\n\nBlocks.\n\nLeft out: What, Timeline.\n\nBoxes.\n"
    assert joined(PARTS, 50, left_out) == "Top.\n\nLeft out: What, Timeline.\n\nBoxes.\n"
