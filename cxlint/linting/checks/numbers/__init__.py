"""Checks on numbers that cannot be meant as they stand."""
