"""Pages about rules and formats."""
