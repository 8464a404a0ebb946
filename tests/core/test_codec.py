import json
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from os import sched_yield
from threading import Barrier

import builders
import pytest

from dateline.core import codec
from dateline.core.codec import shapes
from dateline.core.codec.reading import UPGRADE
from dateline.core.config import Config, Daily, Limits
from dateline.core.model import (
    ClosedQuestion,
    Correction,
    DepartedVoice,
    Event,
    Item,
    KeyFigure,
    LedgerLine,
    Question,
    Review,
    Story,
    Tension,
    TensionSide,
    Tombstone,
    Version,
    Waiver,
    WrittenBy,
)
from dateline.store.front_matter import PageHead

FILE = "stories/harbour-barrier/v001.yaml"
SITE = "title: A\nurl: https://example.org/\n"


def problems(kind, text, **given):
    parsed = codec.parse(kind, text.encode(), FILE, **given)
    assert parsed.value is None
    return [(one.rule, one.line, one.column, one.at, one.message, one.hint) for one in parsed.problems]


def told(kind, text):
    return [(at, message) for _, _, _, at, message, _ in problems(kind, text)]


def full():
    return builders.version(
        2,
        kind="correction",
        title="2026",
        corrections=(Correction(1, "It is: built.", "It is planned.", "A post was cut off."),),
        open_questions=(Question("cost", "Who pays for it?", due="2026-06"),),
        closed_questions=(ClosedQuestion("gate", "answered", "It shut [@harbour-plan].", verdict="partly"),),
        departed_voices=(DepartedVoice("mayor", "No word since."),),
        timeline=(Event("2026-04-14", "The plan is published [@harbour-plan]."), Event("2026-06", "It opens.", ahead=True)),
        figures=(KeyFigure("us-lead", "US lead", "2.7%", ("harbour-plan",)), KeyFigure("opens", "Opens", "2026-06", ())),
        tensions=(
            Tension(
                "cost-or-safety",
                "Who pays is open [@harbour-plan].",
                ("harbour-plan",),
                title="Dear or safe",
                sides=(
                    TensionSide("council", "It is safe [@harbour-plan].\nIt is soon."),
                    TensionSide("The Quay", "It is dear."),
                ),
            ),
        ),
        narrative=("One [@harbour-plan].\nTwo.", "Three."),
        sources=(builders.source(url="https://example.org/a?b=c#d", date="2026-04", quotes=("no", "a, b")),),
        written_by=WrittenBy("claude", "model-1", "abc", 10, 2, Decimal("0.0125")),
        review=Review("Ada", "2026-05-03", "edited"),
    )


FULL = """\
# yaml-language-server: $schema=../../content/schema/version.json
format: 1
version: 2
kind: correction
title: "2026"
published: 2026-05-02T11:30:00Z
items: 1
what: |
  The council plans a barrier [@harbour-plan].
why_it_matters: |
  The quay floods.
open_questions:
- id: cost
  due: 2026-06
  text: |
    Who pays for it?
closed_questions:
- id: gate
  outcome: answered
  verdict: partly
  text: |
    It shut [@harbour-plan].
narrative:
- |
  One [@harbour-plan].
  Two.
- |
  Three.
timeline:
- date: 2026-04-14
  text: |
    The plan is published [@harbour-plan].
- date: 2026-06
  ahead: true
  text: |
    It opens.
figures:
- {id: us-lead, label: US lead, value: 2.7%, sources: [harbour-plan]}
- {id: opens, label: Opens, value: "2026-06", sources: []}
perspectives:
- id: council
  voice: The council
  view: |
    Wants it [@harbour-plan].
  evolution: |
    New voice.
departed_voices:
- {id: mayor, why: No word since.}
tensions:
- id: cost-or-safety
  title: Dear or safe
  text: |
    Who pays is open [@harbour-plan].
  sides:
  - who: council
    text: |
      It is safe [@harbour-plan].
      It is soon.
  - who: The Quay
    text: |
      It is dear.
  sources: [harbour-plan]
corrections:
- {of: 1, was: "It is: built.", now: It is planned., why: A post was cut off.}
sources:
  harbour-plan:
    title: Title of harbour-plan
    url: https://example.org/a?b=c#d
    feed: Harbour Wire
    date: 2026-04
    evidence: headline
    quotes: ["no", "a, b"]
written_by: {writer: claude, model: model-1, prompt: abc, input_tokens: 10, output_tokens: 2, usd: 0.0125}
review: {by: Ada, on: 2026-05-03, kind: edited}
"""


def test_a_version_is_written_like_this():
    """The canonical file: keys in the documented order, one sentence per line, short maps on one line."""
    assert codec.dump(full(), "../../content/schema/version.json") == FULL


def test_a_version_is_read_back_as_it_was():
    """Reading what was written gives the same value."""
    assert full() == codec.parse(Version, FULL.encode(), FILE).value


def test_every_problem_of_a_file_is_told_at_once_with_its_place():
    """One reading reports everything that is wrong, in the order of the file, and what to do about each."""
    text = FULL.partition("\n")[2]
    wrong = (
        text.replace("version: 2", "version: two")
        .replace("kind: correction", "kind: new")
        .replace("date: 2026-04-14", "date: 2026-02-30")
        .replace("  voice: The council", "  voise: The council")
        .replace("    title: Title of harbour-plan\n", "")
        .replace("input_tokens: 10", "input_tokens: -1")
    )
    known = "Did you mean"

    assert [
        ("bad-shape", 2, 1, "version", "should be a whole number", "Write it in digits."),
        ("bad-shape", 3, 1, "kind", "should be one of 'update', 'correction' or 'minor'", "Choose one of them."),
        (
            "bad-date",
            29,
            3,
            "timeline[0].date",
            'there is no such day: "2026-02-30"',
            "Correct it.",
        ),
        ("bad-shape", 41, 3, "perspectives[0].voise", 'unknown key "voise"', f'{known} "voice"?'),
        ("bad-shape", 65, 3, "sources.harbour-plan.title", 'the key "title" is missing', "Add it."),
        ("bad-shape", 71, 59, "written_by.input_tokens", "should be greater than or equal to 0", "Correct the value."),
    ] == problems(Version, wrong)


def test_a_list_that_is_none_is_told_with_how_to_write_one():
    """The hint says how a list, a map and a switch are written."""
    [(*_, feeds), (*_, daily)] = problems(Config, "title: A\nurl: https://a.example/\nfeeds: x\ndaily: {enabled: maybe}\n")

    assert feeds == "Write each entry on a line of its own that begins with a hyphen, or all of them in [ ]."
    assert daily == "Write true or false."


def test_an_unknown_key_far_from_any_other_is_told_with_those_that_are_known():
    """If no key is similar, the hint lists the allowed keys, without the field that is the key of the map."""
    [(*_, hint)] = problems(Version, FULL.replace("    feed: Harbour Wire\n", "    xyzzy: 1\n"))

    assert hint == "Keys allowed here: title, url, feed, date, evidence, quotes."


@pytest.mark.parametrize("text", ["abc", "- a", '""', "''", "|"])
def test_a_file_that_is_no_map_is_told(text):
    """A list, a word or nothing at all in place of a map is one problem, never an exception."""
    assert told(Story, text) == [("", "should be a map of keys and values")]


@pytest.mark.parametrize("empty", ["tags:", "tags: []", "waive:", "related: ''", "guidance:"])
def test_a_key_with_nothing_after_it_is_as_if_it_were_not_there(empty):
    """An editor may leave a key empty."""
    parsed = codec.parse(Story, f"title: A\n{empty}\n".encode(), FILE)

    assert parsed.value == Story("A")


def test_an_empty_entry_of_a_list_is_a_problem():
    """No problem in a list is ignored, however many there are."""
    text = codec.dump(builders.version()).replace("timeline:\n", "timeline:\n-\n-\n")

    assert told(Version, text) == [
        ("timeline[0]", "should be a map of keys and values"),
        ("timeline[1]", "should be a map of keys and values"),
    ]


def test_a_source_without_anything_misses_its_title():
    """An empty entry of a keyed map is reported under its key."""
    text = codec.dump(builders.version()) + "  b:\n  c: {}\n"

    assert told(Version, text) == [
        ("sources.b.title", 'the key "title" is missing'),
        ("sources.c.title", 'the key "title" is missing'),
    ]


@pytest.mark.parametrize(
    ("sources", "at", "message"),
    [
        ("[{key: a, title: A}]", "sources", "should be a map of keys and values"),
        ("some", "sources", "should be a map of keys and values"),
        ("{a: [b]}", "sources.a", "should be a map of keys and values"),
        ("{a: {title: A, key: b}}", "sources.a.key", 'unknown key "key"'),
        (
            "{A.b: {title: A}}",
            "sources.A.b",
            'should be lower-case letters and digits joined by hyphens, at most 80 characters, not "A.b"',
        ),
    ],
)
def test_sources_are_a_map_from_key_to_source(sources, at, message):
    """There is one way to write them, and each key has one place."""
    text = codec.dump(builders.version(sources=())) + f"sources: {sources}\n"

    assert [(at, message)] == told(Version, text)


@pytest.mark.parametrize(
    ("line", "at", "message"),
    [
        ("author: [a]", "author", "should be a map of keys and values"),
        ("author: {name: [a]}", "author.name", "should be text"),
        ("feeds: {id: a}", "feeds", "should be a list"),
        ("daily: {enabled: perhaps}", "daily.enabled", "should be true or false"),
        ("daily: {sender: a}", "daily.sender", 'unknown key "sender"'),
        ("update: {max_usd: much}", "update.max_usd", "should be a number"),
        ("limits: {total_seconds: long}", "limits.total_seconds", "should be a number"),
        ("limits: {total_seconds: inf}", "limits.total_seconds", "should be a finite number"),
        ("limits: {parallel: 0}", "limits.parallel", "should be greater than 0"),
    ],
)
def test_a_value_of_another_kind_is_told_in_words(line, at, message):
    """The messages mention maps, lists, text and numbers, not Python's types."""
    assert [(at, message)] == told(Config, SITE + line)


def test_problems_of_the_yaml_come_first():
    """A file that cannot be read as YAML is not checked further."""
    assert problems(Story, "title: A\ntitle: B\nzzz: 1\n") == [
        ("duplicate-key", 2, 1, "", 'the key "title" appears twice', "Keep one of them.")
    ]


UNKNOWN = """\
future: {a: "1,000", list: [1, x]}
"odd: key":
- {b: no}
"""


def test_unknown_keys_of_an_older_file_are_kept():
    """Read leniently, a file from a later Dateline is read, and writing it loses nothing of it."""
    text = FULL.partition("\n")[2].replace("    feed: Harbour Wire\n", "    feed: Harbour Wire\n    mood: calm\n") + UNKNOWN

    version = codec.parse(Version, text.encode(), FILE, strict=False).value

    assert version is not None
    assert (("sources", "harbour-plan", "mood"), "calm") in version.unknown
    again = codec.parse(Version, codec.dump(version).encode(), FILE, strict=False).value
    assert version == again
    assert len(problems(Version, text)) == 3


def test_reading_leniently_forgives_nothing_else():
    """Other problems are still reported, but unknown keys are not."""
    assert problems(Version, codec.dump(builders.version()).replace("format: 1", "format: one\nzzz: 1"), strict=False) == [
        ("bad-shape", 1, 1, "format", "should be a whole number", "Write it in digits.")
    ]


def test_plain_data_without_a_file_has_its_problems_at_the_top():
    """A value that is given as data and not as bytes is checked in the same way, without a line."""
    [problem] = codec.from_tree(Story, {"title": "A", "tag": "x"}, "draft").problems

    assert (problem.file, problem.line, problem.column, problem.at) == ("draft", 1, 1, "tag")


def test_numbers_and_switches_are_written_plain():
    """Amounts have two to six decimals; text that looks like a number is quoted."""
    config = Config("1e3", "https://example.org/", daily=Daily(enabled=True, sender="a"), limits=Limits(total_seconds=12.5))

    assert codec.dump(config) == (
        'title: "1e3"\nurl: https://example.org/\nlimits: {total_seconds: 12.5}\ndaily: {enabled: true, from: a}\n'
    )


@pytest.mark.parametrize(
    ("amount", "expected"), [("0", "0.00"), ("5", "5.00"), ("1.5", "1.50"), ("0.012345", "0.012345"), ("1E+2", "100.00")]
)
def test_money_has_two_to_six_decimals(amount, expected):
    """An amount reads as one, and a hundredth of a cent is not lost."""
    assert expected == codec.money(Decimal(amount))


def test_canonical_puts_one_sentence_on_a_line():
    """Every field of prose, at any depth, is laid out by sentence; nothing else is touched."""
    version = builders.version(what="One. Two.", narrative=("One. Two.",), title="One. Two.", written_by=WrittenBy("desk"))
    laid = codec.canonical(version)

    assert (laid.what, laid.narrative, laid.title) == ("One.\nTwo.", ("One.\nTwo.",), "One. Two.")
    assert laid.timeline == version.timeline
    assert laid.written_by == version.written_by


@pytest.mark.parametrize(
    ("at", "path"),
    [
        ("", ()),
        ("narrative[1]", ("narrative", 1)),
        ("timeline[12].date", ("timeline", 12, "date")),
        ("sources.a.title", ("sources", "a", "title")),
    ],
)
def test_a_path_is_spelled_and_read_back(at, path):
    """The path that `check` prints leads back to the place."""
    assert at == codec.spell(path)
    assert path == codec.unspell(at)


def test_an_item_is_one_line_of_json():
    """A ledger's line has what is known, in the documented order, readable in any language."""
    item = builders.item(title="Läuft\u2028", copy_of="first", spiked="too old")

    line = codec.dump_line(item)

    assert line == (
        '{"key": "harbour-plan", "title": "Läuft\u2028", "feed": "Harbour Wire", "collected": "2026-05-24T11:30:00Z", '
        '"text": "Text of harbour-plan.", "evidence": "excerpt", "copy_of": "first", "spiked": "too old"}\n'
    )
    assert (LedgerLine(1, item),) == codec.parse_ledger(line.encode(), "items.jsonl").value


def test_a_line_of_another_program_is_read():
    """Halves of characters and keys that appear twice are JSON too; the last value counts."""
    line = b'{"key": "a", "title": "old", "title": "\\ud83d\\ude00"}'

    assert codec.parse_line(line, "items.jsonl", 1).value == Item("a", "😀")


def test_an_item_without_a_title_is_told():
    """Only a withdrawn item has no title; an event has none of its own."""
    lines = [b'{"key": "a"}', b'{"key": "a", "event": 1']
    [untitled], [cut] = (codec.parse_line(line, "items.jsonl", 1).problems for line in lines)

    assert (untitled.at, untitled.message, untitled.hint) == ("title", 'the key "title" is missing', "Add it.")
    assert cut.message.startswith("not a JSON object")


def test_bad_lines_of_a_ledger_are_told_and_the_others_kept():
    """A line that cannot be read does not hide the others."""
    good = codec.dump_line(builders.item())
    lines = [
        "{",
        "[]",
        '{"key": "a", "titel": "t"}',
        '{"key": "a", "title": "t", "published": "2026-05-24T25:00:00Z"}',
        '{"key": "a", "title": 5}',
    ]
    data = good.encode() + "\n".join(lines).encode() + b'\n{"key": "\xff"}\n' + good.encode()

    parsed = codec.parse_ledger(data, "items.jsonl")

    assert parsed.value == (LedgerLine(1, builders.item()), LedgerLine(8, builders.item()))
    assert [(one.line, one.at, one.message) for one in parsed.problems] == [
        (2, "", "not a JSON object: EOF while parsing an object at line 1 column 1"),
        (3, "", "should be a map of keys and values"),
        (4, "titel", 'unknown key "titel"'),
        (5, "published", 'there is no such time: "2026-05-24T25:00:00Z"'),
        (6, "title", "should be text"),
        (7, "", "not a JSON object: invalid unicode code point at line 1 column 10"),
    ]
    assert {'Did you mean "title"?'} == {one.hint for one in parsed.problems if one.at == "titel"}


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (Version, FULL.partition("\n")[2].replace("format: 1", "format: 2\nmood: calm")),
        (Tombstone, "format: 2\nversion: 1\nwithdrawn: {on: 2026-05-24, why: It, hash: x}\n"),
        (Story, "title: A\nformat: 2\nmood: calm\n"),
        (Config, "title: A\nformat: 2\n"),
        (PageHead, "format: 2\n"),
    ],
)
def test_a_newer_format_is_told_as_such(kind, text):
    """A file of a newer Dateline is not called wrong, whatever file it is; the hint is to upgrade, and nothing else is said."""
    [(rule, _, _, at, message, hint)] = problems(kind, text)

    assert (rule, at, hint) == ("bad-shape", "format", UPGRADE)
    assert message == "written by a newer Dateline (format 2; this one reads format 1)"


def test_a_newer_line_of_a_ledger_is_told_as_such():
    """Lines in the known format are read all the same; text about a format is none."""
    known = codec.dump_line(builders.item(text='"format" is a word.')).encode()
    parsed = codec.parse_ledger(known + b'{"format": 2, "mood": 1}\n{"format": 1, "key": "a", "title": "b"}\n', "items.jsonl")

    assert [one.entry.key for one in parsed.value or ()] == ["harbour-plan"]
    assert [(one.line, one.message) for one in parsed.problems] == [
        (2, "written by a newer Dateline (format 2; this one reads format 1)"),
        (3, 'unknown key "format"'),
    ]


def test_plain_is_json_under_the_files_keys():
    """Data for other programs has the file's own keys: sources by key, amounts as numbers, no defaults."""
    data = json.loads(json.dumps(codec.plain(full())))

    assert data["sources"]["harbour-plan"]["quotes"] == ["no", "a, b"]
    assert data["written_by"]["usd"] == 0.0125
    assert "changes" not in data
    assert codec.plain(Daily(enabled=True, sender="a")) == {"enabled": True, "from": "a"}


def test_a_story_is_written_and_read_back():
    """The editors' file has only what differs from the defaults, and is read back the same."""
    story = Story(
        "A", feeds=("courier", "wire"), guidance="One.\nTwo.", waive=(Waiver("some-rule", "It is so.", 3, "narrative[2]"),)
    )
    text = codec.dump(story)

    assert text == (
        "title: A\nfeeds: [courier, wire]\nguidance: |\n  One.\n  Two.\n"
        'waive:\n- {rule: some-rule, why: It is so., version: 3, at: "narrative[2]"}\n'
    )
    assert story == codec.parse(Story, text.encode(), FILE).value


@pytest.mark.parametrize(
    ("feeds", "expected"),
    [
        ("every", [("feeds", "should be a list"), ("feeds", "should be one of 'all'")]),
        ("{a: b}", [("feeds", "should be a list"), ("feeds", "should be one of 'all'")]),
    ],
)
def test_feeds_of_a_story_are_all_or_a_list(feeds, expected):
    """Another value is reported with both forms that are allowed, at its path in the file."""
    assert expected == told(Story, f"title: A\nfeeds: {feeds}\n")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("".join(f"unknown-{n}: 1\n" for n in range(1000)), 'unknown key "unknown-'),
        ("tags: [" + "A_, " * 1000 + "]\n", "should be lower-case letters"),
        ("waive:\n" + "- {}\n" * 500, "is missing"),
    ],
    ids=["keys", "values", "maps"],
)
def test_a_person_is_told_of_a_hundred_problems_at_a_time(text, message):
    """Of a thousand problems in a file the first hundred are reported in order, then one that counts the others."""
    found = codec.parse(Story, f"title: T\n{text}".encode(), "story.yaml").problems

    assert len(found) == 101
    assert all(message in one.message for one in found[:100])
    assert [one.line for one in found] == sorted(one.line for one in found)
    assert found[100].message == "and 900 more problems in this file"


def test_a_ledger_of_bad_lines_is_told_of_likewise():
    """The lines that can be read are read, wherever they are."""
    good = codec.dump_line(builders.item())
    parsed = codec.parse_ledger(("no JSON\n" * 100 + '{"key": "A", "title": 5}\n' + good).encode(), "items.jsonl")

    assert parsed.value
    assert [line.entry for line in parsed.value] == [builders.item()]
    assert len(parsed.problems) == 101
    assert parsed.problems[100].message == "and 2 more problems in this file"


def test_one_more_problem_is_one():
    """Of a hundred and one problems, a hundred are reported, and then that there is one more."""
    found = codec.parse(Story, ("title: T\n" + "".join(f"k-{n}: 1\n" for n in range(101))).encode(), "story.yaml").problems

    assert found[100].message == "and 1 more problem in this file"


def test_a_validator_is_built_once_by_one_thread(monkeypatch):
    """Threads that need a new kind at the same time do not build its validator at the same time."""
    import pydantic

    built: list[object] = []
    together = Barrier(8)

    def build(kind):
        assert len(built) == len(done)
        built.append(kind)
        for _ in range(20):
            sched_yield()
        done.append(kind)
        return kind

    def ask(_):
        together.wait()
        return shapes.adapter(kind)

    kind, done = type("Kind", (), {}), []
    monkeypatch.setattr(pydantic, "TypeAdapter", build)
    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(ask, range(8))) == {kind}
    assert built == [kind]
