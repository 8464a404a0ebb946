"""What readers see: a publication as pages, feeds and data."""
