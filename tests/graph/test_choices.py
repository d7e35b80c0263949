"""What customers choose in menus: for whom a choice is, and whom they need not come to."""

from __future__ import annotations

from policies import network

from cxlint.graph.journey_intents import intents_of

MENU = """\
channels:
  hotline: {{kind: voice, goes_to: menu}}
steps:
  menu:
    kind: menu
    options:
      - {{say: a charge you do not know, goes_to: disputes{disputes}}}
      - {{say: anything else, goes_to: care}}
    {more}
teams:
  care: {{seats: 4}}
  disputes: {{seats: 2}}
intents:
  dispute: {{start: hotline}}
  question: {{start: hotline}}
"""


def met(text: str) -> dict[str, tuple[set[str], set[str]]]:
    """Return, for each team, who meets it first, and who does whatever they choose."""
    found: dict[str, tuple[set[str], set[str]]] = {}
    for journey in network(text).journeys:
        for number, bits in journey.met_first.items():
            team = journey.nodes[number].id
            all_, sure = found.setdefault(team, (set(), set()))
            all_ |= {intent.id for intent in intents_of(journey, bits)}
            surely = journey.met_unchosen.get(number, 0)
            sure |= {intent.id for intent in intents_of(journey, surely)}
    return found


def test_nobody_need_come_to_a_team_that_is_one_choice_of_several() -> None:
    both = {"dispute", "question"}
    text = MENU.format(disputes="", more="person: care")
    assert met(text) == {"care": (both, both), "disputes": (both, set())}


def test_a_choice_that_names_its_contact_reasons_is_for_them_alone() -> None:
    text = MENU.format(disputes=", intents: [dispute]", more="attempts: 2")
    assert met(text)["disputes"] == ({"dispute"}, {"dispute"})


def test_a_single_choice_is_none() -> None:
    text = """
    channels: {hotline: {kind: voice, goes_to: menu}}
    steps: {menu: {kind: menu, options: [{say: a person, goes_to: care}, opening hours]}}
    teams: {care: {seats: 4}}
    intents: {question: {start: hotline}}
    """
    assert met(text) == {"care": ({"question"}, {"question"})}
