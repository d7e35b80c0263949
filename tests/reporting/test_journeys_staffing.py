"""The tables of staffing: load, people, service against its target, mail, closed hours."""

from __future__ import annotations

import re
from fractions import Fraction

from made_figures import staffing

from cxlint.analysis.quantity import Quantity
from cxlint.reporting.journeys.layout import render_text
from cxlint.reporting.journeys.staffing import list_blocks, list_queues

CHANNELS = {"hotline": "20 s", "mailbox": "1 day"}
TEAMS = ("care", "finance")


def page(quantities) -> str:
    return render_text(list_blocks(list_queues(quantities, CHANNELS, TEAMS)), 80)


def test_the_whole_page():
    assert (
        page(staffing())
        == """\
People at the lines, worst first
channel or team       load  people  needed  in time  target
hotline               9     4       13      4%       80% in 20 s: missed
team finance          -     -       -       unknown  -
team care, Tue 12-20  -     -       -       50%      -
team care, Tue 08-12  -     -       -       60%      -
team care, Mon 12-20  -     -       -       70%      -
team care             -     -       -       80%      -

channel or team       give up
hotline               62%
team finance          -
team care, Tue 12-20  -
team care, Tue 08-12  -
team care, Mon 12-20  -
team care             -

  - hotline: more comes in than these people can take, and some give up
  - team finance: more comes in than these people can take: the queue has no end
  - team finance: in time: 12 Erlang meet 12 people
  - of each, the 3 worst hours; `--format json` has all

Work that can wait: mail, letters, forms
channel or team  hours of work a day  hours there are  used
mailbox          24                   24               100%

  - mailbox: so much of the time is used that a busy day leaves work behind
"""
    )


def test_a_target_that_is_met_says_so():
    told = page(
        [
            Quantity("channel.hotline.service_level", 0.9),
            Quantity("channel.hotline.target.for", Fraction(4, 5)),
            Quantity("channel.hotline.target_met", value=True),
        ]
    )
    assert re.search(r"^hotline +90% +80% in 20 s: met$", told, re.MULTILINE)


def test_hours_that_are_closed_are_told_by_themselves():
    told = page(
        [
            Quantity("channel.hotline.closed_share", Fraction(16, 21)),
            Quantity("channel.hotline.unavoidable_miss_share", Fraction(41, 56)),
            Quantity("channel.hotline.wait_to_open.given_closed_hours", 20),
            Quantity("channel.mailbox.closed_share", 0),
            Quantity("team.care.closed_share", Fraction(1, 2)),
        ]
    )
    assert "care" not in told
    assert "mailbox" not in told
    assert told.splitlines()[0] == "When nobody is there"
    assert re.search(r"^hotline +76% +73% +20 hours$", told, re.MULTILINE)


def test_a_note_of_a_team_is_told():
    told = page([Quantity("team.care.note", "ten posts leave 7 people"),
                 Quantity("team.care.seats", 7)])  # fmt: skip
    assert "  - team care: ten posts leave 7 people\n" in told


def test_figures_of_what_is_no_channel_and_of_no_queue_are_left_out():
    names = ("channel.fax.seats", "journey.care.seats", "team.care.something_else")
    assert list_queues([Quantity(name, 1) for name in names], CHANNELS, TEAMS) == []


def test_hours_of_which_the_same_is_to_be_told_stand_in_one_row():
    whole = [Quantity("channel.hotline.service_level", 0.5)]
    hours = [Quantity(f"channel.hotline.service_level.{each}", 0.1) for each in ("00-07", "22-24")]
    week = [Quantity("channel.hotline.service_level.week", 0.5)]
    told = page([*whole, *hours, *week]).splitlines()[2:]
    assert told == ["hotline, 00-07 and 22-24  10%", "hotline                   50%"]


def test_what_is_true_of_several_is_said_once():
    lines = ("channel.hotline", "team.care")
    full = [Quantity(f"{each}.stable", value=False) for each in lines]
    told = page([*full, *(Quantity(f"{each}.seats", 1) for each in lines)])
    assert "  - hotline and team care: more comes in than these people can take" in told


def test_of_two_names_of_a_measure_the_one_that_is_known_is_told():
    told = page(
        [
            Quantity("channel.hotline.asa_seconds", why="nobody is answered"),
            Quantity("channel.hotline.mean_wait_seconds", 41.9),
        ]
    )
    assert "hotline          41.9 seconds" in told
    assert "nobody is answered" not in told


def test_a_measure_that_nobody_knows_is_said_below_and_has_no_column():
    told = page(
        [
            Quantity("channel.hotline.load_erlang", 9),
            Quantity("channel.hotline.scheduled_needed", why="care does not state its shrinkage"),
        ]
    )
    assert "posts  " not in told
    assert "  - hotline: posts: care does not state its shrinkage" in told
