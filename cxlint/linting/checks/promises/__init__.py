"""Checks on targets, terms, escalations and waits."""
