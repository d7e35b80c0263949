"""Fewer or more people at a line are a change for who calls, though no word of the line moves."""

from __future__ import annotations

import pytest

from cxlint.changes.change import BETTER, WORSE
from cxlint.changes.compare import compare
from tests.policies import policy

BASE = """\
organization: {name: A, timezone: Europe/Berlin}
channels:
  line:
    kind: voice
    open: Mon-Fri 09:00-18:00
    goes_to: care
    respond: {within: 20s, for: 80%}
    load: {contacts: 60, per: 1 hour, handling_time: 6 minutes, patience: 3 minutes}
  mail: {kind: email, goes_to: care, respond: {within: 1 business day}}
teams: {care: {open: Mon-Fri 09:00-18:00, seats: 14}}
"""
NO_TARGET = BASE.replace("    respond: {within: 20s, for: 80%}\n", "")
CHAT = BASE.replace("kind: voice", "kind: chat")
TWO = BASE.replace("goes_to: care\n    respond", "goes_to: [care, night]\n    respond").replace(
    "teams: {", "teams: {night: {open: Sat 09:00-18:00, seats: 2}, "
)
FEWER, MORE = ("seats: 14", "seats: 3"), ("seats: 14", "seats: 5")


def told(before: str, *edits: tuple[str, str]) -> list[tuple[str, str, str, str | None]]:
    after = before
    for old, new in edits:
        assert old in after
        after = after.replace(old, new)
    found = compare(policy(before), policy(after)).changes
    return [(each.thing, each.aspect, each.direction, each.new) for each in found]


@pytest.mark.parametrize("before", [BASE, CHAT, TWO])
def test_fewer_people_are_worse_for_who_calls(before):
    assert told(before, FEWER) == [("channel/line", "promise", WORSE, "16%")]


def test_more_people_are_better():
    few = BASE.replace(*FEWER)
    assert [each[:3] for each in told(few, FEWER[::-1])] == [("channel/line", "promise", BETTER)]


def test_without_a_target_it_is_told_who_gives_up():
    (change,) = compare(policy(NO_TARGET), policy(NO_TARGET.replace(*FEWER))).changes
    assert (change.direction, change.new) == (WORSE, "53%")
    assert change.sentence == "channel line, those who give up: less than 1%, now 53%"
    assert change.new_place.line == 9 and change.cause.thing == "team/care"


@pytest.mark.parametrize(
    "edits",
    [
        [("seats: 14", "seats: 15")],  # nobody notices
        [FEWER, ("contacts: 60", "contacts: 90")],  # another forecast is no change of policy
        [("contacts: 60", "contacts: 90")],
    ],
)
def test_what_moves_little_or_by_a_forecast_is_none(edits):
    assert told(BASE, *edits) == []


def test_a_line_whose_contacts_nobody_states_is_none():
    silent = BASE.replace(BASE[BASE.index("    load") : BASE.index("  mail")], "")
    assert told(silent, FEWER) == []


def test_where_several_teams_are_cut_it_is_told_at_the_line():
    both = TWO.replace("seats: 2", "seats: 1").replace(*FEWER)
    (change,) = compare(policy(TWO), policy(both)).changes
    assert change.cause is None and change.new_place.line == 8
