"""Who waits in line for whom, how many come in each hour of the week, and who is there for them."""
