"""What a model writes around the JSON object that it was asked for."""

import json

import pytest

from dateline.desk.json_object import JsonObject, json_object

WANTED = '{"kept": [1, 2], "added": [{"text": "A {brace} and a \\"quote\\"."}]}'


@pytest.mark.parametrize(
    "text",
    [
        WANTED,
        f"```json\n{WANTED}\n```",
        f"```\n{WANTED}\n```",
        f"Here is the JSON object:\n\n{WANTED}\n\nLet me know if {{anything}} is missing.",
        f"I keep {{1}} and {{2}}.\n{WANTED}",
        f'<think>Maybe {{"kept": [1, 2, 3], "added": [], "why": "{"because " * 20}"}}?</think>\n{WANTED}',
        f"<thinking>\nNo {{ end.\n</thinking>{WANTED}",
        f'For example {{"kept": []}}, so: {WANTED}',
        f"{'{' * 30} {WANTED}",
    ],
)
def test_the_object_is_found(text):
    """Fences, sentences, braces in sentences and thoughts aloud are left out."""
    assert json_object(text) == JsonObject(WANTED, value=json.loads(WANTED))


def test_of_several_objects_the_one_with_the_names_counts():
    """A schema that the model repeats is longer than its answer, and has none of the names that the answer should have."""
    schema = '{"type": "object", "properties": {"kept": {"type": "array"}, "added": {"type": "array"}}, "required": ["kept"]}'

    for text in (f"{schema}\n{WANTED}", f"{WANTED}\n{schema}"):
        assert json_object(text, ("kept", "added")).text == WANTED
        assert json_object(text).text == schema


@pytest.mark.parametrize(
    "text",
    [
        *(WANTED[:end] for end in range(1, len(WANTED))),
        f"```json\n{WANTED[:30]}",
        f"Here it is: {WANTED[:-1]}",
    ],
)
def test_a_cut_object_is_no_object(text):
    """A text that ends inside an object is cut, wherever it ends, and no smaller object inside it counts."""
    assert json_object(text) == JsonObject(text, is_cut=True)


@pytest.mark.parametrize("text", ["", "I cannot help with that.", "[1, 2]", '{"kept": [1,, 2], "added": [{"text": "A"}]}'])
def test_without_an_object_the_text_stays(text):
    """The error is about what the model said, and not about an object inside a broken one."""
    assert json_object(text) == JsonObject(text)


def test_a_hostile_text_takes_no_time():
    """Only so many braces are tried, and depth is no error."""
    deep = '{"a":' * 60_000
    assert json_object(deep).text == deep
    assert json_object("{x " * 60_000).text == "{x " * 60_000
    assert json.loads(json_object(f"{'{x ' * 100}{WANTED}").text)
