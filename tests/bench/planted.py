"""Counts how many replies with a planted fault are refused, by kind, and how many sound ones.

python tests/bench/planted.py [KIND]

With a kind, it also prints the replies of this kind that are told wrongly.
"""

import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import planted


def main() -> None:
    shown = sys.argv[1:2]
    asked, refused, sent_back = Counter[str](), Counter[str](), Counter[str]()
    for one in planted.replies():
        draft, model = planted.draft(one)
        asked[one.kind] += 1
        refused[one.kind] += bool(draft.rejected)
        sent_back[one.kind] += not draft.rejected and len(model.history) > 1
        if one.kind in shown and bool(draft.rejected) == (one.kind == planted.SOUND):
            said = [f"{finding.rule}: {finding.message}" for finding in draft.findings]
            texts = [*(each.text for each in one.edits.added), *(each.text for each in one.edits.questions)]
            sys.stdout.write(f"{one.story}: {one.edits.changes} {' '.join(filter(None, texts))}\n  {said}\n")
    sys.stdout.write(f"{'kind':<12}{'replies':>8}{'refused':>9}{'sent back only':>16}\n")
    for kind, count in asked.items():
        sys.stdout.write(f"{kind:<12}{count:>8}{refused[kind]:>9}{sent_back[kind]:>16}\n")


if __name__ == "__main__":
    main()
