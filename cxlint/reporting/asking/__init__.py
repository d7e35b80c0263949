"""What is said of one customer, for people and for programs."""
