"""Takes the pictures of the tutorials and the review card: `python tests/docs/walk.py`, in new publications, at 80 columns."""

import io
import os
import pty
import re
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from markdown_it import MarkdownIt
from PIL import Image
from playwright.sync_api import Browser, sync_playwright
from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

sys.path.insert(0, str(Path(__file__).parents[1]))

from docs.tutorials import FIRST_BRIEF, play

from dateline.flows.reviews import review_at
from dateline.report.card import card

IMAGES = Path(__file__).parents[2] / "docs" / "images"
SLUG = "tidal-barrier"
COSTS = "council-votes-14-to-9-to-advance-money-momodx"
COLUMNS, MOST_LINES = 80, 40
THEME = TerminalTheme(
    (13, 17, 23),
    (230, 237, 243),
    [
        (1, 4, 9),
        (255, 123, 114),
        (126, 231, 135),
        (227, 179, 65),
        (121, 192, 255),
        (210, 168, 255),
        (86, 212, 221),
        (177, 186, 196),
    ],
)
FORMAT = """\
<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix {{ font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace;
  font-size: {char_height}px; line-height: {line_height}px; font-variant-east-asian: full-width; }}
.{unique_id}-title {{ font-size: 18px; font-family: system-ui, sans-serif; }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal"><rect x="0" y="0" width="{terminal_width}" height="{terminal_height}" /></clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""
"""Like rich's own, without fonts from another host."""
EDITOR = """\
import sys
from pathlib import Path
path = Path(sys.argv[-1])
text = path.read_text(encoding="utf-8")
text = text.replace("why_it_matters: |\\n", "why_it_matters: |\\n  {sentence}\\n", 1)
path.write_text(text, encoding="utf-8")
"""


GITHUB = """
* { box-sizing: border-box }
body { margin: 24px; width: 822px; color: #1f2328; font: 14px/1.5 "Noto Sans", system-ui, sans-serif }
.box { border: 1px solid #d1d9e0; border-radius: 6px }
.head { padding: 8px 16px; border-bottom: 1px solid #d1d9e0; border-radius: 6px 6px 0 0; background: #f6f8fa; color: #59636e }
.text { padding: 16px }
.text > :first-child { margin-top: 0 }
p, ul, table, blockquote, details { margin: 0 0 16px }
h2 { margin: 24px 0 16px; padding-bottom: .3em; border-bottom: 1px solid #d1d9e0; font-size: 18px }
a { color: #0969da }
code { padding: .2em .4em; border-radius: 6px; background: #818b981f; font: 85% ui-monospace, monospace }
blockquote { padding: 0 1em; border-left: .25em solid #d1d9e0; color: #59636e }
.alert { padding: 8px 16px; color: inherit }
.alert > :last-child { margin-bottom: 0 }
.alert .kind { margin-bottom: 4px; font-weight: 500 }
.caution { border-color: #cf222e } .caution .kind { color: #d1242f }
.warning { border-color: #9a6700 } .warning .kind { color: #9a6700 }
table { border-collapse: collapse }
th, td { padding: 6px 13px; border: 1px solid #d1d9e0; text-align: left }
hr { height: 4px; border: 0; background: #d1d9e0 }
ul { padding-left: 2em }
li:has(> input), li:has(> p > input) { margin-left: -1.4em; list-style: none }
sub { color: #59636e; font-size: 12px; vertical-align: baseline }
"""
ALERT = re.compile(r"<blockquote>\s*<p>\[!(CAUTION|WARNING)\]\s*")
"""How the first line of an alert is rendered."""
ALERT_BEGINS = '<blockquote class="alert {0}"><p class="kind">{1}</p><p>'


def terminal(root: Path, *words: str) -> bytes:
    """What a command prints on a terminal of 80 columns."""
    child, here = pty.fork()
    if not child:
        os.chdir(root)
        os.environ |= {"COLUMNS": str(COLUMNS), "TERM": "xterm-256color"}
        os.execvp("dateline", ["dateline", *words])
    said = b""
    with suppress(OSError):  # the end of a terminal
        while part := os.read(here, 65536):
            said += part
    os.waitpid(child, 0)
    return said


def picture(root: Path, name: str, *words: str) -> None:
    """Writes a picture of a command and what it prints; a long output is cut."""
    lines = terminal(root, *words).decode().replace("\r\n", "\n").rstrip("\n").split("\n")
    if len(lines) > MOST_LINES:
        lines = [*lines[: MOST_LINES - 1], "\x1b[2m…\x1b[0m"]
    console = Console(width=COLUMNS, record=True, file=io.StringIO(), force_terminal=True)
    console.print(Text.from_ansi("\n".join(lines)))
    said = console.export_svg(title=f"dateline {' '.join(words)}", theme=THEME, code_format=FORMAT, unique_id=name)
    (IMAGES / f"{name}.svg").write_text("".join(f"{line.rstrip()}\n" for line in said.splitlines()), encoding="utf-8")


def page(browser: Browser, file: Path, name: str, width: int = 1280, height: int = 900) -> None:
    """Writes a picture of the first screen of a page."""
    tab = browser.new_page(viewport={"width": width, "height": height})
    tab.goto(file.resolve().as_uri())
    shot = Image.open(io.BytesIO(tab.screenshot()))
    shot.convert("RGB").quantize(96).save(IMAGES / f"{name}.png", optimize=True)


def on_github(markdown: str) -> str:
    """A page that looks like the text of a pull request on GitHub."""
    text = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(markdown)
    text = ALERT.sub(lambda found: ALERT_BEGINS.format(found[1].lower(), found[1].capitalize()), text)
    text = text.replace("[ ] ", '<input type="checkbox"> ')
    head = '<div class="head"><b>github-actions</b> bot commented</div>'
    return (
        f'<!doctype html><meta charset="utf-8"><style>{GITHUB}</style><div class="box">{head}<div class="text">{text}</div></div>'
    )


def git(root: Path, *words: str) -> None:
    identity = ("-c", "user.name=Ada Byron", "-c", "user.email=desk@example.org")
    subprocess.run(["git", *identity, *words], cwd=root, check=True, stdout=subprocess.DEVNULL)


def run(root: Path, *words: str) -> None:
    subprocess.run(["dateline", *words], cwd=root, check=True, stdout=subprocess.DEVNULL)


def walk(folder: Path) -> None:
    """The walk: from what came in to the page that says who read it."""
    root, editor = folder / "first-review", folder / "editor.py"
    run(folder, "init", str(root), "--example")
    git(root, "init", "--quiet", "--initial-branch", "main")
    git(root, "config", "user.name", "Ada Byron")
    git(root, "add", ".")
    git(root, "commit", "--quiet", "--message", "Begin")
    run(root, "collect")
    picture(root, "review-1-items", "items", SLUG)
    run(root, "update")
    picture(root, "review-2-status", "status")
    picture(root, "review-3-diff", "diff", SLUG)
    editor.write_text(EDITOR.format(sentence=f"The town pays 2.4 million euros for it at first [@{COSTS}]."), encoding="utf-8")
    os.environ["EDITOR"] = f"{sys.executable} {editor}"
    run(root, "edit", SLUG)
    picture(root, "review-4-check", "check", SLUG)
    reviewed = folder / "card.html"
    reviewed.write_text(on_github(card(review_at(root, SLUG, 2))), encoding="utf-8")
    file = root / "stories" / SLUG / "v002.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("2.4 million", "2.3 million"), encoding="utf-8")
    picture(root, "review-5-approve", "approve", SLUG, "--edited")
    run(root, "build")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page(browser, reviewed, "review-card", 870, 1300)
        page(browser, root / "build/stories" / SLUG / "index.html", "review-6-brief")
        page(browser, root / "build/stories" / SLUG / "changes/v2/index.html", "review-7-redline")


def first_brief(browser: Browser, folder: Path) -> None:
    """The brief of the first tutorial, when it is built for the first time."""

    def watch(command: str, place: Path) -> None:
        if command == "dateline build" and not (place / "build/stories/harbour-barrier/v2").exists():
            page(browser, place / "build/stories/harbour-barrier/index.html", "tutorial-brief", height=760)

    play(FIRST_BRIEF, folder, watch)


if __name__ == "__main__":
    with TemporaryDirectory() as place:
        walk(Path(place))
    with TemporaryDirectory() as place, sync_playwright() as playwright:
        first_brief(playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"]), Path(place))
