"""The page of figures says what was measured, and no more than a run tries."""

import re

import pytest
from proof import figures
from proof.figures import Record


def test_the_page_has_the_figures_of_the_last_long_run():
    """`docs/figures.md` and the table in `SECURITY.md` are what `python tests/proof/figures.py` writes."""
    assert figures.PAGE.read_text(encoding="utf-8") == figures.page(figures.printed())
    text = figures.SECURITY.read_text(encoding="utf-8")
    assert text == figures.security(text, figures.printed())


def test_each_promise_was_measured():
    """Each promise is a sentence that has figures, and each figure is of tests that are still there."""
    stated = {one.name: one for one in figures.promises()}
    assert {*figures.printed()} == {*stated}
    for name, one in stated.items():
        assert one.sentence.endswith("."), name
        found = [row for counts in figures.printed()[name]["figures"].values() for row in counts.items()]
        module = (figures.HERE / f"test_{name}.py").read_text(encoding="utf-8")
        assert found, name
        assert [test for test, count in found if not count or f"def {test.partition('[')[0]}(" not in module] == [], name


def test_a_number_that_no_run_reaches_is_an_error():
    """A count on the page that is higher than that of the cases that there are is named with both."""
    printed = {"killed": {"figures": {"system calls": {"test_a[x]": 31, "test_a[y]": 30}}}}
    told = figures.better(printed, Record("killed", "test_a[x]", "system calls", 3, 30))

    assert told == "docs/figures.md counts 31 for system calls in test_a[x], and there are 30"
    assert not figures.better(printed, Record("killed", "test_a[y]", "system calls", 3, 30))
    assert not figures.better(printed, Record("killed", "test_b", "system calls", 3, 30))
    assert not figures.better({}, Record("killed", "test_a[x]", "system calls", 3, 30))


def test_the_counts_of_all_tests_of_a_promise_are_added(tmp_path):
    """What several tests have tried of one kind is one figure, and the promises that were not tried keep theirs."""
    for record in (
        Record("killed", "a", "calls", 2, 2),
        Record("killed", "b", "calls", 3, 3),
        Record("killed", "a", "steps", 1, 1),
    ):
        figures.save(tmp_path, record)

    taken = figures.taken({"other": {"figures": {}}}, tmp_path, "1.0", "2026-11-27")

    assert taken["killed"] == {"version": "1.0", "day": "2026-11-27", "figures": {"calls": {"a": 2, "b": 3}, "steps": {"a": 1}}}
    assert taken["other"] == {"figures": {}}
    assert "| calls | 5 |" in figures.page(taken)


@pytest.mark.parametrize(("count", "printed"), [(1, 0), (12, 10), (134, 120), (2_048, 1_800)])
def test_a_count_that_varies_is_rounded_down(count, printed):
    """At least a tenth less, and two digits."""
    assert figures.rounded(count) == printed


def test_security_names_tests_that_are_there():
    """Each file that `SECURITY.md` names for a risk or a promise is in the project."""
    text = figures.SECURITY.read_text(encoding="utf-8")
    named = re.findall(r"`((?:tests|src|scripts)/[\w./-]+)`", text) + [
        f"tests/proof/{one}" for one in re.findall(r"\| `(test_\w+\.py)` \|", text)
    ]

    assert len(named) > len(figures.promises())
    assert [one for one in named if not (figures.ROOT / one).exists()] == []
