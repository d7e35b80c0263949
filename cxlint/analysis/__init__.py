"""Numbers over the graph: chains, queues, clocks, promises, effort."""
