"""Numbers that cannot be meant: each kind in several units, words and places, beside sound ones."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from lint_runs import lint_files

from cxlint.linting.rules import loader
from cxlint.linting.trials.examples import report_on

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cxlint.linting.model.finding import Finding
    from cxlint.linting.model.rule import Rule

CASES = Path(__file__).parents[4] / "shared" / "cases" / "numbers"
NUMBERS = tuple(each.id for each in loader.load().values() if each.category == "numbers")

CHANNEL = """\
channels: {line: {kind: KIND, goes_to: care, MORE}}
teams: {care: {seats: 4, open: Mon-Fri 09:00-18:00, closes: all, TEAM}}
"""
WAY = """\
channels: {line: {kind: voice, goes_to: care}}
teams: {care: {seats: 4, CARE}, fin: {seats: 2, FIN}}
handoffs: [{from: care, to: fin, MORE}]
intents: {refund: {start: line, PROMISE}}
"""


@cache
def rules() -> Mapping[str, Rule]:
    return loader.load()


def findings(text: str, *ids: str) -> list[Finding]:
    report = report_on(text.encode(), dict(rules()), frozenset(ids or NUMBERS))
    assert not report.has_crashed
    return list(report.findings)


def found(text: str) -> list[tuple[str, int]]:
    return [(each.rule.id, each.span.line) for each in findings(text)]


def channel(more: str, kind: str = "voice", team: str = "tier: 1") -> str:
    return CHANNEL.replace("KIND", kind).replace("MORE", more).replace("TEAM", team)


def way(more: str, *, promise: str = "share: 5%", care: str = "tier: 1", fin: str = "tier: 2",
        also: str = "") -> str:  # fmt: skip
    text = WAY.replace("MORE", more).replace("PROMISE", promise)
    return text.replace("CARE", care).replace("FIN", fin) + also


EXPECTED = {
    "business-clock-no-hours": ("unclear-time", 12),
    "for-100": ("senseless-target", 2),
    "intent-shares-130": ("shares-over-whole", 10),
    "load-per-zero": ("senseless-load", 2),
    "load-without-contacts": ("senseless-load", 2),
    "max-repeats-0": ("never-possible", 7),
    "per-two-and-a-half-months": ("unclear-time", 2),
    "quantile-max-below-p99": ("quantiles-out-of-order", 10),
    "quantile-p999": ("unknown-key", 10),
    "quantiles-two-currencies": ("quantiles-out-of-order", 10),
    "shrinkage-100": ("senseless-load", 4),
    "wait-over-promise": ("contradictory-times", 7),
}


def in_cases(name: str) -> list[tuple[str, int]]:
    path = CASES / name
    if not path.exists():
        pytest.skip(f"{path} is not there")
    told = lint_files([path], CASES, (*NUMBERS, "unknown-key"))
    return [(each.rule.id, each.span.line) for each in told]


@pytest.mark.parametrize("name", EXPECTED)
def test_the_shared_nonsense_is_said_once_at_its_line(name: str) -> None:
    assert in_cases(f"nonsense/{name}.yaml") == [EXPECTED[name]]


def test_no_shared_nonsense_is_left_out() -> None:
    if not CASES.exists():
        pytest.skip(f"{CASES} is not there")
    files = {each.stem for each in (CASES / "nonsense").glob("*.yaml")}
    assert files == {*EXPECTED, "control-nothing-wrong"}


def test_nothing_is_said_of_the_control() -> None:
    assert in_cases("nonsense/control-nothing-wrong.yaml") == []


def test_the_policies_with_exact_answers_make_sense_but_where_they_contradict() -> None:
    """Of the two, one has eight business hours on a calendar clock, one waits 6 days of 5."""
    if not CASES.exists():
        pytest.skip(f"{CASES} is not there")
    folders = sorted(each.name for each in CASES.iterdir() if (each / "policy").is_dir())
    told = {name: in_cases(f"{name}/policy") for name in folders}
    assert {name: [rule for rule, _ in each] for name, each in told.items() if each} == {
        "18-clock-contradiction": ["unclear-time"],
        "20-two-promises": ["contradictory-times"],
    }


LOADS = [
    "contacts: 10, per: 0 hours, handling_time: 3 minutes",
    "contacts: 10, per: immediately, handling_time: 3 minutes",
    "contacts: 10, handling_time: 3 minutes",
    "per: 1 day, handling_time: 3 minutes",
    "patience: 2 minutes",
    "contacts: 10, per: 1 day",
    "contacts: 10, per: 1 day, handling_time: 0s",
    "contacts: 10, per: 1 day, handling_time: 0.5 business hours",
    "contacts: 10, per: 1 day, handling_time: 4 minutes, patience: 0 minutes",
    "contacts: 10, per: 1 day, handling_time: 4 minutes, patience: 1 business hour",
]


@pytest.mark.parametrize("load", LOADS)
@pytest.mark.parametrize("kind", ["voice", "chat", "email"])
def test_a_load_that_no_figure_can_be_made_of_is_said_once(load: str, kind: str) -> None:
    assert found(channel(f"load: {{{load}}}", kind)) == [("senseless-load", 1)]


@pytest.mark.parametrize(
    ("load", "team"),
    [
        ("contacts: 10, per: 1 day, handling_time: 3 minutes", "shrinkage: 99.9%"),
        ("contacts: 0, per: 1 day", "posts: 9"),
        ("contacts: 10, per: 1 business day", "handling_time: 5 minutes"),
        ("contacts: 10, per: 3 months, handling_time: 90s, patience: 2 minutes", "posts: 4"),
        ("contacts: 1.5, per: 1 hour, handling_time: 1 hour", "posts: 4.5, shrinkage: 0%"),
    ],
)
def test_a_whole_load_is_left_alone(load: str, team: str) -> None:
    assert found(channel(f"load: {{{load}}}", team=team)) == []


@pytest.mark.parametrize(
    ("team", "case"),
    [
        ("shrinkage: 100%", "absent"),
        ("shrinkage: 100.0 %", "absent"),
        ("posts: 3", "posts"),
        ("posts: 3.5, shrinkage: 10%", "posts"),
        ("handling_time: immediately", "length"),
        ("handling_time: 2 business hours", "clock"),
    ],
)
def test_people_who_cannot_be_there_are_said(team: str, case: str) -> None:
    (finding,) = findings(channel("published: true", team=team))
    assert (finding.rule.id, finding.span.line) == ("senseless-load", 2)
    message = rules()["senseless-load"].message[case]
    assert finding.message.endswith(message.rpartition("}")[2])


@pytest.mark.parametrize(
    ("kind", "share", "is_said"),
    [
        ("voice", "100%", True), ("chat", "100%", True), ("video", "100.00%", True),
        ("in_person", "100%", True), ("phone", "100%", True), ("email", "100%", False),
        ("post", "100%", False), ("voice", "99.99%", False), ("email", "0%", True),
        ("voice", "0%", True), ("email", "0.1%", False),
    ],
)  # fmt: skip
def test_no_queue_answers_all_and_no_target_is_for_nobody(
    kind: str, share: str, is_said: bool
) -> None:
    told = found(channel(f"respond: {{within: 30s, for: {share}}}", kind))
    assert told == ([("senseless-target", 1)] if is_said else [])


def test_a_promise_for_no_case_is_said() -> None:
    assert found("promises:\n  a: {first_reply: 1 day, share: 0%}\n") == [("senseless-target", 2)]
    assert found("promises:\n  a: {first_reply: 1 day, share: 100%}\n") == []


def test_what_may_never_happen_is_said_and_what_may_once_is_not() -> None:
    assert found(way("max_repeats: 0")) == [("never-possible", 3)]
    assert found(way("max_repeats: 1")) == []


TIERS = (
    "remedies:\n  refund:\n    tiers:\n      - {{by: care, timeout: {{after: 1 day, then: {}}}}}\n"
)


@pytest.mark.parametrize("word", ["escalate", "pass on", "next level"])
def test_the_last_tier_can_pass_on_to_nobody(word: str) -> None:
    assert found(TIERS.format(word)) == [("never-possible", 4)]
    assert found(TIERS.format(word) + "      - {by: head, up_to: any}\n") == []


@pytest.mark.parametrize("word", ["grant", "refuse"])
def test_the_last_tier_may_decide_by_silence(word: str) -> None:
    assert found(TIERS.format(word)) == []


@pytest.mark.parametrize(
    ("value", "is_said"),
    [
        ("p50: 100 EUR, p90: 90 EUR", True),
        ("p90: 90 EUR, p50: 100 EUR", True),
        ("max: 5 EUR, p1: 6 EUR", True),
        ("p9: 60 EUR, p10: 50 EUR", True),
        ("p10: 50 EUR, p9: 50 EUR, max: 50 EUR", False),
        ("p5: 9 EUR, p33: 10 EUR, p50: 11 EUR", False),
        ("p50: $100, p90: 200 USD", False),
        ("p50: €100, p90: 200 USD", True),
        ("p50: 100 EUR, x-note: 5 USD", False),
        ("max: 100 EUR", False),
    ],
)
def test_more_cases_do_not_exceed_a_larger_sum(value: str, is_said: bool) -> None:
    told = found(f"intents:\n  refund: {{value: {{{value}}}}}\n")
    assert told == ([("quantiles-out-of-order", 2)] if is_said else [])


@pytest.mark.parametrize("key", ["p100", "p0", "p99.9", "p999", "median", "p5.5"])
def test_a_quantile_that_is_none_is_said_and_not_passed_over(key: str) -> None:
    told = findings(f"intents:\n  refund: {{value: {{{key}: 9 EUR}}}}\n", "unknown-key")
    assert [(each.rule.id, each.span.line) for each in told] == [("unknown-key", 2)]


MENU = """\
steps:
  menu:
    kind: menu
    options: [{say: a, goes_to: care, share: A}, {say: b, goes_to: fin, share: B, ONLY}]
    on_failure: {goes_to: care, share: C}
    person: {goes_to: care, share: D}
teams: {care: {seats: 4}, fin: {seats: 2}}
channels: {line: {kind: voice, goes_to: menu}}
intents: {refund: {start: line}, repair: {start: line}}
"""


@pytest.mark.parametrize(
    ("a", "b", "c", "d", "only", "is_said"),
    [
        ("60%", "30%", "5%", "5%", "key: 2", False),
        ("60%", "30%", "15%", "5%", "key: 2", True),
        ("60%", "30%", "15%", "5%", "intents: refund", True),
        ("80%", "10%", "15%", "9%", "intents: refund", True),
        ("33%", "34%", "34%", "0%", "key: 2", False),
        ("100%", "1%", "0%", "0%", "key: 2", True),
    ],
)
def test_what_leaves_a_menu_is_no_more_than_what_comes(
    a: str, b: str, c: str, d: str, only: str, is_said: bool
) -> None:
    text = MENU.replace("ONLY", only)
    for letter, share in zip("ABCD", (a, b, c, d), strict=True):
        text = text.replace(f"share: {letter}", f"share: {share}")
    assert [rule for rule, _ in found(text)] == (["shares-over-whole"] if is_said else [])


def test_the_order_of_moves_and_their_files_do_not_matter() -> None:
    rows = [
        "  - {from: care, to: fin, share: 70%}\n",
        "  - {from: care, to: resolved, share: 20%}\n",
        "  - {from: care, to: denied, share: 30%, intents: refund}\n",
    ]
    head = "teams: {care: {seats: 4}, fin: {seats: 2}}\nintents: {refund: {start: care}}\n"
    for order in ([0, 1, 2], [2, 1, 0], [1, 2, 0]):
        (finding,) = findings(head + "handoffs:\n" + "".join(rows[each] for each in order))
        assert finding.span.line == 4 + order.index(0)
        assert "120%" in finding.message


def test_of_one_whole_the_excess_is_said_once() -> None:
    text = "intents:\n" + "".join(f"  i{n}: {{share: 30%}}\n" for n in range(5))
    (finding,) = findings(text)
    assert finding.span.line == 2
    assert "150%" in finding.message
    assert len(finding.related) == 4


@pytest.mark.parametrize(
    "more",
    [
        "intents: {a: {promise: 1.5 months}}",
        "intents: {a: {promise: 0.25 years}, b: {promise: 2.5 mo}}",
        "teams: {a: {seats: 2, sla: {resolution: 0.5 mths}}}",
        "governance: {review_every: 1.1 years}",
    ],
)
def test_a_part_of_a_month_is_no_number_of_days(more: str) -> None:
    assert found(more) == [("unclear-time", 1)]


@pytest.mark.parametrize(
    "more",
    [
        "intents: {a: {promise: 1.5 years}, b: {promise: 0.5 years}}",
        "intents: {a: {promise: 2.0 months}, b: {promise: 2.5 weeks}}",
        "intents: {a: {description: up to 2.5 months}}",
        "x-note: {a: 2.5 months}",
    ],
)
def test_what_comes_to_months_or_is_no_number_is_left_alone(more: str) -> None:
    assert found(more) == []


BUSINESS = [
    ("wait: 2 business days", {}, 3),
    ("wait: 2-3 working days", {}, 3),
    ("wait: 1 hour", {"promise": "promise: 3 business days"}, 4),
    ("wait: 1 hour", {"fin": "ola: {resolution: 4 business hours}"}, 2),
    ("wait: 1 hour", {"also": "promises: {p: {resolution: 3 days, clock: business}}\n"}, 5),
    ("wait: 1 hour", {"also": "promises: {p: {intents: refund, first_reply: 1 workday}}\n"}, 5),
    ("wait: 1 hour", {"also": "remedies: {refund: {tiers: [{by: fin, decides_within: "
                              "1 business day}]}}\n"}, 5),
]  # fmt: skip


@pytest.mark.parametrize(("more", "also", "line"), BUSINESS)
def test_business_time_of_nobodys_hours_is_said(
    more: str, also: Mapping[str, str], line: int
) -> None:
    assert found(way(more, **also)) == [("unclear-time", line)]


@pytest.mark.parametrize(("more", "also", "line"), BUSINESS)
def test_business_time_of_somebodys_hours_is_left_alone(
    more: str, also: Mapping[str, str], line: int
) -> None:
    hours = {"care": "open: 24x7", "fin": "open: Mon-Fri 09:00-17:00"}
    hours["fin"] += f", {also['fin']}" if "fin" in also else ""
    assert line > 1
    assert found(way(more, **{**also, **hours})) == []


def test_hours_beside_the_number_are_enough() -> None:
    beside = "promises: {p: {intents: refund, first_reply: 1 business day, open: Mon-Fri 09-17}}\n"
    assert found(way("wait: 1 hour", also=beside.replace("09-17", "09:00-17:00"))) == []


def test_business_units_on_a_calendar_clock_contradict_one_another() -> None:
    text = "promises:\n  p: {first_reply: 8 business hours, clock: calendar, open: 24x7}\n"
    assert found(text) == [("unclear-time", 2)]
    assert found(text.replace("calendar", "business")) == []
    assert found(text.replace("business hours", "hours")) == []


@pytest.mark.parametrize(
    ("wait", "promise", "is_said"),
    [
        ("9 days", "1 day", True),
        ("9 days", "9 days", False),
        ("25 hours", "1 day", True),
        ("6-9 days", "5 days", True),
        ("4-9 days", "5 days", False),
        ("90 minutes - 2 hours", "1 hour", True),
        ("10 business days", "8 days", False),  # business time is added up along the way
        ("3 days", "1 business day", False),  # over a long weekend
        ("3 business days", "2 business days", False),
    ],
)
def test_one_wait_is_no_longer_than_the_whole(wait: str, promise: str, is_said: bool) -> None:
    hours = {"care": "open: 24x7", "fin": "open: 24x7"}
    told = found(way(f"wait: {wait}", promise=f"promise: {promise}", **hours))
    assert told == ([("contradictory-times", 3)] if is_said else [])


@pytest.mark.parametrize(
    ("promise", "is_said"),
    [
        ("resolution: 2 days", True),
        ("intents: refund, resolution: 2 days", True),
        ("channels: line, resolution: 2 days", True),
        ("channels: [line, mail], resolution: 2 days", True),
        ("channels: mail, resolution: 2 days", False),
        ("intents: advice, resolution: 2 days", False),
        ("resolution: 2 days, priorities: [urgent]", False),
        ("resolution: 2 days, customers: [members]", False),
        ("first_reply: 2 days", False),
    ],
)
def test_a_wait_is_held_against_every_promise_for_the_matter(promise: str, is_said: bool) -> None:
    more = f"promises: {{p: {{{promise}}}}}\n"
    text = way("wait: 50 hours", also=more).replace(
        "channels: {", "channels: {mail: {kind: email, goes_to: fin}, "
    )
    text = text.replace("intents: {refund", "intents: {advice: {start: mail}, refund")
    assert found(text) == ([("contradictory-times", 3)] if is_said else [])


def test_a_wait_behind_a_new_matter_is_another_matter() -> None:
    text = way("wait: 1 hour, new_matter: true", promise="promise: 1 day")
    text = text.replace("handoffs: [", "handoffs: [{from: fin, to: care, wait: 9 days}, ")
    assert found(text) == []
    assert found(text.replace(", new_matter: true", "")) == [("contradictory-times", 3)]


CARE = "teams: {care: {seats: 1}}\n"
RULED_OUT = [
    "channels: {line: {kind: voice, goes_to: care, respond: 30 minutes, check_every: 2 hours}}\n"
    + CARE,
    "channels: {line: {kind: email, published: false, goes_to: care, respond: 1 day, "
    "check_every: 2 days}}\n" + CARE,
    "channels: {line: {kind: email, goes_to: care, check_every: 3 days}}\n"
    "promises: {p: {channels: line, first_reply: 2 days}}\n" + CARE,
    "channels: {line: {kind: voice, goes_to: care, "
    "voicemail: {callback_within: 30 minutes, check_every: 1 hour}}}\n" + CARE,
    "teams: {p: {party: partner, ola: {first_reply: 1 hour}, contract: {first_reply: 2 hours}}}\n",
    "intents: {a: {promise: 2 days, updates: {every: 3 days}}}\n",
    "promises: {p: {intents: a, first_reply: 1 week}}\nintents: {a: {promise: 2 days}}\n",
]


@pytest.mark.parametrize("text", RULED_OUT)
def test_times_that_rule_one_another_out_are_said(text: str) -> None:
    assert found(text) == [("contradictory-times", 1)]


def test_every_message_says_what_happens_to_customers() -> None:
    for id_ in NUMBERS:
        for case, message in rules()[id_].message.items():
            assert "customer" in message or "nobody" in message, f"{id_}, {case}"
