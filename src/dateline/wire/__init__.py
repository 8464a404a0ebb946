"""Collecting: feeds, files and searches become items. Items contain only text and are not trusted."""
