"""Who may grant what: limits, front lines, and what a customer is granted on the way."""
