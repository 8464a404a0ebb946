"""Reading and checking: findings are in the order of the files."""

import builders
from conftest import MakePublication

from dateline.core.model import Event
from dateline.flows.check import check


def test_findings_stand_in_the_order_of_the_file(make_publication: MakePublication) -> None:
    """Within a file, the findings are in order of line, whatever rules they come from."""
    wrong = builders.version(
        what="It is over [@nobody].",
        narrative=("It goes on [@nobody].",),
        timeline=(Event("2026-04-14", "It began [@nobody]."), Event("2026-03", "It was planned [@nobody].")),
    )
    found = [one for one in check(make_publication(builders.dossier(wrong))).findings if one.file.endswith("v001.yaml")]
    lines = [one.line for one in found]

    assert len(set(lines)) > 3
    assert lines == sorted(lines)
