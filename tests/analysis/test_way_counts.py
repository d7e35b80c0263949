"""How often customers turn to the company and are handed on, by policies worked out by hand."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import pytest
from policies import policy

from cxlint.analysis import way_counts
from cxlint.analysis.quantity import UNBOUNDED
from cxlint.analysis.subject import Subject
from cxlint.graph.builder import build

CASES = Path(__file__).parents[2].parent / "shared" / "cases" / "numbers"
OWN = ("contacts", "handoffs", "transfers", "places", "visits", "resolved", "abandoned",
       "unfinished", "no_exit", "narrow", "error", "sum")  # fmt: skip


def subject(*files):
    return Subject(build(policy(*files)))


def figures(*files):
    return {each.name: each for each in way_counts.list_quantities(subject(*files))}


def values(*files):
    return {name: each.value for name, each in figures(*files).items()}


def cases():
    folders = sorted(CASES.glob("*/expect.json")) if CASES.exists() else []
    return [each.parent for each in folders if json.loads(each.read_text())["kind"] == "markov"]


@pytest.mark.skipif(not cases(), reason="the shared cases are not here")
@pytest.mark.parametrize("folder", cases(), ids=lambda each: each.name)
def test_shared_cases_have_their_answers(folder):
    texts = [each.read_text() for each in sorted((folder / "policy").rglob("*.yaml"))]
    about = subject(*texts)
    known = {each.name: each for each in way_counts.list_quantities(about)}
    for each in json.loads((folder / "expect.json").read_text())["expect"]:
        name, value = each["quantity"], each["value"]
        if not set(name.split(".")) & set(OWN):
            continue
        found = known.get(name) or way_counts.find_quantity(about, name)
        assert found is not None, name
        exact = Fraction(value["exact"]) if isinstance(value, dict) else value
        assert found.value == exact, name


BASE = """
channels:
  hotline: {kind: voice, open: 24x7, goes_to: care}
teams:
  care: {closes: none}
  finance: {closes: none}
intents:
  claim: {start: [hotline]}
handoffs:
"""


def test_shares_may_stand_on_every_way_that_leaves_a_step():
    found = values(
        """
        channels:
          hotline: {kind: voice, open: 24x7, goes_to: menu}
        steps:
          menu:
            kind: menu
            options:
              - {say: claims, goes_to: claims, share: 40%}
              - {say: sales, goes_to: sales, share: 20%}
            on_failure: {goes_to: abandoned, share: 15%}
            on_timeout: {goes_to: menu, share: 20%}
            person: {goes_to: claims, share: 5%}
        teams:
          claims: {closes: all}
          sales: {closes: all}
        intents:
          claim: {start: [hotline]}
        """
    )
    # A fifth comes again: whatever happens, happens 5/4 times as often.
    assert found["journey.claim.abandoned"] == Fraction(15, 100) * Fraction(5, 4)
    assert found["journey.claim.resolved"] == Fraction(65, 100) * Fraction(5, 4)
    assert found["journey.claim.places.expected"] == Fraction(5, 4) + Fraction(65, 80)
    assert found["shares.menu.sum"] == 1


def test_a_step_is_tried_as_often_as_it_says():
    found = values(
        """
        channels:
          hotline: {kind: voice, open: 24x7, goes_to: menu}
        steps:
          menu:
            kind: menu
            attempts: 3
            goes_to: care
            on_failure: {goes_to: menu, share: 50%}
            on_error: {goes_to: abandoned, share: 10%}
        teams:
          care: {closes: all}
        intents:
          claim: {start: [hotline]}
        """
    )
    # Thrice at most; after the third try, the half that failed goes on as the rest does.
    assert found["journey.claim.places.max"] == 4
    assert found["journey.claim.abandoned"] == Fraction(1, 10) * (
        1 + Fraction(1, 2) + Fraction(1, 4)
    )


def test_what_is_missing_is_settled_where_the_team_closes_and_no_end_is_written():
    found = values(
        BASE.replace("care: {closes: none}", "care: {closes: [claim]}").replace(
            "finance: {closes: none}", "finance: {closes: all}"
        )
        + "  - {from: care, to: finance, share: 30%, carried_by: us}\n"
    )
    assert found["journey.claim.resolved"] == 1
    assert found["journey.claim.handoffs.expected"] == Fraction(3, 10)
    assert found["journey.claim.unfinished"] == 0


def test_settling_is_one_of_the_moves_that_state_no_share():
    found = values(
        BASE.replace("care: {closes: none}", "care: {closes: all}")
        + "  - {from: care, to: finance, share: 30%, carried_by: us}\n"
        + "  - {from: care, to: hotline, carried_by: customer}\n"
    )
    # 7/10 are settled or call again, nobody knows which; finance passes nobody on.
    assert found["journey.claim.resolved"] is None
    assert found["journey.claim.resolved.max"] == Fraction(7, 10)
    assert found["journey.claim.resolved.min"] == 0
    assert found["journey.claim.unfinished.min"] == Fraction(3, 10)
    assert found["journey.claim.unfinished.max"] == 1
    assert found["journey.claim.contacts.expected.min"] == 1
    assert found["journey.claim.contacts.expected.max"] == Fraction(10, 3)
    assert found["journey.claim.contacts.max"] == UNBOUNDED


def test_shares_over_the_whole_are_a_fault_and_no_number():
    told = figures(
        BASE + "  - {from: care, to: finance, share: 70%, carried_by: us}\n"
        "  - {from: care, to: resolved, share: 50%}\n"
    )
    assert "120 %" in str(told["error"].value)
    assert "care" in str(told["journey.claim.error"].value)
    assert told["shares.care.sum"].value == Fraction(6, 5)
    assert told["journey.claim.resolved"].value is None
    assert "120 %" in told["journey.claim.resolved"].why
    assert told["journey.claim.handoffs.max"].value is None


def test_rounding_of_the_last_digit_is_no_fault():
    found = values(
        BASE + "  - {from: care, to: finance, share: 33.4%, carried_by: us}\n"
        "  - {from: care, to: resolved, share: 33.4%}\n"
        "  - {from: care, to: abandoned, share: 33.3%}\n"
    )
    assert "error" not in found
    assert found["journey.claim.handoffs.expected"] == Fraction(334, 1001)
    assert found["shares.care.sum"] == Fraction(1001, 1000)


def test_shares_of_moves_for_different_reasons_do_not_add_up():
    found = values(
        """
        channels:
          hotline: {kind: voice, open: 24x7, goes_to: care}
        teams:
          care: {closes: all}
          finance: {closes: all}
        handoffs:
          - {from: care, to: finance, intents: [claim], share: 60%, carried_by: us}
          - {from: care, to: finance, intents: [advice], share: 70%, carried_by: us}
        intents:
          claim: {start: [hotline], share: 25%}
          advice: {start: [hotline], share: 75%}
        """
    )
    assert "error" not in found
    assert found["shares.care.sum"] is None
    assert found["journey.claim.handoffs.expected"] == Fraction(3, 5)
    assert found["journey.advice.handoffs.expected"] == Fraction(7, 10)
    assert found["all.handoffs.expected"] == Fraction(15 + 3 * 17 + Fraction(3, 2), 100)


def test_reasons_over_the_whole_leave_only_their_mean_unknown():
    found = figures(
        """
        channels:
          hotline: {kind: voice, open: 24x7, goes_to: care}
        teams:
          care: {closes: all}
        intents:
          claim: {start: [hotline], share: 70%}
          advice: {start: [hotline], share: 60%}
        """
    )
    assert found["journey.claim.resolved"].value == 1
    assert found["all.resolved"].value is None
    assert "130 %" in found["all.resolved"].why
    assert "130 %" in str(found["error"].value)


START = """
channels:
  hotline: {kind: voice, open: 24x7, goes_to: care}
  mail: {kind: email, open: 24x7, goes_to: back}
teams:
  care: {closes: all}
  back: {closes: all}
handoffs:
  - {from: care, to: back, share: 20%, carried_by: us}
  - {from: back, to: care, share: 10%, carried_by: us}
  - {from: back, to: abandoned, share: 5%}
  - {from: back, to: resolved}
intents:
"""


def test_starts_carry_shares_by_channel():
    found = values(START + "  claim: {start: [{at: hotline, share: 60%}, mail]}\n")
    # From care: h = 1/5 (1 + m), from back: m = 1/10 (1 + h), so h = 11/49 and m = 6/49.
    assert found["journey.claim.by_channel.hotline.handoffs.expected"] == Fraction(11, 49)
    assert found["journey.claim.by_channel.mail.handoffs.expected"] == Fraction(6, 49)
    assert found["journey.claim.handoffs.expected"] == Fraction(60 * 11 + 40 * 6, 4900)
    assert found["journey.claim.by_channel.mail.transfers.expected"] == 0
    assert found["journey.claim.transfers.expected"] == Fraction(60 * 11, 4900)


def test_a_channel_has_figures_of_all_reasons_that_begin_there():
    about = subject(
        START + "  claim: {start: [{at: hotline, share: 60%}, mail], share: 25%}\n"
        "  advice: {start: [hotline], share: 75%}\n",
        "handoffs: [{from: care, to: resolved, intents: [advice], share: 80%}]\n",
    )
    parts = [
        way_counts.find_quantity(about, f"journey.{intent}.by_channel.hotline.resolved").value
        for intent in ("claim", "advice")
    ]
    mean = (parts[0] * Fraction(15, 100) + parts[1] * Fraction(75, 100)) / Fraction(90, 100)
    assert way_counts.find_quantity(about, "by_channel.hotline.resolved").value == mean
    assert way_counts.find_quantity(about, "by_channel.nowhere.resolved") is None


def test_where_a_reason_begins_nowhere_nothing_is_claimed():
    found = figures(
        "channels: {hotline: {kind: voice, goes_to: care, published: false}}\n"
        "teams: {care: {closes: all}}\nintents: {claim: {}}\n"
    )
    assert found["journey.claim.unfinished"].value is None
    assert "begin" in found["journey.claim.unfinished"].why


def test_starts_without_shares_leave_an_interval_between_the_channels():
    found = figures(START + "  claim: {start: [hotline, mail]}\n")
    assert found["journey.claim.handoffs.expected"].value is None
    assert found["journey.claim.handoffs.expected.min"].value == Fraction(6, 49)
    assert found["journey.claim.handoffs.expected.max"].value == Fraction(11, 49)
    assert "begins" in found["journey.claim.handoffs.expected"].why
    assert found["journey.claim.narrow"].value == "claim -> hotline"


def test_customers_are_on_the_line_until_a_wait():
    found = values(
        BASE + "  - {from: care, to: finance, share: 100%, carried_by: us, wait: 2 business days}\n"
        "  - {from: finance, to: care, share: 50%, carried_by: us}\n"
        "  - {from: finance, to: resolved, share: 50%}\n"
    )
    assert found["journey.claim.handoffs.expected"] == 3
    assert found["journey.claim.transfers.expected"] == 0


def test_a_customer_who_goes_alone_is_a_new_contact_and_no_transfer():
    found = values(
        BASE + "  - {from: care, to: finance, share: 40%, carried_by: customer}\n"
        "  - {from: care, to: resolved, share: 60%}\n"
        "  - {from: finance, to: resolved, share: 100%}\n"
    )
    assert found["journey.claim.contacts.expected"] == Fraction(7, 5)
    assert found["journey.claim.contacts.max"] == 2
    assert found["journey.claim.handoffs.expected"] == Fraction(2, 5)
    assert found["journey.claim.transfers.expected"] == 0


def test_who_wrote_and_then_calls_is_on_the_line():
    told = figures(
        """
        channels:
          hotline: {kind: voice, open: 24x7, goes_to: care}
          mail: {kind: email, open: 24x7, goes_to: care}
        teams:
          care: {closes: none}
          finance: {closes: all}
        handoffs:
          - {from: care, to: finance, share: 50%, carried_by: us}
          - {from: care, to: hotline, share: 10%, carried_by: customer}
          - {from: care, to: resolved}
        intents:
          claim: {start: [mail]}
        """
    )
    assert told["journey.claim.contacts.expected"].value == Fraction(10, 9)
    assert told["journey.claim.handoffs.expected"].value == Fraction(5, 9)
    assert told["journey.claim.transfers.expected"].value == Fraction(1, 18)
    assert [part.text for part in told["journey.claim.handoffs.expected"].parts] == [
        "care -> finance: 0.5556 times a case"
    ]


def test_a_bounded_move_with_a_share_goes_over_the_others_afterwards():
    found = values(
        BASE + "  - {from: care, to: finance, share: 40%, carried_by: us, max_repeats: 1}\n"
        "  - {from: care, to: resolved}\n"
        "  - {from: finance, to: care, share: 50%, carried_by: us}\n"
        "  - {from: finance, to: abandoned, share: 50%}\n"
    )
    assert found["journey.claim.abandoned"] == Fraction(1, 5)
    assert found["journey.claim.resolved"] == Fraction(4, 5)
    assert found["journey.claim.handoffs.expected"] == Fraction(3, 5)
    assert found["journey.claim.handoffs.max"] == 2


def test_a_share_holds_at_a_place_however_often_a_case_has_been_there():
    found = values(
        """
        channels:
          hotline: {kind: voice, open: 24x7, goes_to: care}
        teams:
          care: {closes: none}
          quick: {closes: none}
          slow: {closes: none}
          a: {closes: none}
          b: {closes: none}
          c: {closes: all}
        handoffs:
          - {from: care, to: quick, carried_by: us}
          - {from: care, to: slow, carried_by: us}
          - {from: quick, to: care, carried_by: us, max_repeats: 1}
          - {from: slow, to: a, carried_by: us, share: 100%}
          - {from: a, to: b, carried_by: us, share: 100%}
          - {from: b, to: c, carried_by: us, share: 100%}
        intents:
          claim: {start: [hotline]}
        """
    )
    # All quick: there, back, there, and it stays: 3. All slow: 4. First quick and then slow would
    # be 6, but care sends the same share at both times; a third quick gives 4 1/3, which is more.
    assert found["journey.claim.handoffs.expected.max"] is None
    assert found["journey.claim.handoffs.expected.min"] == 3
    assert found["journey.claim.handoffs.max"] == 6


def test_parts_are_the_sum_with_their_lines():
    told = figures(
        BASE + "  - {from: care, to: finance, share: 30%, carried_by: us}\n"
        "  - {from: care, to: resolved}\n"
        "  - {from: finance, to: care, carried_by: us}\n"
        "  - {from: finance, to: resolved}\n"
    )
    most = told["journey.claim.handoffs.expected.max"]
    assert [(part.text, part.at.span().line) for part in most.parts] == [
        ("care -> finance: 0.4286 times a case", 10),
        ("finance -> care: 0.4286 times a case", 12),
    ]
    least = told["journey.claim.handoffs.expected.min"]
    assert [part.text for part in least.parts] == ["care -> finance: 0.3 times a case"]
    assert told["journey.claim.handoffs.expected"].parts == ()
    ends = told["journey.claim.resolved.min"]
    assert sum(float(part.text.split()[3]) for part in ends.parts) == pytest.approx(100, abs=0.1)


def test_a_part_that_goes_round_for_ever_has_no_end_and_the_rest_is_counted():
    found = values(
        BASE + "  - {from: care, to: finance, share: 10%, carried_by: us}\n"
        "  - {from: care, to: resolved, share: 90%}\n"
        "  - {from: finance, to: audit, share: 100%, carried_by: us}\n"
        "  - {from: audit, to: finance, share: 100%, carried_by: us}\n",
        "teams: {audit: {closes: none}}\n",
    )
    assert found["journey.claim.no_exit"] == ["audit", "finance"]
    assert found["journey.claim.handoffs.expected"] == UNBOUNDED
    assert found["journey.claim.resolved"] == Fraction(9, 10)
    assert found["journey.claim.contacts.expected"] == 1


def test_a_team_that_passes_nobody_on_and_may_settle_nothing_is_no_way_out():
    found = values(BASE + "  - {from: care, to: finance, share: 100%, carried_by: us}\n")
    assert found["journey.claim.no_exit"] == ["finance"]
    assert found["journey.claim.unfinished"] == 1
    assert found["journey.claim.handoffs.expected"] == 1


def test_a_bounded_circle_is_no_way_out_and_has_an_end():
    found = values(
        BASE + "  - {from: care, to: finance, share: 100%, carried_by: us, max_repeats: 3}\n"
        "  - {from: finance, to: care, share: 100%, carried_by: us}\n"
    )
    assert found["journey.claim.no_exit"] == ["care", "finance"]
    assert found["journey.claim.handoffs.expected"] == 6
    assert found["journey.claim.unfinished"] == 1


def test_figures_of_those_who_begin_at_a_channel_are_found_by_name():
    about = subject(START + "  claim: {start: [hotline]}\n")
    for name, value in {
        "journey.claim.by_channel.hotline.handoffs.expected": Fraction(11, 49),
        "journey.claim.by_channel.hotline.visits.care": Fraction(50, 49),
        "journey.claim.visits.back.max": Fraction(10, 49),
        "all.visits.back": Fraction(10, 49),
    }.items():
        assert way_counts.find_quantity(about, name).value == value
    assert way_counts.find_quantity(about, "journey.claim.visits.nowhere") is None
    assert way_counts.find_quantity(about, "journey.other.visits.care") is None


def test_what_nobody_describes_leaves_the_most_unknown():
    found = figures(
        """
        channels:
          hotline: {kind: voice, open: 24x7, goes_to: care}
        steps:
          partner: {kind: elsewhere}
        teams:
          care: {closes: none}
        handoffs:
          - {from: care, to: partner, share: 30%}
          - {from: care, to: resolved, share: 70%}
        intents:
          claim: {start: [hotline]}
        """
    )
    assert found["journey.claim.resolved.min"].value == Fraction(7, 10)
    assert found["journey.claim.resolved.max"].value == 1
    assert found["journey.claim.handoffs.expected"].value is None
    assert "partner" in found["journey.claim.handoffs.expected"].why
    assert found["journey.claim.handoffs.expected.min"].value == 0


def test_the_share_is_named_that_moves_a_figure_most():
    found = values(
        BASE + "  - {from: care, to: finance, share: 10%, carried_by: us}\n"
        "  - {from: care, to: audit, carried_by: us}\n"
        "  - {from: care, to: resolved}\n"
        "  - {from: finance, to: audit, carried_by: us}\n"
        "  - {from: finance, to: resolved}\n"
        "  - {from: audit, to: resolved, share: 100%}\n",
        "teams: {audit: {closes: none}}\n",
    )
    # Nine in ten may go to audit from care; of finance it is one in ten.
    assert found["journey.claim.narrow"] == "care -> audit"
    assert found["journey.claim.handoffs.expected.max"] == Fraction(11, 10)
    assert found["journey.claim.handoffs.expected.min"] == Fraction(1, 10)


def test_the_order_of_a_policy_and_what_else_stands_in_it_change_nothing():
    moves = [
        "  - {from: care, to: finance, share: 30%, carried_by: us}\n",
        "  - {from: care, to: resolved}\n",
        "  - {from: care, to: abandoned}\n",
        "  - {from: finance, to: care, max_repeats: 2, carried_by: us}\n",
        "  - {from: finance, to: resolved}\n",
    ]
    one = values(BASE + "".join(moves))
    other = values(
        "teams: {alone: {closes: all}}\nhandoffs: [{from: alone, to: care, carried_by: us}]\n",
        BASE + "".join(reversed(moves)),
    )
    assert one == {name: other[name] for name in one}


def test_a_policy_without_contact_reasons_has_no_such_figures():
    assert values("channels: {hotline: {kind: voice, goes_to: care}}\nteams: {care: {}}\n") == {}


def test_a_number_that_is_only_near_says_so():
    teams = [f"t{number}" for number in range(400)]
    moves = [
        f"  - {{from: {one}, to: {other}, share: 37%, carried_by: us}}\n"
        for one, other in zip(teams, [*teams[1:], teams[0]], strict=True)
    ]
    told = figures(
        "channels: {hotline: {kind: voice, open: 24x7, goes_to: t0}}\n"
        "intents: {claim: {start: [hotline]}}\nteams:\n"
        + "".join(f"  {team}: {{closes: all}}\n" for team in teams)
        + "handoffs:\n"
        + "".join(moves)
    )
    expected = told["journey.claim.handoffs.expected"]
    assert expected.value == pytest.approx(37 / 63)
    assert "digits" in expected.reading
    assert told["journey.claim.resolved"].value == pytest.approx(1)
    assert told["journey.claim.abandoned"].value == 0
