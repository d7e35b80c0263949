"""What to change in a policy: each change tried on it before it is advised."""
