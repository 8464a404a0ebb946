"""Moves a person in: from plain Markdown, from Hugo, from Jekyll."""
