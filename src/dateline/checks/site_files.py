"""Rules about what the site is made of besides texts: the publication's own theme."""

from collections.abc import Iterator

from dateline.checks.context import CheckedFile
from dateline.checks.rule import Objection, Rule
from dateline.checks.shape import problems


def check_bad_template(file: CheckedFile) -> Iterator[Objection]:
    """A template of your own with a mistake, or one that a page or another template names and that does not exist.

    No page could be made of it. What shows only when a page is filled in, such as a name that is not defined, stops a build, with
    the template and the line.

    Correct the line, or the name; [theming.md](theming.md) lists what templates can use.
    """
    return problems(file, "bad-template")


def check_unused_theme_file(file: CheckedFile) -> Iterator[Objection]:
    """A file in `theme/` that no page uses.

    Its name is misspelt, or it is in the wrong folder: the built-in file of the right name is still in use, and your changes are
    not. Or it is left over, and the next reader of the theme believes that it matters.

    Rename or move it, name it in a template, or remove it.
    """
    return problems(file, "unused-theme-file")


RULES: tuple[Rule[CheckedFile], ...] = (
    Rule("bad-template", "error", "shape", check_bad_template),
    Rule("unused-theme-file", "warning", "shape", check_unused_theme_file),
)
