"""What is on disk: reading a publication, adding to it, the caches, and git."""
