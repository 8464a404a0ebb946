"""What talks to each provider of models: nothing outside of a provider's own file or folder knows its API."""
