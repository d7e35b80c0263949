"""What two policies have in common is worked out once, and no more than a report tells."""

from __future__ import annotations

import pytest

from cxlint.analysis import decision_counts, way_counts
from cxlint.analysis.subject import Subject
from cxlint.analysis.times.figures import list_times, list_weekly
from cxlint.changes.journeys import FIGURES
from cxlint.graph.builder import build, network_of
from tests.changes.test_restatements import FOLDERS, sample


def test_the_graph_of_a_policy_is_built_once() -> None:
    _, policy = sample(min(FOLDERS))
    assert network_of(policy) is network_of(policy)


@pytest.mark.parametrize("name", sorted(FOLDERS))
def test_figures_of_one_contact_reason_are_those_among_all(name: str) -> None:
    _, policy = sample(name)
    network = build(policy)
    every = Subject(network)
    whole = {
        each.name: each.value
        for listing in (way_counts.list_quantities, decision_counts.list_quantities, list_times)
        for each in listing(every)
    }
    for intent in policy.of("intent")[:4]:
        alone = Subject(network.limit([intent]))
        found = {
            each.name: each.value
            for listing in (
                way_counts.list_quantities,
                decision_counts.list_quantities,
                list_weekly,
            )
            for each in listing(alone)
        }
        for figure in FIGURES:
            asked = f"journey.{intent.id}.{figure}"
            assert found.get(asked) == whole.get(asked), asked
