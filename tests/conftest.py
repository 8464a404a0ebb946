"""The suite guards itself: only sockets on loopback are allowed."""

import os
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

import builders
import hypothesis
import pytest
from bounded import NOTES
from chromium import chromium
from hypothesis import is_hypothesis_test
from pytest_socket import socket_allow_hosts

from dateline.cli import main
from dateline.core import codec
from dateline.core.config import Config
from dateline.core.model import Dossier

__all__ = ["chromium"]

# A slow machine makes no test fail, and on CI each run tries the same examples.
hypothesis.settings.register_profile("dateline", deadline=None, derandomize="CI" in os.environ)
hypothesis.settings.load_profile("dateline")


HERE = Path(__file__).parent
OF_THE_WHOLE = ("browser", "docs", "proof", "properties")
"""The folders of tests that cover no line that the tests of its room do not cover."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write tests/golden anew")
    parser.addoption("--long", action="store_true", help="try all cases of tests/proof, however long it takes")
    parser.addoption("--hours", type=float, default=0, help="so long for those that are made up at random")
    parser.addoption("--figures", metavar="FOLDER", help="note in a folder what was tried")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Records which test is running, and measures coverage only for those that may have to cover a line."""
    with _noted(item), _uncovered(item):
        return (yield)


@contextmanager
def _noted(item: pytest.Item) -> Iterator[None]:
    """A note of the test, for the script that ends a run that takes too long."""
    if NOTES not in os.environ:
        yield
        return
    note = Path(os.environ[NOTES], str(os.getpid()))
    note.write_text(item.nodeid, encoding="utf-8")
    try:
        yield
    finally:
        note.unlink(missing_ok=True)


@contextmanager
def _uncovered(item: pytest.Item) -> Iterator[None]:
    """Without coverage, which takes as long as the test, if the test looks at the whole or makes its examples by chance."""
    plugin = item.config.pluginmanager.getplugin("_cov")
    is_covering = item.path.relative_to(HERE).parts[0] not in OF_THE_WHOLE and not is_hypothesis_test(getattr(item, "obj", None))
    if plugin is None or is_covering:
        yield
        return
    plugin.cov_controller.pause()
    yield
    plugin.cov_controller.resume()


class MakePublication(Protocol):
    """Writes a publication to a temporary folder and returns its root."""

    def __call__(self, *stories: Dossier, config: Config | None = None, files: dict[str, str] | None = None) -> Path: ...


@pytest.fixture(autouse=True)
def _loopback_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test can reach another machine or find a key."""
    socket_allow_hosts(["127.0.0.1", "::1", "localhost"], allow_unix_socket=True)
    for secret in (
        "ANTHROPIC_API_KEY",
        "ANTHROPIC_AUTH_TOKEN",
        "ANTHROPIC_BASE_URL",
        "ANTHROPIC_CUSTOM_HEADERS",
        "ANTHROPIC_FEDERATION_RULE_ID",
        "ANTHROPIC_PROFILE",
        "DATELINE_MODEL_KEY",
        "GITHUB_TOKEN",
    ):
        monkeypatch.delenv(secret, raising=False)
    monkeypatch.setenv("ANTHROPIC_CONFIG_DIR", "no-such-folder")


@pytest.fixture
def make_publication(tmp_path: Path) -> MakePublication:
    def make(*stories: Dossier, config: Config | None = None, files: dict[str, str] | None = None) -> Path:
        texts: dict[str, Any] = {"content/site.yaml": codec.dump(config or builders.config())}
        for story in stories:
            folder = f"stories/{story.slug}"
            texts[f"{folder}/story.yaml"] = codec.dump(story.story)
            texts[f"{folder}/items.jsonl"] = "".join(codec.dump_line(one) for one in story.items)
            texts |= {f"{folder}/v{one.version:03d}.yaml": codec.dump(one) for one in story.versions}
        for name, text in {**texts, **(files or {})}.items():
            path = tmp_path / "publication" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return tmp_path / "publication"

    return make


@pytest.fixture
def dateline(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[Any, str, str]]:
    """Runs a command in this process: exit code, standard output, standard error."""

    def run(*arguments: object) -> tuple[Any, str, str]:
        with pytest.raises(SystemExit) as ended:
            main([str(one) for one in arguments])
        out, err = capsys.readouterr()
        return ended.value.code, out, err

    return run
