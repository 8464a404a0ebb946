"""Takes the pictures of docs/reviewing.md: `python tests/docs/walk.py`. It plays the walk in a new publication, at 80 columns."""

import io
import os
import pty
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.sync_api import Browser, sync_playwright
from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

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


def page(browser: Browser, file: Path, name: str) -> None:
    """Writes a picture of the first screen of a page."""
    tab = browser.new_page(viewport={"width": 1280, "height": 900})
    tab.goto(file.resolve().as_uri())
    shot = Image.open(io.BytesIO(tab.screenshot()))
    shot.convert("RGB").quantize(96).save(IMAGES / f"{name}.png", optimize=True)


def git(root: Path, *words: str) -> None:
    identity = ("-c", "user.name=Ada Byron", "-c", "user.email=desk@example.org")
    subprocess.run(["git", *identity, *words], cwd=root, check=True, stdout=subprocess.DEVNULL)


def run(root: Path, *words: str) -> None:
    subprocess.run(["dateline", *words], cwd=root, check=True, stdout=subprocess.DEVNULL)


def walk(folder: Path) -> None:
    """The walk: from what came in to the page that says who read it."""
    root, editor = folder / "record", folder / "editor.py"
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
    file = root / "stories" / SLUG / "v002.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("2.4 million", "2.3 million"), encoding="utf-8")
    picture(root, "review-5-approve", "approve", SLUG, "--edited")
    run(root, "build")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page(browser, root / "build/stories" / SLUG / "index.html", "review-6-brief")
        page(browser, root / "build/stories" / SLUG / "changes/v2/index.html", "review-7-redline")


if __name__ == "__main__":
    with TemporaryDirectory() as place:
        walk(Path(place))
