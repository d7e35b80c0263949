"""What two tables of returns give the same customers, and how it differs."""
