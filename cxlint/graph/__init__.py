"""The graph of ways a customer can be sent, and journeys through it."""
