"""How much a finding touches is counted by what the policy says of its contacts."""

from __future__ import annotations

import pytest
from policies import network, policy

from cxlint.linting.model.finding import Extent, Hit
from cxlint.linting.run.extents import Extents
from cxlint.parsing.document import At, Document

POLICY = """
channels:
  phone: {kind: voice, goes_to: menu}
  mail: {kind: email, goes_to: care}
  letters: {kind: post, goes_to: office}
  fax: {kind: post, goes_to: archive}
  telex: {kind: post, goes_to: archive}
steps:
  menu:
    kind: menu
    options: [{say: orders, goes_to: care, intents: [order]}, {say: other, goes_to: office}]
teams:
  care: {}
  office: {}
  archive: {}
  cellar: {}
handoffs:
  - {id: on, from: care, to: office, intents: [order]}
intents:
  order: {start: phone, share: 40%}
  refund: {start: [phone, mail], share: 25%, remedy: refund}
  praise: {start: letters}
remedies:
  refund: {tiers: [{by: care, up_to: any}]}
returns:
  - {id: shoes, categories: [shoes], window: 30 days}
promises:
  fast: {intents: [order], first_reply: 1 day}
scripts:
  hello: {text: hello, used_by: [office]}
"""
NOWHERE = At(Document("a.yaml", "", {}), ())
BOTH = Extent(0.65, 2)


@pytest.mark.parametrize(
    ("entity", "extent"),
    [
        ("channel/phone", BOTH),
        ("channel/letters", Extent(0.0, 1)),
        ("team/care", BOTH),
        ("team/office", Extent(0.65, 3)),
        ("handoff/on", BOTH),
        ("option/menu->office", BOTH),
        ("intent/order", Extent(0.4, 1)),
        ("remedy/refund", Extent(0.25, 1)),
        ("return/shoes", Extent(0.25, 1)),
        ("promise/fast", Extent(0.4, 1)),
        ("script/hello", Extent(0.65, 3)),
        ("team/archive", Extent(channels=2)),
        ("team/cellar", Extent()),
        ("file/a.yaml", Extent()),
    ],
)
def test_what_is_touched(entity: str, extent: Extent) -> None:
    graph = network(POLICY)
    assert Extents(graph.policy, graph).measure(Hit(NOWHERE, entity)) == extent


def test_its_own_contact_reasons_come_before_those_that_pass() -> None:
    graph = network(POLICY)
    hit = Hit(NOWHERE, "team/office", intents=("order",))
    assert Extents(graph.policy, graph).measure(hit) == Extent(0.4, 1)


def test_all_of_which_the_same_is_said_count_together() -> None:
    graph = network(POLICY)
    hit = Hit(NOWHERE, "channel/mail", members=("channel/mail", "channel/letters"))
    assert Extents(graph.policy, graph).measure(hit) == Extent(0.25, 2)


def test_without_a_graph_it_is_what_the_thing_says() -> None:
    extents = Extents(policy(POLICY), None)
    assert extents.measure(Hit(NOWHERE, "promise/fast")) == Extent(0.4, 1)
    assert extents.measure(Hit(NOWHERE, "team/care")) == Extent()


def test_the_sum_does_not_depend_on_an_order() -> None:
    shares = "".join(f"  i{n}: {{start: phone, share: {n}.1%}}\n" for n in range(9))
    text = f"channels:\n  phone: {{kind: voice}}\nintents:\n{shares}"
    turned = text.replace("i", "j").replace("jntents", "intents").replace("kjnd", "kind")
    turned = turned.replace("vojce", "voice")
    found = [
        Extents(graph.policy, graph).measure(Hit(NOWHERE, "channel/phone"))
        for graph in (network(text), network(turned))
    ]
    assert found[0] == found[1]
    assert found[0].intents == 9
