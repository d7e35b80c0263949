"""The commands that draw a policy, or write pages for those who decide."""
