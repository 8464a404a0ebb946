"""The street door: parse the words, call a corridor, print what came back, choose the exit code."""

from dateline.cli.main import main

__all__ = ["main"]
