"""Cases on their ways through a policy: which share goes where, as a chain."""
