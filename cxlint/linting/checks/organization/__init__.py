"""Checks on how the organization looks after what it promises."""
