"""Commands that react to Ctrl-C, even if these tests run in the background and ignore it."""

import sys

HEARD = (
    sys.executable,
    "-I",
    "-c",
    "import os, signal, sys; signal.signal(signal.SIGINT, signal.SIG_DFL); os.execv(sys.argv[1], sys.argv[1:])",
)
"""What stands before such a command, whose first word is a path."""
