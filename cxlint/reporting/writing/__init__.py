"""Wrapping, escaping, excerpts and summaries."""
