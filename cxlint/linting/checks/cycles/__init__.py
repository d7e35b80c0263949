"""Checks on ways that lead round in a circle."""
