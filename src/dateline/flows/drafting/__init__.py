"""Essays and introductions drafted by a model: what they draw on, how they are checked, where they go."""
