"""What `dateline update` can be asked for beside its main job."""

import sys
from pathlib import Path
from typing import Any

import pytest

from dateline.cli import main
from dateline.start import start


@pytest.fixture
def example(tmp_path: Path) -> Path:
    start(tmp_path / "example", example=True)
    return tmp_path / "example"


def run(*arguments: Any) -> int:
    with pytest.raises(SystemExit) as ended:
        main([str(one) for one in arguments])
    return int(ended.value.code or 0)


def test_reports_for_editors(example: Path, tmp_path: Path) -> None:
    """--reports writes a file for each version that was filed, and a summary; those of the run before are gone."""
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "old-v001.md").write_text("old")

    assert run("-C", example, "update", "--reports", folder) == 0

    assert sorted(path.name for path in folder.iterdir()) == ["summary.md", "tidal-barrier-v002.md"]
    report = (folder / "tidal-barrier-v002.md").read_text()
    summary = (folder / "summary.md").read_text()
    assert report.startswith("## tidal-barrier\n\nVersion 2 · 17 new items")
    assert summary.startswith("# Update\n\n    collected  ")
    assert report in summary


def test_claude_without_a_key(example: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Asking for Claude without a key ends with 2, before anything is collected."""
    assert run("-C", example, "update", "--writer", "claude") == 2

    assert "ANTHROPIC_API_KEY" in capsys.readouterr().err


def test_claude_without_the_sdk(example: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the extra is not installed, one line says how to install it."""
    monkeypatch.setenv("ANTHROPIC_API_KEY", "key")
    monkeypatch.setitem(sys.modules, "dateline.desk.claude", None)

    assert run("-C", example, "update", "--writer", "claude") == 2
    assert 'pip install "dateline[update]"' in capsys.readouterr().err


def test_a_batch_without_a_model_is_no_batch(example: Path) -> None:
    """--batch and --propose mean nothing to the embedded writer, and stop nothing."""
    assert run("-C", example, "update", "--writer", "extractive", "--batch", "--propose") == 0
