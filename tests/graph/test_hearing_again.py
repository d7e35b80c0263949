"""Menus that customers may wish to hear once more."""

from __future__ import annotations

from policies import network

from cxlint.linting.checks.cycles.loop import loop

MENU = """
channels: {phone: {kind: voice, goes_to: menu}}
steps:
  menu: {kind: menu, options: [{say: orders, goes_to: care}, {say: once more, goes_to: menu}]}
teams: {care: {seats: 4}}
"""


def test_hearing_a_menu_once_more_is_a_wish_among_others() -> None:
    assert not list(loop(network(MENU), most_rounds=5))


def test_a_menu_that_offers_nothing_else_is_a_ring() -> None:
    assert list(loop(network(MENU.replace("{say: orders, goes_to: care}, ", "")), most_rounds=5))


def test_so_is_one_that_asks_again_whatever_is_chosen() -> None:
    assert list(
        loop(network(MENU.replace("kind: menu", "kind: menu, on_failure: menu")), most_rounds=5)
    )
    assert list(loop(network(MENU.replace("kind: menu", "kind: bot")), most_rounds=5))
