"""The graph as a picture's source."""
