"""The quantities a policy states: durations, money, percentages, dates."""
