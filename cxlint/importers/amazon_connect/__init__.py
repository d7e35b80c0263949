"""Flows of Amazon Connect."""
