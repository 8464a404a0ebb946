"""Claude, by Anthropic."""
