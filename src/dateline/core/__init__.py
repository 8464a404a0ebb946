"""What every other package uses: the model, text, comparison, citations and the format of the files."""
