"""What comes in: feeds, files and searches become items, which hold text alone and are not trusted."""
