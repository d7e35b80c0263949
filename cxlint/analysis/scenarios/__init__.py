"""The policy's own tests: customers, and what must hold for each."""
