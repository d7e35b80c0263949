"""Checks of the policy's own tests."""
