"""How much of what comes to a team it may close, where shares are missing."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxlint.linting.checks.authority.first_contact import _best
from cxlint.linting.rules import loader
from cxlint.linting.trials import examples

RULES = loader.load()
RULE = RULES["no-first-contact-authority"]

shares = st.lists(st.one_of(st.none(), st.integers(0, 30)), min_size=1, max_size=4)


@given(shares, shares, st.integers(0, 10))
def test_no_way_of_filling_in_missing_shares_beats_the_best(
    won: list[int | None], lost: list[int | None], spread: int
) -> None:
    names = {f"w{n}": share for n, share in enumerate(won)}
    names |= {f"l{n}": share for n, share in enumerate(lost)}
    known = {name: None if share is None else Fraction(share, 240) for name, share in names.items()}
    unknown = 1 - sum((share for share in known.values() if share), Fraction(0))
    closable = {name for name in known if name[0] == "w"}
    best = _best(closable, [name for name in known if name[0] == "l"], known, unknown)
    missing = [name for name, share in known.items() if share is None]
    guess = {name: share or Fraction(0) for name, share in known.items()}
    for name in missing:
        guess[name] = unknown * Fraction(spread, 10) / len(missing)
    total = sum(guess.values())
    if total:
        assert sum((guess[name] for name in closable), Fraction(0)) / total <= best


@pytest.mark.parametrize(("closable", "beyond", "found"), [(70, 30, False), (69, 31, True)])
def test_the_bound_is_the_least_that_is_fine(closable: int, beyond: int, found: bool) -> None:
    policy = f"""\
channels:
  hotline: {{kind: voice, goes_to: desk}}
teams:
  desk: {{tier: 1, closes: [big]}}
intents:
  big: {{start: [hotline], share: {closable}%}}
  small: {{start: [hotline], share: {beyond}%}}
"""
    assert bool(examples.run(RULE, policy, RULES).found_lines) is found


def test_a_desk_reached_through_another_team_is_not_the_first() -> None:
    policy = """\
channels:
  hotline: {kind: voice, goes_to: menu}
steps:
  menu: {kind: menu, goes_to: care, on_failure: menu}
teams:
  care: {tier: 1, closes: all}
  clerks: {tier: 1, closes: none}
handoffs:
  - {from: care, to: clerks}
intents:
  refund: {start: [hotline], share: 50%}
"""
    assert not examples.run(RULE, policy, RULES).found_lines
    straight = policy.replace("from: care", "from: menu")
    assert examples.run(RULE, straight, RULES).found_lines
