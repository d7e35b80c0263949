"""What a change of policy does to customers, as text and as JSON."""
