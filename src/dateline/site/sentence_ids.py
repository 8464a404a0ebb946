"""The ids of a version's sentences on its page and in its data, and those that their earlier wordings had."""

from collections.abc import Mapping

from dateline.core.anchors import sentence_anchors
from dateline.site.chronicle import Chronicle

IdsByPlace = Mapping[tuple[str, str], str]
"""Path and words of a sentence → its id; of several with the same words in one text, the first."""


def ids(chronicle: Chronicle, position: int) -> list[str]:
    """The id of each sentence of the sections, in their order."""
    return sentence_anchors(chronicle.analysed(chronicle.versions[position]).told)


def earlier_ids(chronicle: Chronicle, position: int) -> dict[str, list[str]]:
    """The id of each sentence → the ids of its earlier wordings that no other sentence has."""
    found: dict[str, dict[str, None]] = {}
    for place in range(1, position + 1):
        came, before = chronicle.at(place, origins), found
        found = {
            id_: dict.fromkeys(one for there in came.get(id_, [id_]) for one in (*before.get(there, ()), there))
            for id_ in chronicle.at(place, ids)
        }
    taken, earlier = set(chronicle.at(position, ids)), {}
    for id_, wordings in found.items():
        earlier[id_] = [one for one in wordings if one not in taken]
        taken.update(wordings)
    return earlier


def by_place(chronicle: Chronicle, position: int) -> IdsByPlace:
    """The ids of the version at a position, by place."""
    told = chronicle.analysed(chronicle.versions[position]).told
    return {(one.at, one.text): id_ for id_, one in reversed([*zip(chronicle.at(position, ids), told, strict=True)])}


def origins(chronicle: Chronicle, position: int) -> dict[str, list[str]]:
    """The id of each sentence that does not just stand under the same id → the ids of those that it continues."""
    was, now = (chronicle.at(place, by_place) for place in (position - 1, position))
    found: dict[str, list[str]] = {}
    for one in chronicle.comparisons[position - 1].changes:
        if one.now:
            here = now[one.now.at, one.now.text]
            there = [was[one.was.at, one.was.text]] if one.was else []
            if one.kind == "changed" or there != [here]:
                found.setdefault(here, []).extend(there)
    return found
