"""Replies with one planted fault, in six stories and three languages."""

from collections import Counter

import planted

LEAST = 0.9
"""The share of the replies of a kind that is refused."""


def test_planted_faults_are_refused_and_sound_replies_are_not() -> None:
    """Of each kind of fault nine of ten replies are refused at least, and every sound reply is filed."""
    replies = tuple(planted.replies())
    told = [(one, *planted.draft(one)) for one in replies]

    asked = Counter(one.kind for one in replies)
    refused = Counter(one.kind for one, draft, _ in told if draft.rejected)
    filed = [one for one, draft, _ in told if one.kind == planted.SOUND and draft.version]
    assert len(asked) == 11
    assert all(refused[kind] >= LEAST * count for kind, count in asked.items() if kind != planted.SOUND)
    assert len(filed) == asked[planted.SOUND]


def test_each_refused_reply_says_what_is_wrong_once_a_sentence() -> None:
    """Whatever is wrong with a sentence is one row, with the sentence and what to do."""
    faulty = [one for one in planted.replies() if one.kind != planted.SOUND][::7]

    for one in faulty:
        rows = planted.draft(one)[0].findings
        assert len({row.at for row in rows}) == len(rows)
        assert all(row.message and row.hint for row in rows)
