"""Checks on rules that act on cases by themselves."""
