"""No command deletes or overwrites a file that Dateline did not make."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from dateline.cli import main
from dateline.cli.main import dateline
from dateline.flows import serve
from dateline.flows.start import start
from dateline.store.git import git

ROOT = Path(__file__).parents[2]
SLUG = "tidal-barrier"
OPML = '<opml version="2.0"><body><outline title="Quay" xmlUrl="https://quay.example/feed"/></body></opml>'
FOREIGN = (
    "README.md",
    "notes.txt",
    ".gitignore",
    ".github/workflows/mine.yml",
    "content/notes.md",
    "content/schema/mine.json",
    "content/inbox/.keep",
    "scripts/mine.py",
    "reports/README.md",
    "reports/.hidden.md",
    "reports/notes.md",
    f"reports/{SLUG}-v001.md",
    "site/robots.txt",
    "site/mine/index.html",
    "build/.well-known/mine.txt",
    "build/.index.html.tmp",
    "build/CNAME",
    ".dateline/mine.txt",
    ".dateline/reports/mine.md",
    ".dateline/preview/.mine.html",
    "feeds.opml",
    "theme/style/front.css",
)
IN_STORIES = (
    "stories/mine.txt",
    f"stories/{SLUG}/notes.md",
    f"stories/{SLUG}/.dateline-mine.part",
    f"stories/{SLUG}/v001.yaml.bak",
)
COMMANDS: dict[str, tuple[str, ...]] = {
    "init": ("init {root}", "init {root}/site", "init {root}/scripts --example"),
    "new": ("new quay --title Quay", f"new {SLUG} --title Again"),
    "import": ("import .github --dry-run", "import .github", "import README.md", "import reports"),
    "export": ("export --out {root}/README.md", "export --out {root}/.dateline/all.zip"),
    "migrate": ("migrate --dry-run", "migrate", "migrate --diff"),
    "collect": ("collect", "collect --opml feeds.opml"),
    "update": ("update --reports reports", "update --reports reports", "update --dry-run --reports .dateline/reports"),
    "check": ("check", "check --format sarif"),
    "diff": (f"diff {SLUG}",),
    "blame": (f"blame {SLUG}",),
    "status": ("status",),
    "doctor": ("doctor", "doctor --format json"),
    "edit": (f"edit {SLUG} --correct 9", "edit nobody", f"edit {SLUG}", f"edit {SLUG}"),
    "approve": (f"approve {SLUG} 9", f"approve {SLUG} --by Ada"),
    "propose": ("propose", "propose --dry-run", "propose nobody"),
    "daily": ("daily 2026-03-07", "daily 2026-03-07 --out reports", "daily 2026-03-07 --send", "daily 2026-03-07 --intro"),
    "signal": (f"signal {SLUG}", "signal nobody", f"signal {SLUG} --propose"),
    "renumber": (f"renumber {SLUG}", "renumber nobody"),
    "git-diff": ("git-diff --install", "git-diff --uninstall", f"git-diff stories/{SLUG}/v001.yaml", "git-diff notes.txt"),
    "git-merge": ("git-merge notes.txt notes.txt notes.txt notes.txt",),
    "withdraw": (f"withdraw {SLUG} 99 --why asked", f"withdraw {SLUG} nobody --why asked"),
    "add": (f"add notes.txt --to {SLUG}", f"add content/notes.md --to {SLUG}", f"add https://127.0.0.1:1/ --to {SLUG}"),
    "items": ("items", "items --all", "items spike nobody --why asked", f"items move nobody --to {SLUG}"),
    "amend": ("amend nobody --date 2026 --why asked",),
    "quote": ("quote nobody words", "quote saltmere words"),
    "fmt": ("fmt", "fmt content/notes.md", f"fmt stories/{SLUG}/notes.md"),
    "build": ("build", "build", "build --out site", "build --out reports", "build --out content", "build --out ."),
    "close": ("close nobody", "close quay --note Over"),
    "archive": ("archive nobody", "archive quay"),
    "serve": ("serve --port 0",),
    "schema": ("schema version",),
    "completion": ("completion bash",),
    "tell-hub": ("tell-hub", "tell-hub --out reports"),
    "theme": ("theme copy front.css", "theme copy brief.html", "theme copy nobody.html"),
}
"""How each command is tried; those that must refuse are among them."""


@pytest.fixture
def publication(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The example, published and built, with other people's files wherever there may be some; `serve` ends after one build."""
    monkeypatch.setattr(serve, "changes", lambda *_: iter([set()]))
    monkeypatch.setattr(sys, "stdin", None)
    root = tmp_path / "example"
    start(root, example=True)
    git(root, "init", "-q")
    git(root, "add", "stories")
    git(root, "-c", "user.name=Desk", "-c", "user.email=desk@example.org", "commit", "-q", "-m", "Publish")
    assert run(f"-C {root} build") == 0
    for name in FOREIGN:
        put(root / name)
    (root / "feeds.opml").write_text(OPML)
    monkeypatch.chdir(root)
    return root


def put(file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"mine: {file.name}")


def bytes_of(root: Path, names: tuple[str, ...]) -> dict[str, bytes | None]:
    return {name: (root / name).read_bytes() if (root / name).is_file() else None for name in names}


def run(command: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(command.split())
    return int(ended.value.code or 0)


def test_every_command_is_tried() -> None:
    """A new command must have a row here."""
    assert set(COMMANDS) == set(dateline.commands)


@pytest.mark.parametrize("strays", [(), IN_STORIES], ids=["beside the stories", "among the stories"])
def test_files_of_others_stay_as_they_are(publication: Path, strays: tuple[str, ...]) -> None:
    """After every command, even one that fails, each earlier file has the same bytes, published files included."""
    for name in strays:
        put(publication / name)
    names = (*FOREIGN, *strays, f"stories/{SLUG}/v001.yaml", f"stories/{SLUG}/story.yaml")
    before = bytes_of(publication, names)
    for commands in COMMANDS.values():
        for command in commands:
            assert run(command.format(root=publication)) in (0, 1, 2, 3)
            assert bytes_of(publication, names) == before, command
    for folder in ("build", ".dateline/preview"):
        assert (publication / f"{folder}/stories/{SLUG}/v2").is_dir() is not bool(strays)


def test_scripts_leave_files_of_others_alone(publication: Path) -> None:
    """The pre-build script writes next to existing files, and appends to the report that it is given."""
    before: dict[str, Any] = bytes_of(publication, FOREIGN)
    argv = [sys.executable, str(ROOT / "scripts/update.py"), "--report", "report.md"]
    subprocess.run(argv, cwd=publication, env={**os.environ, "GITHUB_STEP_SUMMARY": ""}, check=True, capture_output=True)

    assert bytes_of(publication, FOREIGN) == before
    assert (publication / "report.md").read_text().startswith("# Update")
