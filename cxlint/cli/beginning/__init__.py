"""The commands that write something to begin with: a policy, a rule."""
