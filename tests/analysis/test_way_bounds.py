"""The figures of drawn policies, against all corners of their shares, by the law in plain words.

The oracle knows nothing of chains: it follows a share of one case, round by round, until nearly
nothing of it is left, at every corner.
"""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from policies import policy

from cxlint.analysis import way_counts
from cxlint.analysis.quantity import UNBOUNDED
from cxlint.analysis.subject import Subject
from cxlint.graph.builder import build

ROUNDS = 4_000
TEAMS = ("care", "finance", "audit")
ENDS = ("resolved", "abandoned")


@st.composite
def ways_of_teams(draw):
    """Draw, for each team, whether it settles and its moves: (target, percent or None)."""
    drawn = {}
    for team in TEAMS[: draw(st.integers(1, 3))]:
        targets = [each for each in (*TEAMS, *ENDS) if each != team]
        moves = draw(st.lists(st.sampled_from(targets), unique=True, max_size=4))
        shares = [draw(st.sampled_from([None, 10, 20, 25])) for _ in moves]
        drawn[team] = (draw(st.booleans()), list(zip(moves, shares, strict=True)))
    known = {*drawn, *ENDS}
    return {
        team: (closes, [(to, share) for to, share in moves if to in known])
        for team, (closes, moves) in drawn.items()
    }


def write(ways):
    lines = ["channels: {hotline: {kind: voice, open: 24x7, goes_to: care}}", "teams:"]
    lines += [f"  {team}: {{closes: {'all' if ways[team][0] else 'none'}}}" for team in ways]
    moves = [(team, to, share) for team, (_, some) in ways.items() for to, share in some]
    if moves:
        lines.append("handoffs:")
    for team, to, share in moves:
        stated = f", share: {share}%" if share else ""
        lines.append(f"  - {{from: {team}, to: {to}, carried_by: us{stated}}}")
    return "\n".join([*lines, "intents: {claim: {start: [hotline]}}", ""])


def list_corners(ways):
    """Yield how all teams may divide what comes to them, where each rest goes one way."""
    divided = []
    for closes, moves in ways.values():
        stated = {to: share / 100 for to, share in moves if share}
        free = [to for to, share in moves if share is None]
        if closes and not any(to in ENDS for to, _ in moves):
            free.append("resolved")
        rest = 1 - sum(stated.values())
        divided.append([(stated, rest, to) for to in free or ["stays"]])
    for corner in product(*divided):
        yield {
            team: {**stated, to: stated.get(to, 0) + rest} if rest else stated
            for team, (stated, rest, to) in zip(ways, corner, strict=True)
        }


def follow(corner):
    """Return how cases end, and how often they are handed on; None where they go on and on."""
    ends = dict.fromkeys((*ENDS, "stays"), 0.0)
    here, handed_on = {"care": 1.0}, 0.0
    for _ in range(ROUNDS):
        after: dict[str, float] = {}
        for team, part in here.items():
            for to, share in corner[team].items():
                if to in ends:
                    ends[to] += part * share
                else:
                    handed_on += part * share
                    after[to] = after.get(to, 0) + part * share
        here = after
        if sum(here.values()) < 1e-13:
            return ends, handed_on
    return ends, None


@settings(max_examples=60, deadline=None)
@given(ways_of_teams())
def test_bounds_are_those_of_a_case_that_is_followed(ways):
    corners = [follow(corner) for corner in list_corners(ways)]
    assume(len(corners) <= 64)
    network = build(policy(write(ways)))
    found = {each.name: each.value for each in way_counts.list_quantities(Subject(network))}
    for name, end in (
        ("resolved", "resolved"),
        ("abandoned", "abandoned"),
        ("unfinished", "stays"),
    ):
        shares = [ends[end] for ends, _ in corners]
        assert float(found[f"journey.claim.{name}.min"]) == pytest.approx(min(shares), abs=1e-9)
        assert float(found[f"journey.claim.{name}.max"]) == pytest.approx(max(shares), abs=1e-9)
    counts = [handed_on for _, handed_on in corners]
    least, most = (found[f"journey.claim.handoffs.expected.{end}"] for end in ("min", "max"))
    assert most == UNBOUNDED if None in counts else float(most) == pytest.approx(max(counts))
    ending = [each for each in counts if each is not None]
    assert float(least) == pytest.approx(min(ending)) if ending else least == UNBOUNDED
