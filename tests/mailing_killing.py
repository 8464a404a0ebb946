"""Sends a letter in a process that is killed: `python mailing_killing.py ROOT PORT`."""

import sys
from pathlib import Path

from mailing import NAMES, send, told
from post.letter_server import LetterServer


def main(root: Path, port: int) -> None:
    """Sends to two readers, and prints what became of each."""
    server = LetterServer()
    server.port = port
    sys.stdout.write(f"{told(send(root, server, *NAMES[:2]))}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
