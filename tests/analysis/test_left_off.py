"""What goes beyond the bounds is not worked out, and that is said."""

from __future__ import annotations

import pytest
from policies import network

from cxlint.analysis import queue_figures, way_times
from cxlint.analysis.queues import staffing
from cxlint.analysis.subject import Subject
from cxlint.analysis.times import timed_ways

WAY = """
channels: {mail: {kind: email, open: 24x7, goes_to: care}}
teams:
  care: {open: 24x7, may: {refund: 10 EUR}, closes: all, ola: {resolution: 1 day}}
  board: {open: 24x7}
remedies: {refund: {tiers: [{by: board, up_to: any, decides_within: 2 days}]}}
intents: {refund: {start: [mail], remedy: refund, promise: 2 days}}
"""
LINES = """
channels:
  a: {kind: voice, open: 24x7, goes_to: desk, respond: {within: 20s, for: 80%},
      load: {contacts: 10, per: 1 hour, handling_time: 3 minutes}}
  b: {kind: voice, open: 24x7, goes_to: desk, respond: {within: 20s, for: 80%},
      load: {contacts: 10, per: 1 hour, handling_time: 3 minutes}}
teams: {desk: {open: 24x7, seats: 4}}
"""


def figures(module, subject):
    return {each.name: each.value for each in module.list_quantities(subject)}


@pytest.mark.parametrize("bound", ["MOST_FOLLOWED", "MOST_CLIMBED"])
def test_ways_beyond_the_bound_are_told_and_nothing_is_claimed_of_them(monkeypatch, bound):
    subject = Subject(network(WAY))
    assert "journey.refund.promise.verdict" in figures(way_times, subject)
    assert not subject.policy.left_off

    monkeypatch.setattr(timed_ways, bound, 0)
    beyond = Subject(network(WAY))
    assert "journey.refund.promise.verdict" not in figures(way_times, beyond)
    assert beyond.policy.left_off == {timed_ways.LEFT_OFF}


def test_lines_beyond_the_bound_are_told(monkeypatch):
    subject = Subject(network(LINES))
    assert figures(queue_figures, subject)["channel.a.mean_wait_seconds"] > 0
    assert not subject.policy.left_off

    monkeypatch.setattr(staffing, "MOST_TOGETHER", 1)
    beyond = Subject(network(LINES))
    assert figures(queue_figures, beyond).get("channel.a.mean_wait_seconds") is None
    assert beyond.policy.left_off == {staffing.LEFT_OFF}
