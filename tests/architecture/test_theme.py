"""The theme is code: what holds for the source's lines holds for its templates and scripts."""

from dateline.site.theme import built_in

LONGEST = 130


def test_no_line_is_long():
    """No line of a template has more characters than one of the source may have."""
    too_long = [
        f"{path.name}:{number}"
        for path in sorted(built_in().glob("templates/*"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if len(line) > LONGEST
    ]

    assert too_long == []
