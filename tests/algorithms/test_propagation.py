from __future__ import annotations

from functools import reduce
from operator import or_

import networkx as nx
from graphs import graphs, twin
from hypothesis import given
from hypothesis import strategies as st

from cxlint.algorithms.propagation import incoming_sets, spread_sets


@given(graphs(), st.dictionaries(st.integers(0, 8), st.integers(1, 31)))
def test_sets_spread_to_all_that_is_reached(out, seeds):
    seeds = {node: bits for node, bits in seeds.items() if node < len(out)}
    held = spread_sets(out, seeds)
    graph = twin(out)
    for node in range(len(out)):
        before = nx.ancestors(graph, node) | {node}
        assert held[node] == reduce(or_, (seeds.get(each, 0) for each in before), 0)
    arrived = incoming_sets(out, held)
    for node in range(len(out)):
        assert arrived[node] == reduce(or_, (held[each] for each in graph.pred[node]), 0)
