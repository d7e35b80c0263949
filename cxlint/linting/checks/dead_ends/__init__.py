"""Checks on ways that end, or begin, where they help nobody."""
