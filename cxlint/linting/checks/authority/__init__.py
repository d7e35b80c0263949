"""Checks on approvals, limits and who may decide."""
