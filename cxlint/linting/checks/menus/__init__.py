"""Checks on menus and on what callers are told."""
