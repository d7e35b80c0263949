"""The commands that say what a policy does to customers, and what would help them."""
