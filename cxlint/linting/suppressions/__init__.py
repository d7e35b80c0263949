"""Waivers, comments and the baseline."""
