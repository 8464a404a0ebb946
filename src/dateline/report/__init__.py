"""Results for people and programs: the terminal, a pipe, JSON, GitHub, SARIF, the text of a pull request."""
