"""Checks on how the organization listens to its customers: feedback, complaints, reviews."""
