"""The order of things: what is read, decided and written, one after another."""
