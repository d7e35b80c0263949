"""Checks on what customers are told in words."""
