"""What happens to one customer."""
