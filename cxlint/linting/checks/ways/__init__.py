"""Checks on whole ways through the graph."""
