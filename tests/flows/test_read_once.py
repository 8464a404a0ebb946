"""Nothing is worked out twice in a build."""

import re
import shutil
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

from dateline.core.citations import cited, malformed
from dateline.core.compare import compare
from dateline.core.sentences import AnalysedVersion
from dateline.core.text import paragraphs, sentences
from dateline.flows.build import build
from dateline.flows.stories.check import check

ROOT = Path(__file__).parents[2]
READERS = {
    cited.__code__: "cited",
    malformed.__code__: "malformed",
    sentences.__code__: "sentences",
    paragraphs.__code__: "paragraphs",
    compare.__code__: "compare",
    AnalysedVersion.__dict__["numbers"].func.__code__: "numbers",
}


class Calls:
    """How often each reader was called, and with which arguments."""

    def __init__(self) -> None:
        self.counts: Counter[tuple[str, Any]] = Counter()

    def __call__(self, frame: FrameType, event: str, _: Any) -> None:
        code: CodeType = frame.f_code
        if event == "call" and code in READERS:
            given = [frame.f_locals[name] for name in code.co_varnames[: code.co_argcount]]
            # Versions by identity: each is held as long as the build runs.
            self.counts[READERS[code], tuple(one if isinstance(one, str) else id(one) for one in given)] += 1


def calls_of(run: Callable[[], object]) -> Counter[tuple[str, Any]]:
    calls = Calls()
    before = sys.getprofile()
    sys.setprofile(calls)
    try:
        run()
    finally:
        sys.setprofile(before)
    return calls.counts


def test_a_build_reads_each_text_once(tmp_path: Path) -> None:
    """A build of a story reads each text once, and numbers and compares each version once."""
    shutil.copytree(ROOT / "content", tmp_path / "content", ignore=shutil.ignore_patterns("signals", "daily"))
    copied = shutil.copytree(ROOT / "stories/china-ai-ecosystem", tmp_path / "stories/china-ai-ecosystem")
    settings = copied / "story.yaml"
    settings.write_text(re.sub("^related: .*$", "", settings.read_text(), flags=re.MULTILINE))

    counts = calls_of(lambda: build(tmp_path, tmp_path / "out", jobs=1))

    assert {name for name, _ in counts} >= {"cited", "paragraphs", "compare", "numbers"}
    assert {called: times for called, times in counts.items() if times > 1} == {}


def test_a_check_reads_each_text_once() -> None:
    """So does a check of one story; only the search for names splits a text once more, without its citations and dates."""
    counts = calls_of(lambda: check(ROOT, ["china-ai-ecosystem"]))

    assert {name for name, _ in counts} >= {"cited", "sentences", "compare", "numbers"}
    assert {called: times for called, times in counts.items() if times > 1 and called[0] != "paragraphs"} == {}
