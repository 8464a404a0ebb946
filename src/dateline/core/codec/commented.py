"""A new `story.yaml` to fill in: each key with a sentence about it, and optional keys with an example."""

from collections.abc import Iterator

from dateline.core import codec, yamlio
from dateline.core.codec.schema import schema
from dateline.core.model import Closing, Story, Waiver

EXAMPLE = Story(
    title="The harbour barrier",
    status="dormant",
    closing=Closing("2026-12-31", "The barrier is finished."),
    draft=True,
    tags=("harbour", "flood-protection"),
    queries=("harbour barrier", "storm surge gate"),
    feeds=("saved",),
    guidance="Prefer primary sources.\nSpell out currencies.",
    must=("harbour",),
    never=("football", "real estate"),
    headline="follow",
    review_by="2026-12-31",
    language="fr",
    related=("ferry-timetable",),
    aliases=("harbour-gate",),
    waive=(Waiver(version=3, rule="ungrounded-number", at="narrative[2]", why="The ship's name contains it."),),
)
"""An example for each key."""


def story_file(story: Story, schema_path: str) -> str:
    """The file of a new story: its settings as keys, and all other keys commented out.

    Args:
        story: the settings.
        schema_path: the path of the JSON Schema, for the first line.
    """
    first = f"# yaml-language-server: $schema={schema_path}\n# To use a key that is commented out, remove its # and the space.\n"
    return first + "".join(_entries(codec.to_tree(story)))


def _entries(settled: dict[str, object]) -> Iterator[str]:
    described = schema("story")["properties"]
    for key, example in codec.to_tree(EXAMPLE).items():
        yield f"\n# {described[key]['description']}{_choices(described[key].get('enum', ()))}\n"
        if key in settled:
            yield yamlio.dump({key: settled[key]})
        else:
            yield "".join(f"# {line}\n" for line in yamlio.dump({key: example}).splitlines())


def _choices(words: tuple[str, ...]) -> str:
    return f" One of: {', '.join(words)}." if words else ""
