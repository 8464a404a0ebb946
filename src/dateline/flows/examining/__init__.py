"""What `dateline doctor` examines, a file for each subject."""
