"""The theme is code: the rules for source lines apply to its templates and scripts."""

import re
from collections import Counter

from dateline.site.theme_parts import built_in

LONGEST = 130
FUNCTION = re.compile(r"^(?:async )?function (\w+)\(", re.MULTILINE)
BESIDE = re.compile(r"  |}$|/\*\*| \*|//|$")
"""How a line begins that stands in a function's body, at its end, or in a comment."""


def test_no_line_is_long():
    """No line of a template or script is longer than a line of the source may be."""
    too_long = [
        f"{path.name}:{number}"
        for folder in ("templates", "script")
        for path in sorted((built_in() / folder).rglob("*.*"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if len(line) > LONGEST
    ]

    assert too_long == []


def scripts() -> dict[str, str]:
    folder = built_in() / "script"
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.js"))}


def test_scripts_stay_small():
    """No script has more than 180 lines."""
    assert [name for name, text in scripts().items() if text.count("\n") > 180] == []


def test_the_order_of_the_scripts_does_not_matter():
    """All scripts except those that start contain only functions, and no two have a function of the same name."""
    acting = [
        name
        for name, text in scripts().items()
        if not all(BESIDE.match(line) or FUNCTION.match(line) for line in text.splitlines())
    ]
    names = Counter(name for text in scripts().values() for name in FUNCTION.findall(text))

    assert acting == ["changes/start.js", "history/start.js", "search/start.js", "start.js", "sum/start.js"]
    assert [name for name, count in names.items() if count > 1] == []
    assert len(names) > 20
