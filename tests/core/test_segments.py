import builders
from analysed import claims

from dateline.core.segments import LONGEST

KEYS = tuple(f"source-{number}" for number in range(1_000))


def test_a_long_group_after_the_last_stop_speaks_for_the_paragraph() -> None:
    """A citation at the end of a paragraph supports each of its sentences, even if it is longer than any sentence."""
    group = f"[{'; '.join(f'@{key}' for key in KEYS)}]"
    assert len(group) > LONGEST
    version = builders.version(what=f"The quay floods. The gates stay open.” {group} [@last]", narrative=())

    floods, stay, *_ = claims(version)
    assert floods.sources == stay.sources == (*KEYS, "last")


def test_a_paragraph_of_citations_alone_claims_nothing() -> None:
    """A paragraph without words has nothing to support."""
    version = builders.version(what="[@harbour-plan]", narrative=())

    assert [claim for claim in claims(version) if claim.section == "what"] == []
