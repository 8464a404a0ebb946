"""What is done story by story: a build of what changed, and a check. Stories are read one at a time, side by side if it pays."""
