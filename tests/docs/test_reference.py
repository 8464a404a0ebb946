"""The reference has everything that there is: each address of a site, each exit code, each variable that is read."""

import ast
import re
from pathlib import Path

import sample
from analysed import plan_pages

from dateline.cli.main import INTERRUPTED
from dateline.core import errors
from dateline.site.theme import load_theme

ROOT = Path(__file__).parents[2]
ADDRESSES = (ROOT / "docs/addresses.md").read_text(encoding="utf-8").partition("## Within a page")[0]
ENVIRONMENT = (ROOT / "docs/environment.md").read_text(encoding="utf-8")
CODES, _, VARIABLES = ENVIRONMENT.partition("## Variables")
PARTS = {"<slug>": "[^/]+", "<tag>": "[^/]+", "<name>": ".+", "<n>": r"\d+", "<day>": r"\d{4}-\d\d-\d\d", "<week>": r"\d{4}-\d\d"}
"""What stands for a part of an address → its form."""
ONLY_LARGE = {"search/list.js", "search/pagefind/<name>", "stories/", "archive/", "sitemap/<n>.xml"}
"""What the example and the sample are too small for."""
NEEDS_A_SETTING = {"tdmrep.json", ".well-known/tdmrep.json", "images/<name>", "signals/<slug>/card.png"}
"""What neither of them has turned on."""
NAMED = re.compile(r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)+")
NO_VARIABLES = {
    *("GIT_AUTHOR_IDENT", "GIT_COMMITTER_IDENT", "GIT_INDEX_FILE", "GIT_OPTIONAL_LOCKS", "GIT_TERMINAL_PROMPT", "LC_ALL"),
    *("CHERRY_PICK_HEAD", "MERGE_HEAD", "REBASE_HEAD", "GH_NO_UPDATE_NOTIFIER", "GH_PROMPT_DISABLED", "GH_REPO", "NO_COLOR"),
    *("O_NONBLOCK", "EVERY_LINE", "MOST_PROBLEMS", "MUST_CITE", "NO_LINKS", "TOLD_BESIDE"),
}
"""What git and gh are given or asked for, a flag of the operating system, and names of our own."""


def rows(text: str) -> list[str]:
    """What is in the first column of the tables, between backticks."""
    return re.findall(r"^\| `([^`]+)` \|", text, re.MULTILINE)


def form(address: str) -> re.Pattern[str]:
    """The form of the files that are served at an address."""
    file = address.removeprefix("/") + "index.html" * address.endswith("/")
    return re.compile("".join(PARTS.get(part, re.escape(part)) for part in re.split("(<[a-z]+>)", file)))


def test_every_address_is_listed() -> None:
    """Each file of the example and of a site with everything fits a row, and each row fits a file."""
    golden = ROOT / "tests/golden/site"
    files = {path.relative_to(golden).as_posix() for path in golden.rglob("*") if path.is_file()}
    files |= {output.path for output in plan_pages(sample.publication(), load_theme())}
    listed = {address: form(address) for address in rows(ADDRESSES)}
    listed["<slug>/"] = re.compile("(about|how-we-use-ai|methodology)/index.html")

    assert [file for file in sorted(files) if not any(one.fullmatch(file) for one in listed.values())] == []
    unseen = {address for address, one in listed.items() if not any(map(one.fullmatch, files))}
    assert unseen == ONLY_LARGE | NEEDS_A_SETTING


def test_every_error_has_its_exit_code() -> None:
    """Each kind of error is in the row of the code that it ends with."""
    told = dict(re.findall(r"^\| (\d+) \|[^|]*\| (.*) ?\|$", CODES, re.MULTILINE))
    kinds = [one for one in vars(errors).values() if isinstance(one, type) and issubclass(one, errors.DatelineError)]

    assert {"0", "1", str(INTERRUPTED)} < set(told)
    assert [one.__name__ for one in kinds[1:] if f"`{one.__name__}`" not in told[str(one.exit_code)]] == []


def test_every_variable_is_listed() -> None:
    """Each variable that the code reads is in the page, and each in the page is read."""
    read = set[str]()
    for tree in (ast.parse(path.read_text(encoding="utf-8")) for path in (ROOT / "src").rglob("*.py")):
        for node in ast.walk(tree):
            match node:
                case ast.Constant(value=str(name)) if NAMED.fullmatch(name):
                    read.add(name)
                case ast.Call(func=ast.Attribute(value=ast.Name(id=holder)), args=[ast.Constant(value=str(name)), *_]):
                    read |= {name} if holder in ("environ", "environment") and name.isupper() else set()
                case ast.Constant(value="CI" | "EDITOR" | "VISUAL" as name):
                    read.add(name)
                case _:
                    pass

    assert sorted(read - NO_VARIABLES) == sorted(rows(VARIABLES))
