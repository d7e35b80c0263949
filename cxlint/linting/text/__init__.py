"""Texts for customers: words, phrases, quotations."""
