"""The documentation of a rule."""

from difflib import get_close_matches
from inspect import getdoc

from dateline.checks.rules import RULES
from dateline.core.errors import UsageError
from dateline.core.text.lists import listed


def explanation(name: str) -> str:
    """What a rule finds, why it matters, and what to do.

    Raises:
        UsageError: if there is no such rule.
    """
    rules = {rule.name: rule for rule in RULES}
    if rule := rules.get(name):
        return f"{rule.name} ({rule.level}, {rule.group})\n\n{getdoc(rule.check)}"
    near = get_close_matches(name, rules) or sorted(rules)
    raise UsageError(f'there is no rule "{name}"', hint=f"Rules: {listed(near, len(near))}.")
