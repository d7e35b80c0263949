"""Checks on the table of deliveries."""
