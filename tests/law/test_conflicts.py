"""Two obligations that cannot both be kept are told, with what each asks."""

from __future__ import annotations

import datetime

import pytest

from cxlint.law import pack
from cxlint.law.comparison import Comparison, World
from cxlint.law.conflicts import find_conflicts
from cxlint.law.durations import compare_stated
from cxlint.law.lines import About
from cxlint.law.pack import read_obligation
from cxlint.parsing.document import parse
from tests.law.judging import judgement, obligations, policy_of

TODAY = datetime.date(2026, 11, 29)
TEXT = "terms: {price: {kind: price, change_notice: 45 days}}\n"
FIRST, OTHER = obligations()[:2]


def bound(kind: str, limit: str) -> Comparison:
    world = World(policy_of(TEXT, TODAY), frozenset())
    (found,) = compare_stated(world, About("term"), "change_notice", kind, limit)  # type: ignore[arg-type]
    return found


@pytest.mark.parametrize(
    ("least", "most", "conflicts"), [("60 days", "30 days", 1), ("30 days", "30 days", 0),
                                     ("5 days", "30 days", 0), ("3 months", "30 days", 1)],
)  # fmt: skip
def test_no_value_keeps_both(least: str, most: str, conflicts: int) -> None:
    pair = [(FIRST, bound("at_least", least)), (OTHER, bound("at_most", most))]
    shared = pair[0][1].at
    found = list(find_conflicts((who, each._replace(at=shared)) for who, each in pair))
    assert len(found) == conflicts
    if found:
        assert (found[0].longer, found[0].shorter) == (FIRST, OTHER)
        assert found[0].asks_shorter == f"at most {most}"


NOTICE = """\
id: us-xx-notice
title: A place that wants changes announced early
law_of: US-XX
by: direct
who: everybody
asks: [{check: at_least, about: {of: term, kinds: [price, plan]}, field: change_notice}]
values: [{value: 60 days, from: 2020-01-01, reference: the code of this place}]
citation: the code of this place
sources: [none]
read_in: this test
verified: primary
verified_day: primary
last_checked: 2026-11-29
check_every: 180 days
remedy: announce changes 60 days before
examples: {good: ""}
"""


def test_a_line_that_two_places_ask_opposite_things_of_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    early = read_obligation(parse("x.yaml", NOTICE.encode())[0].data, "x.yaml")
    held = pack.load(["US-NY"])
    monkeypatch.setattr(pack, "load", lambda _codes: (*held, early))
    text = "organization: {jurisdictions: [US-NY]}\n" + TEXT
    (found,) = judgement(text, TODAY).conflicts
    assert (found.longer.id, found.shorter.id) == ("us-xx-notice", "us-ny-auto-renewal")
    assert (found.asks_longer, found.asks_shorter) == ("at least 60 days", "5 days to 30 days")
    for length in ("45 days", "60 days", "20 days"):
        told = judgement(text.replace("45 days", length), TODAY)
        assert len(told.conflicts) == 1, length
        assert {each.obligation.id for each in told.verdicts} <= {
            "us-xx-notice",
            "us-ny-auto-renewal",
        }


def test_one_obligation_does_not_contradict_itself() -> None:
    pair = [(FIRST, bound("at_least", "60 days")), (FIRST, bound("at_most", "30 days"))]
    shared = pair[0][1].at
    assert list(find_conflicts((who, each._replace(at=shared)) for who, each in pair)) == []
