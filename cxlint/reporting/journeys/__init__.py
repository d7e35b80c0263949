"""The figures of a policy, written."""
