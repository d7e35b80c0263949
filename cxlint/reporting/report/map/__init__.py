"""The map of a report: its places, and where they lie in the picture."""
