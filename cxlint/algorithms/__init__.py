"""Graph algorithms over integers: components, dominators, shortest paths, feedback arcs."""
