"""What comes in: feeds, files and searches become items, as text and without trust."""
