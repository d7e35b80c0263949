"""What would help a policy most, written."""
