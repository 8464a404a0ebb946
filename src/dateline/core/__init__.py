"""The words that everybody uses: the model, text, comparison, citations and the form of the files."""
