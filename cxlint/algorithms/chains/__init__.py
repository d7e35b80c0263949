"""Absorbing Markov chains, also of shares of which only a part is known."""
