"""Checks on the table of returns."""
