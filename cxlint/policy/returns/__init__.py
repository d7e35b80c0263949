"""The table of returns as the policy states it: its rows, what they are for, what they keep."""
