"""The commands that compare a policy with what it was."""
