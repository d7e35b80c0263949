"""Checks on opening hours and staffing."""
