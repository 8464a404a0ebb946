"""What a command does, step by step: read, decide, write."""
