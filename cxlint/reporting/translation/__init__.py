"""What cxlint says of a policy, in another language than English."""
