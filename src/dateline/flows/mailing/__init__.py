"""Sends the letter of a day to its readers, to each of them once (docs/adr/0042)."""
