from telling import report, version

from dateline.core.model import Correction

WRONG = "Shops on the quay lost 31 per cent of their trade"
RIGHT = "Shops on the quay lost 22 per cent of their trade"
FIRST = report(10, f"{WRONG}.")
CORRECTION = report(12, f"Our report was wrong. {RIGHT}.", title="Correction: shops on the quay")
SILT = report(11, "Silt settles where trawlers moor.", "Quay Radio", title="Dredging")
ENTRY = Correction(1, f"“{WRONG}”", f"“{RIGHT}”", "Coast Wire has corrected its report.")


def test_a_version_that_quoted_a_report_is_corrected_with_it():
    """What an outlet takes back is entered for each version that said it, with both halves in the outlet's words."""
    first = version(FIRST)
    second = version(SILT, known=(FIRST,), versions=(first,))
    third = version(CORRECTION, known=(FIRST, SILT), versions=(first, second))

    assert third.corrections == (ENTRY, Correction(2, ENTRY.was, ENTRY.now, ENTRY.why))


def test_a_correction_is_entered_once():
    """The version after the correction does not repeat it."""
    first = version(FIRST)
    second = version(CORRECTION, known=(FIRST,), versions=(first,))

    assert second.corrections == (ENTRY,)
    assert version(SILT, known=(FIRST, CORRECTION), versions=(first, second)).corrections == ()


def test_a_report_that_no_version_quoted_needs_no_correction():
    """If report and correction come together, readers never read the wrong half."""
    assert version(CORRECTION, FIRST).corrections == ()
    assert version(CORRECTION, known=(FIRST,), versions=(version(SILT),)).corrections == ()


def test_a_correction_without_a_value_is_no_entry():
    """The right half must say something: a value or a day."""
    only = report(
        12, "The quay has shops: 22. We counted one column of the survey twice.", title="Correction: quay shops lost trade"
    )

    assert version(only, known=(FIRST,), versions=(version(FIRST),)).corrections == ()
