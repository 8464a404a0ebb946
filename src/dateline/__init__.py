"""Dateline: living briefs, versioned, sourced and checked."""
