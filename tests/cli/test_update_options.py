"""The options of `dateline update`."""

import sys
from pathlib import Path
from typing import Any

import pytest

from dateline.cli import main
from dateline.flows.start import start


@pytest.fixture
def example(tmp_path: Path) -> Path:
    start(tmp_path / "example", example=True)
    return tmp_path / "example"


def run(*arguments: Any) -> int:
    with pytest.raises(SystemExit) as ended:
        main([str(one) for one in arguments])
    return int(ended.value.code or 0)


def test_reports_for_editors(example: Path, tmp_path: Path) -> None:
    """--reports writes a file for each filed version, and a summary; other files there stay."""
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "README.md").write_text("Read me.")

    assert run("-C", example, "update", "--reports", folder) == 0

    assert sorted(path.name for path in folder.glob("*.md")) == ["README.md", "summary.md", "tidal-barrier-v002.md"]
    report = (folder / "tidal-barrier-v002.md").read_text()
    summary = (folder / "summary.md").read_text()
    assert "\n\n**17 of 41 sentences** are new or reworded, 6 gone · 1 question perhaps answered · 9 new sources from" in report
    assert summary.startswith("# Update\n\n    collected  ")
    assert report in summary


def test_the_reports_of_a_run_give_way_to_those_of_the_next(
    example: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An earlier run's report is removed; if an editor has used its name since, that is an error."""
    folder = tmp_path / "reports"
    run("-C", example, "update", "--reports", folder)
    assert run("-C", example, "update", "--reports", folder) == 0
    assert [path.name for path in folder.glob("*.md")] == ["summary.md"]

    (folder / "summary.md").write_text("What I think of it.")
    capsys.readouterr()
    assert run("-C", example, "update", "--reports", folder) == 3

    said = capsys.readouterr()
    assert "tidal-barrier: nothing new" in said.out
    assert "error: " in said.err
    assert "summary.md" in said.err
    assert (folder / "summary.md").read_text() == "What I think of it."


def test_a_report_with_an_editors_notes_is_kept(example: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An old report that an editor has changed is kept, and a line says so."""
    folder = tmp_path / "reports"
    run("-C", example, "update", "--reports", folder)
    (folder / "tidal-barrier-v002.md").write_text("What I think of it.")

    assert run("-C", example, "update", "--reports", folder) == 0
    assert "note: " in (said := capsys.readouterr().err)
    assert "tidal-barrier-v002.md was changed after Dateline wrote it, so it was not replaced" in said
    assert (folder / "tidal-barrier-v002.md").read_text() == "What I think of it."


def test_claude_without_a_key(example: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`--writer claude` without a key exits with 2, before anything is collected."""
    assert run("-C", example, "update", "--writer", "claude") == 2

    assert "ANTHROPIC_API_KEY" in capsys.readouterr().err


def test_claude_without_the_sdk(example: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """If the extra is not installed, one line says how to install it."""
    monkeypatch.setenv("ANTHROPIC_API_KEY", "key")
    monkeypatch.setitem(sys.modules, "dateline.desk.providers.claude", None)

    assert run("-C", example, "update", "--writer", "claude") == 2
    assert 'pip install "dateline[update]"' in capsys.readouterr().err


def test_a_batch_without_a_model_is_no_batch(example: Path) -> None:
    """--batch and --propose have no effect on the embedded writer, and do no harm."""
    assert run("-C", example, "update", "--writer", "extractive", "--batch", "--propose") == 0
