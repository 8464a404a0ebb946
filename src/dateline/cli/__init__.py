"""The command line: reads the arguments, calls a flow, prints the result and chooses the exit code."""

from dateline.cli.main import main

__all__ = ["main"]
