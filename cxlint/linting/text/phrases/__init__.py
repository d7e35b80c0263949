"""Phrases that rules look for in the texts customers read or hear."""
