"""The theme is code: what holds for the source's lines holds for its templates and scripts."""

import re

from dateline.site.theme import built_in

LONGEST = 130
OUTERMOST = re.compile(r"(async )?function \w+\(|}$|/\*\*| \*|//|$")
"""How a line begins that is no part of a function's body, in a script that holds functions and nothing else."""


def test_no_line_is_long():
    """No line of a template or a script has more characters than one of the source may have."""
    too_long = [
        f"{path.name}:{number}"
        for folder in ("templates", "script")
        for path in sorted((built_in() / folder).iterdir())
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if len(line) > LONGEST
    ]

    assert too_long == []


def test_scripts_stay_small_and_their_order_does_not_matter():
    """No script has more than 60 lines, and all but the one that starts hold functions and nothing else."""
    scripts = {path.name: path.read_text(encoding="utf-8").splitlines() for path in (built_in() / "script").iterdir()}
    acting = {name for name, lines in scripts.items() if not all(OUTERMOST.match(one) or one.startswith("  ") for one in lines)}

    assert [name for name, lines in scripts.items() if len(lines) > 60] == []
    assert acting == {"start.js"}
