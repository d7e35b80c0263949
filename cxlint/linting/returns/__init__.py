"""The table of returns: which row answers which case."""
