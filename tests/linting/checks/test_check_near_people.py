"""How near a person is: by what customers choose, and by what happens to them."""

from __future__ import annotations

import pytest
from policies import network

from cxlint.linting.checks.menus.human_option import human_option
from cxlint.linting.checks.menus.phone_menu import phone_menu
from cxlint.linting.checks.ways.automated_start import automated_start

LINE = """
channels: {hotline: {kind: %s, goes_to: s0}}
steps:
%s
teams: {care: {seats: 4}}
intents: {lost: {start: hotline, anxiety: high}}
"""


def line(count: int, kind: str = "voice", *, fails: bool = False, chosen: bool = True) -> str:
    """Return so many menus behind one another, and people behind the last."""
    failing = ", on_failure: care" if fails else ""
    steps = [
        f"  s{n}: {{kind: menu, options: [{{say: on, goes_to: s{n + 1}}}]{failing}}}"
        for n in range(count - 1)
    ]
    last = "goes_to: care" if chosen else "goes_to: resolved, on_failure: care"
    steps.append(f"  s{count - 1}: {{kind: menu, {last}{failing if chosen else ''}}}")
    return LINE % (kind, "\n".join(steps))


def test_a_person_one_choice_away_is_near_enough_and_two_are_not() -> None:
    assert not list(phone_menu(network(line(1)), ask="first", kinds=["voice"], most=1))
    (hit,) = phone_menu(network(line(2)), ask="first", kinds=["voice"], most=1)
    assert (hit.case, hit.facts["steps"], hit.facts["failing"]) == ("", 2, "")


def test_it_is_said_that_whoever_fails_is_nearer() -> None:
    (hit,) = phone_menu(network(line(3, fails=True)), ask="first", kinds=["voice"], most=1)
    assert hit.facts["steps"] == 3
    assert hit.facts["failing"] == ", while whoever fails reaches one after 1 move"


def test_people_whom_only_those_reach_who_fail_are_none_to_choose() -> None:
    text = line(2, chosen=False)
    (hit,) = phone_menu(network(text), ask="first", kinds=["voice"], most=1)
    assert (hit.case, hit.facts["failing"]) == ("failing", "")


@pytest.mark.parametrize(("count", "told"), [(1, 0), (2, 0), (3, 1)])
def test_two_moves_are_near_where_two_are_fine(count: int, told: int) -> None:
    hits = list(human_option(network(line(count)), max_moves=2, exempt=[]))
    assert [hit.facts["moves"] for hit in hits] == [3] * told


def test_a_way_by_failing_counts_as_a_way() -> None:
    assert not list(human_option(network(line(2, chosen=False)), max_moves=2, exempt=[]))
    assert not list(human_option(network(line(4, fails=True)), max_moves=2, exempt=[]))


@pytest.mark.parametrize(
    ("count", "fails", "chosen", "case"),
    [
        (1, False, True, None),
        (2, False, True, ""),
        (2, True, True, ""),
        (1, True, False, "failing"),
    ],
)
def test_worried_customers_are_told_of_by_the_ways_that_can_be_chosen(
    count: int, fails: bool, chosen: bool, case: str | None
) -> None:
    graph = network(line(count, "app", fails=fails, chosen=chosen))
    hits = list(automated_start(graph, anxiety=["high"], automated=["app"], max_moves=2))
    assert [hit.case for hit in hits] == ([] if case is None else [case])
    if case == "":
        assert (hits[0].facts["moves"], hits[0].facts["most"]) == (count + 1, 2)
