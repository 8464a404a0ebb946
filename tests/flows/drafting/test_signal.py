"""Essays with the real SDK and a Messages API on loopback: what is written, what is refused, what it costs."""

from pathlib import Path

import pytest
import stamina
from essays import CRACK, SLUG, essay, page_run, says
from scripted import messages_server

from dateline.flows.drafting.signal import draft_signal
from dateline.flows.start import start
from dateline.store.front_matter import parse_signal


@pytest.fixture(autouse=True)
def _no_waiting():
    """Attempts follow each other at once."""
    with stamina.set_testing(True, attempts=4):
        yield


@pytest.fixture
def example(tmp_path: Path) -> Path:
    start(tmp_path / "example", example=True)
    return tmp_path / "example"


def test_an_essay_is_written(example):
    """The file has the front matter of an essay with the versions it draws on, what it cost, and citations of story and key."""
    with messages_server(says(essay)) as server:
        done = draft_signal(page_run(example, server), [SLUG])

    assert (done.state, done.exit_code, done.text.rejected, done.notes) == ("written", 0, "", ())
    assert done.file == "content/signals/a-crack-that-nobody-wants-to-pay-for.md"
    data = (example / done.file).read_bytes()
    print(data.decode(), done.text.findings)
    found = parse_signal(data, done.file)
    assert found.value
    assert found.value.stories == (f"{SLUG}/v1",)
    assert found.value.written_by == done.text.by
    assert f"[@{SLUG}/{CRACK}]." in found.value.body
    assert len(server.asked) == 1
