"""`dateline signal`, and the introduction that `dateline daily` can ask for: output, exit codes, JSON, a terminal."""

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
import stamina
from branches import Hub
from drafted_essays import SLUG, essay, rows, says
from scripted import KEY, Played, messages_server

from dateline.cli.signals import introduced, show_page
from dateline.core.model import Finding
from dateline.desk.essay import DraftedText, ProvenSentence, QuotedProof
from dateline.flows.drafting.run import PageResult
from dateline.flows.drafting.wording import DraftedPage
from dateline.flows.proposing.outcome import ProposalOutcome
from dateline.flows.start import start
from dateline.report import drafted
from dateline.report.drafted_text import page_text

FILE = "content/signals/a-crack-that-nobody-wants-to-pay-for.md"


@pytest.fixture
def example(tmp_path: Path) -> Path:
    start(tmp_path / "example", example=True)
    return tmp_path / "example"


@pytest.fixture
def model(monkeypatch):
    """A model that writes an essay."""
    with messages_server(says(essay)) as server, stamina.set_testing(True, attempts=2):
        monkeypatch.setenv("ANTHROPIC_API_KEY", KEY)
        monkeypatch.setenv("ANTHROPIC_BASE_URL", server.url)
        yield server


def test_it_says_what_was_written(example, model, dateline):
    """The file and the cost are named; the exit code is 0."""
    code, out, _ = dateline("-C", example, "signal", SLUG)
    assert (code, out.splitlines()) == (0, [f"written to {FILE}", "  cost: $0.004", drafted.NEXT])
    assert (example / FILE).is_file()


def test_json_has_the_draft_and_its_quotes(example, model, dateline):
    """One document has the file's content, each sentence with its quotes, and what was found."""
    code, out, _ = dateline("-C", example, "signal", SLUG, "--dry-run", "--format", "json", "--about", "Boats", "--model", "m")
    told = json.loads(out)
    assert (code, told["state"], told["file"], told["usd"] > 0, told["proposal"]) == (0, "drafted", FILE, True, None)
    assert (
        told["sentences"][0]["quotes"][0]["words"] == "Divers have found a crack in the east gate of the Saltmere tidal barrier."
    )
    assert rows(model.asked[0], "task")[0]["about"] == "Boats"
    assert model.asked[0]["model"] == "m"


def test_a_dry_run_prints_the_draft(example, model, dateline):
    """The draft stands before the lines about it."""
    code, out, _ = dateline("-C", example, "signal", SLUG, "--dry-run")
    assert (code, out.splitlines()[0], out.splitlines()[-2]) == (0, "---", f"would be written to {FILE}")


def test_a_refused_draft_is_exit_code_1(example, model, dateline):
    """The reason, what to do, and each finding are told."""
    model.played = [says(lambda _: {"title": "T", "dek": "D", "paragraphs": []})]
    code, out, _ = dateline("-C", example, "signal", SLUG)
    assert code == 1
    assert out.startswith("the draft was refused, and nothing was written\n  it cites nothing\n  hint: Nothing was written.")


def test_findings_and_left_out_items_are_told():
    """What `check` finds and how many items were not sent stand in the lines."""
    told = "\n".join(drafted.lines(PageResult("written", "content/signals/a.md", left_out=2)))
    assert "2 older items of these stories not sent" in told


def test_errors_have_a_hint(example, model, dateline):
    """Options that do not go together, amounts that are none, a model that fails and a story that is not there."""
    code, _, err = dateline("-C", example, "signal", SLUG, "--dry-run", "--propose")
    assert (code, "do not go together" in err) == (2, True)
    for amount in ("much", "0", "-1", "NaN", "Infinity"):
        code, _, err = dateline("-C", example, "signal", SLUG, "--max-usd", amount)
        assert (code, "is not an amount in US dollars" in err) == (2, True)
    code, _, err = dateline("-C", example, "signal", "tidal-barier")
    assert (code, f'Did you mean "{SLUG}"?' in err) == (2, True)
    code, _, err = dateline("-C", example, "signal", SLUG, "--max-usd", "0.0001")
    assert (code, "max_usd" in err) == (3, True)
    model.played = [Played(stop="refusal")]
    code, _, err = dateline("-C", example, "signal", SLUG)
    assert (code, "hint: Look at the items of these stories" in err) == (3, True)


def test_what_became_of_a_proposal_is_told(example, model, dateline):
    """Without a repository nothing can be proposed; what was pushed and what stayed here are told apart."""
    code, _, err = dateline("-C", example, "signal", SLUG, "--propose")
    assert (code, "needs a git repository" in err) == (2, True)

    failed = ProposalOutcome("a", 0, "failed", "dateline/signal-a", error="no", code=3)
    here = PageResult("proposed", "content/signals/a.md", proposal=failed)
    assert [*drafted.lines(here)] == ["written to content/signals/a.md", drafted.NEXT]
    pushed = replace(failed, state="opened", commit="c0ffee", url="https://github.com/e/b/pull/1")
    there = replace(here, proposal=pushed)
    told = ["on the branch dateline/signal-a", "a pull request was opened: https://github.com/e/b/pull/1"]
    assert [*drafted.lines(there)] == told
    assert drafted.document(there)["proposal"]["branch"] == "dateline/signal-a"


def test_a_long_essay_fits_into_a_pull_request():
    """A text that no code host would take is shortened, and says how many sentences are missing; the file has all."""
    proof = QuotedProof("a/b", "Title", "word " * 60)
    passages = tuple(ProvenSentence(f"Sentence {number} [@a/b].", (proof,) * 3) for number in range(99))
    finding = Finding("ungrounded-name", "warning", "", None, "", "Sentence 1.", "no source has it", "")
    text = DraftedText(
        "Title", "", "Body", (*passages, ProvenSentence("A thought.", ())), findings=(finding,), notes=("A note.",)
    )
    said = page_text(DraftedPage("essay", "a", "content/signals/a.md", "", text, ("a/v1",), Decimal(1)))
    assert len(said.body) < 60_000 < len(said.whole)
    assert "more sentences, in the file" in said.body
    assert "   - no source" in said.whole
    assert "**A model wrote this essay**, A model." in said.body
    assert "- **warning** `ungrounded-name`: no source has it  \n  “Sentence 1.”" in said.body
    assert "\n- A note.\n" in said.body


def test_a_proposal_that_fails_has_its_own_error(example, model, dateline, tmp_path):
    """If the remote does not take the branch, the essay stays here, the error says why, and the exit code is 3."""
    root = Hub(tmp_path, example).clone("desk").root
    hook = tmp_path / "hub.git/hooks/update"
    hook.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    hook.chmod(0o755)
    code, out, err = dateline("-C", root, "signal", SLUG, "--propose", "--no-state")
    assert (code, out.splitlines()[0], "cannot be written to" in err) == (3, f"written to {FILE}", True)


def test_an_introduction_tells_why_there_is_none(example, model, capsys):
    """A day without a version has no introduction, which is no failure; a model that fails is exit code 3."""
    assert show_page(introduced(example, "2026-01-01", is_proposed=False, no_state=True), "text") == 0
    assert capsys.readouterr().out == "nothing to draft\n  no version was filed on 2026-01-01\n"
    model.played = [Played(stop="refusal")]
    assert show_page(introduced(example, "2026-03-07", is_proposed=False, no_state=True), "json") == 3
    assert json.loads(capsys.readouterr().out)["reason"] == "the model declined to answer"
    assert show_page(introduced(example, "2026-03-07", is_proposed=True, no_state=True), "text") == 3


def test_a_terminal_gets_lines_of_its_width(example, model, dateline, monkeypatch):
    """On 80 columns no line is longer, and findings and hints are indented."""
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    code, out, _ = dateline("-C", example, "signal", SLUG)
    assert (code, FILE in out) == (0, True)

    finding = Finding("ungrounded-name", "warning", "", None, "", "word " * 30, "no source has it", "", file=FILE)
    result = PageResult("rejected", text=DraftedText(findings=(finding,)), reason="why " * 30, hint="do " * 40)
    lines = [line.plain for line in drafted.terminal_lines(result, 80)]
    assert max(map(len, lines)) <= 80
    assert lines[1].startswith("  why")
    assert any("[ungrounded-name]" in line for line in lines)


def test_a_refused_title_has_no_place(example, model, dateline):
    """A draft that was refused has no file, so its findings begin with what is wrong."""
    told = {"title": "", "dek": "", "paragraphs": []}
    model.played = [Played(json.dumps(told))] * 2
    code, out, _ = dateline("-C", example, "signal", SLUG)
    assert code == 1
    assert "\nerror: no title [bad-shape]\n" in out


def test_an_unknown_story_is_named_before_a_key_is_asked_for(example, monkeypatch, dateline):
    """A slug that names no story is the first thing to correct."""
    monkeypatch.delenv("ANTHROPIC_API_KEY", raising=False)
    code, _, err = dateline("-C", example, "signal", "nope")
    assert (code, 'there is no story "nope"' in err) == (2, True)
