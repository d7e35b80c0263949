"""Channels with too few people: the verdicts, the hours, and where nothing may be said."""

from __future__ import annotations

import textwrap
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from policies import network

from cxlint.linting.checks.hours.understaffed import understaffed
from cxlint.linting.config import config_files
from cxlint.linting.rules import loader

if TYPE_CHECKING:
    from cxlint.linting.model.finding import Hit


@cache
def params() -> dict[str, Any]:
    """Return the bounds and words of the rule."""
    rules = loader.load(config_files.read(None).rule_folders)
    return dict(rules["channel-understaffed"].params)


def find(*files: str) -> list[Hit]:
    return list(understaffed(network(*(textwrap.dedent(text) for text in files)), **params()))


def hotline(load: str, seats: str = "seats: 13", more: str = "", to: str = "care") -> str:
    return f"""
        channels:
          hotline:
            kind: voice
            open: 24x7
            goes_to: {to}
            respond: {{within: 20s, for: 80%}}
            load: {{{load}}}{more}
        teams:
          care: {{open: 24x7, {seats}}}
        """


HUNDRED = "contacts: 100, per: 30 minutes, handling_time: 3 minutes"


def test_what_is_missed_by_a_hair_is_a_note():
    (hit,) = find(hotline(HUNDRED))
    assert (hit.case, hit.severity) == ("", "info")
    assert hit.facts["level"] == "79.6%"
    assert hit.facts["needed"] == "14 people"
    assert hit.bounds == ("narrow",)


def test_what_is_missed_by_far_is_an_error_and_shows_its_sum():
    (hit,) = find(hotline(HUNDRED, "seats: 12"))
    assert (hit.case, hit.severity) == ("", None)
    assert hit.facts["level"] == "64%"
    assert hit.facts["contacts"] == "200 calls an hour"
    labels = [label for _, label in hit.related]
    assert labels == ["hotline: 100 contacts per 30 minutes", "care: 12 people"]


def test_what_is_kept_is_no_finding():
    assert find(hotline(HUNDRED, "seats: 14")) == []
    assert find(hotline(HUNDRED, "posts: 20, shrinkage: 30%")) == []


@pytest.mark.parametrize(
    "text",
    [
        hotline(HUNDRED, "tier: 1"),
        hotline(HUNDRED, "posts: 12"),
        hotline("contacts: 100, per: 30 minutes", "seats: 1"),
        hotline("handling_time: 3 minutes", "seats: 1"),
        hotline(HUNDRED, "seats: 11").replace("respond:", "x-respond:"),
        hotline(HUNDRED, "seats: 11").replace(
            "kind: voice", "published: false\n            kind: voice"
        ),
    ],
)
def test_what_is_not_stated_is_not_judged(text):
    assert find(text) == []


def test_a_line_that_grows_without_end_needs_no_target():
    text = hotline("contacts: 120, per: 1 hour, handling_time: 6 minutes", "seats: 12")
    (hit,) = find(text.replace("respond:", "x-respond:"))
    assert hit.case == "growing"
    assert hit.facts["needed"] == "more people"
    (hit,) = find(text)
    assert hit.facts["needed"] == "16 people"


def test_those_who_give_up_are_told_and_not_a_line_without_end():
    load = "contacts: 120, per: 1 hour, handling_time: 6 minutes, patience: 3 minutes"
    (hit,) = find(hotline(load, "seats: 10"))
    assert hit.case == ""
    assert hit.facts["give_up"] == "23% give up and "


def test_some_hours_alone_are_a_warning():
    early = ", profile: [{hours: Mon 08:00-09:00, share: 2%}]"
    (hit,) = find(hotline(f"contacts: 10000, per: 1 week, handling_time: 3 minutes{early}",
                          "seats: 12"))  # fmt: skip
    assert hit.severity == "warning"
    assert hit.facts["when"] == "Mondays 08:00–09:00, "
    assert hit.facts["then"] == " at that time"
    assert hit.facts["whole"].startswith("; over the whole week it is 9")


def test_hours_without_a_zone_are_those_of_the_zone_that_is_stated():
    text = """
        schedules: {office: {open: Mon-Fri 09:00-17:00, timezone: Asia/Tokyo}}
        channels:
          hotline:
            {kind: voice, open: Mon-Fri 09:00-17:00, goes_to: care, respond: 20s,
             load: {contacts: 10, per: 1 hour, handling_time: 6 minutes}}
        teams: {care: {open: office, seats: 4}}
        """
    assert find(text) == []


def test_an_unknown_split_is_a_warning_at_most():
    text = """
        channels:
          hotline:
            {kind: voice, open: 24x7, goes_to: [north, south], respond: 20s,
             load: {contacts: 100, per: 30 minutes, handling_time: 3 minutes}}
        teams:
          north: {open: 24x7, seats: 12, closes: [bill]}
          south: {open: 24x7, seats: 14, closes: all}
        intents: {bill: {start: hotline}, move: {start: hotline}}
        """
    (hit,) = find(text)
    assert (hit.case, hit.unstated) == ("split", True)
    assert hit.facts["level"] == "64%"
    assert find(text.replace("seats: 12", "seats: 14")) == []
    assert find(text.replace("closes: [bill]", "closes: all")) == []


def test_where_some_go_on_to_others_it_is_no_error():
    (hit,) = find(hotline(HUNDRED, "seats: 12", "\n            full: {goes_to: helpers}")
                  + "  helpers: {open: 24x7, seats: 5}\n")  # fmt: skip
    assert hit.unstated


def test_mail_is_held_against_the_time_that_calls_leave():
    text = """
        channels:
          line:
            {kind: voice, open: Mon-Fri 09:00-17:00, goes_to: desk,
             load: {contacts: 10, per: 1 hour, handling_time: 6 minutes}}
          mailbox:
            {kind: email, goes_to: desk,
             load: {contacts: %s, per: 1 week, handling_time: 6 minutes}}
        teams: {desk: {open: Mon-Fri 09:00-17:00, seats: 3}}
        """
    (late,) = find(text % 800)
    assert (late.case, late.severity) == ("backlog", None)
    assert (late.facts["work"], late.facts["capacity"]) == ("16 hours", "16 hours")
    assert late.facts["needed"] == "4 people"
    (tight,) = find(text % 700)
    assert (tight.case, tight.severity, tight.facts["used"]) == ("tight", "info", "88%")
    assert find(text % 600) == []


SATURDAY = """
        channels:
          hotline:
            {kind: voice, open: Mon-Sat 09:00-17:00, goes_to: care,%s
             load: {contacts: 20, per: 1 hour, handling_time: 6 minutes}}
        teams: {care: {open: Mon-Fri 09:00-17:00, seats: 5}}
        """


def test_hours_that_nobody_covers_are_told_with_what_they_cost():
    (hit,) = find(SATURDAY % "")
    assert (hit.case, hit.severity) == ("uncovered", "warning")
    assert (hit.facts["lost"], hit.facts["whole"]) == ("160", "960")
    assert hit.facts["hours"] == "Saturdays 09:00–17:00"
    assert find(SATURDAY % " voicemail: 4 business hours,") == []
    assert find(SATURDAY % " published: false,") == []


def test_who_may_be_there_besides_is_not_known_where_a_file_is_unread():
    assert find(hotline(HUNDRED, "seats: 12"), "teams: {care: [") == []
