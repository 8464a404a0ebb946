"""The sentences of a version as programs read them, and the step from the version before: what came, went and continues."""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import attrgetter
from typing import Any

from dateline.core.outlets import outlet_of
from dateline.core.sentences import Sentence
from dateline.site import change_card, sentence_ids
from dateline.site.chronicle import Chronicle, Standing
from dateline.site.redline_lines import line_kinds, words_beside

_LAST_OF_ONE_UNIT = "\uffff"
"""The last character that has one unit in UTF-16, in which scripts count."""


def sentences(chronicle: Chronicle, position: int) -> list[list[Any]]:
    """Each sentence of the sections: id, path, where it begins and ends in that text, since when it stands, and is so worded."""
    analysed, first = chronicle.analysed(chronicle.versions[position]), chronicle.first.version
    standing, usual = chronicle.standings[position], Standing(first, first)
    texts = {field.at: field.text for field in analysed.version.text_fields()}
    spans = (span for at, group in groupby(analysed.told, attrgetter("at")) for span in _spans(texts[at], group))
    return [
        [id_, one.at, *span, *standing.get((one.at, one.text), usual)]
        for id_, one, span in zip(chronicle.at(position, sentence_ids.ids), analysed.told, spans, strict=True)
    ]


def step(chronicle: Chronicle, position: int) -> dict[str, Any]:
    """What changed in the version at a position, which is not the first."""
    comparison, plain = chronicle.comparisons[position - 1], chronicle.plain
    numbers = chronicle.analysed(chronicle.versions[position]).numbers
    was, now = (chronicle.at(place, sentence_ids.by_place) for place in (position - 1, position))
    kinds, beside = (zip(comparison.changes, chronicle.at(position, make), strict=True) for make in (line_kinds, words_beside))
    return {
        "from": comparison.from_version,
        "origins": chronicle.at(position, sentence_ids.origins),
        "kinds": {now[one.at, one.after]: kind for one, kind in kinds if one.now and kind != "same"},
        "beside": {
            now[one.now.at, one.now.text]: [numbers[words.source.key], words.place, outlet_of(words.source)]
            for one, words in beside
            if one.now and words
        },
        "gone": [was[one.was.at, one.was.text] for one in comparison.changes if one.kind == "removed" and one.was],
        "figures": [[one.id, one.label, *one.values] for one in comparison.key_figures if one.kind != "kept"],
        "questions": [
            [one.id, one.kind, plain(one.before), plain(one.after)] for one in comparison.questions if one.kind != "kept"
        ],
        "lines": [list(one) for one in change_card.plain_lines(chronicle, position)],
    }


def _spans(text: str, told: Iterable[Sentence]) -> Iterator[tuple[int, int]]:
    """Where the sentences of a text begin and end, in units of UTF-16; the white space in the text may be another."""
    at, is_plain = 0, max(text) <= _LAST_OF_ONE_UNIT
    for one in told:
        start, end = text.find(one.text, at), len(one.text)
        if start < 0:
            found = re.compile(r"\s+".join(map(re.escape, one.text.split()))).search(text, at)
            assert found
            start, end = found.start(), len(found[0])
        at = start + end
        yield (start, at) if is_plain else (_units(text[:start]), _units(text[:at]))


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
