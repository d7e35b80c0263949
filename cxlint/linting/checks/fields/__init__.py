"""Checks on what single fields state or leave out."""
