"""A run of `serve` that a test drives: it edits a file, and the run builds the site once more."""

import json
from pathlib import Path
from urllib.request import urlopen

from dateline.core.errors import DatelineError
from dateline.flows.serve import serve
from dateline.flows.stories.asked import Built
from dateline.site.preview import CHANGES


class Serving:
    """A run of `serve`, which waits between two builds."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._results = serve(root, 0)
        self.address, self.first, self.warnings = next(self._results)

    def edit(self, file: str, old: str, new: str, times: int = 1) -> Built | DatelineError:
        """Replaces words in a file; the result of the build after that."""
        text = (self._root / file).read_text(encoding="utf-8")
        assert old in text
        return self.write(file, text.replace(old, new, times))

    def write(self, file: str, text: str) -> Built | DatelineError:
        """Writes a file; the result of the build after that."""
        (self._root / file).write_text(text, encoding="utf-8")
        return self.built()

    def built(self) -> Built | DatelineError:
        """The result of the next build."""
        _, result, self.warnings = next(self._results)
        return result

    def remove(self, file: str) -> Built | DatelineError:
        """Removes a file; the result of the build after that."""
        (self._root / file).unlink()
        return self.built()

    def read(self, path: str = "") -> str:
        """A page as a browser gets it."""
        with urlopen(self.address + path) as answer:
            return str(answer.read(), "utf-8")

    def told(self):
        """What a page is told that is opened now: its mark and the errors."""
        with urlopen(self.address.rstrip("/") + CHANGES) as stream:
            return json.loads(stream.readline().removeprefix(b"data: "))

    def close(self) -> None:
        self._results.close()
