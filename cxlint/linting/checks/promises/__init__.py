"""Checks on targets, escalations and waits."""
