"""Claude, by Anthropic, through the Messages API."""

from dateline.desk.providers.claude.client import connect

__all__ = ["connect"]
