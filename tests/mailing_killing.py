"""Sends a letter to two readers in children: `python mailing_killing.py ROOT PORT` reads lines of JSON that say what to do.

After `"prepare"`, all is imported. The answer to `"record"` is the calls of a whole run that touch a record or the network, each
with its number among the calls of its name; and to such a call, whether a run was killed there.
"""

import json
import sys
from functools import partial
from pathlib import Path
from typing import Any

from mailing import NAMES, send
from post.letter_server import LetterServer
from traced import Call, killed_at, prepare, recorded

CALLS = ("write", "sendto", "connect")  # between two of them, nothing changes


def main(root: Path, port: int) -> None:
    server = LetterServer()
    server.port = port
    for line in sys.stdin:
        sys.stdout.write(f"{json.dumps(answer(json.loads(line), root, server))}\n")
        sys.stdout.flush()


def answer(asked: Any, root: Path, server: LetterServer) -> Any:
    act, folder = partial(send, root, server, *NAMES[:2]), root.parent
    if asked == "prepare":
        return prepare(act, folder)
    if asked == "record":
        calls = recorded(act, folder, CALLS)
        return [(one.name, one.number) for one in calls if one.name != "write" or f"{root}/.dateline" in one.line]
    return killed_at(Call(*asked), act, folder)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
