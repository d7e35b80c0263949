"""Rules that act on cases by themselves: what they ask for, what they change, what follows."""
