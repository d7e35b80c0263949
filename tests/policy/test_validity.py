"""What does not hold on the day of the check takes no part in it, and is told."""

from __future__ import annotations

import datetime
import json
import random
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxlint.language import schema
from cxlint.language.sections import language
from cxlint.linting.rules import loader
from cxlint.parsing import document
from cxlint.policy.linker import assemble
from cxlint.policy.validity import Validity
from tests.linting import policy_variants as variants

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.policy.policy import Policy

SAMPLES = Path(__file__).parents[2] / "sample_policies"
DATED = sorted(kind for kind, paths in language().paths.items() if "effective" in paths)
NEEDED = {
    "channel": {"kind": "voice"}, "step": {"kind": "menu"}, "handoff": {"from": "h", "to": "t"},
    "term": {"kind": "fee"}, "script": {"text": "Hello"}, "engagement": {"kind": "forum"},
    "campaign": {"kind": "service"}, "schedule": {"open": "24x7"},
}  # fmt: skip
DAYS = st.dates(datetime.date(2026, 1, 1), datetime.date(2026, 1, 20))
VALIDITIES = st.builds(Validity, st.none() | DAYS, st.none() | DAYS)
EDGE = [("2026-12-30", True), ("2026-12-31", True), ("2027-01-01", False), ("2027-01-02", True)]
DESK = """
channels: {hotline: {kind: voice, goes_to: desk}}
teams: {desk: {seats: 4, effective: %s}}
"""


def policy_on(day: str, *texts: str) -> Policy:
    files = [document.parse(f"{n}.yaml", text.encode()) for n, text in enumerate(texts)]
    return assemble([each for file in files for each in file], datetime.date.fromisoformat(day))


def problems_on(day: str, *texts: str) -> list[tuple[str, str]]:
    return [(each.rule, str(each.facts.get("id"))) for each in policy_on(day, *texts).problems]


def data_of(kind: str, effective: Any) -> dict[str, Any]:
    """Return a policy with one thing of a kind."""
    entity = {**NEEDED.get(kind, {}), "effective": effective}
    section = language().section(kind)
    held: Any = {"named": {"it": entity}, "listed": [entity], "single": entity}[section.form]
    for key in reversed(section.path):
        held = {key: held}
    return dict(held)


def test_everything_that_holds_a_value_or_a_rule_may_say_when() -> None:
    every = {section.kind for section in language().sections}
    assert every - {*DATED} == {"organization", "governance", "scenario", "waiver"}


@pytest.mark.parametrize("kind", DATED)
def test_what_does_not_hold_takes_no_part(kind: str) -> None:
    said = data_of(kind, {"from": "2027-01-01", "until": "2027-12-31"})
    assert schema.accept("policy", said)
    text = json.dumps(said)
    assert policy_on("2027-06-01", text).of(kind)
    for day in ("2026-12-31", "2028-01-01"):
        policy = policy_on(day, text)
        assert not policy.has(kind)
        assert [each.entity.kind for each in policy.dormant] == [kind]
        assert not policy.problems


@given(VALIDITIES, DAYS)
def test_the_first_and_the_last_day_count(validity: Validity, day: datetime.date) -> None:
    since, until = validity.since or day, validity.until or day
    assert validity.covers(day) is (since <= day <= until)


@given(VALIDITIES, VALIDITIES)
def test_two_overlap_where_there_is_a_day_on_which_both_hold(a: Validity, b: Validity) -> None:
    every = [datetime.date(2025, 12, 31) + datetime.timedelta(days=n) for n in range(23)]
    both = any(a.covers(day) and b.covers(day) for day in every)
    if not (a.is_reversed or b.is_reversed):
        assert a.overlaps(b) is b.overlaps(a) is both
    assert all(a.within(b).covers(day) is (a.covers(day) and b.covers(day)) for day in every)


@given(VALIDITIES, DAYS)
def test_what_holds_changes_on_the_days_that_are_named(
    validity: Validity, day: datetime.date
) -> None:
    later = [day + datetime.timedelta(days=n) for n in range(1, 25)]
    before = [day, *later]
    changed = [b for a, b in zip(before, later, strict=False)
               if validity.covers(a) is not validity.covers(b)]  # fmt: skip
    if not validity.is_reversed:
        assert sorted(validity.changes_after(day)) == changed


@pytest.mark.parametrize(("day", "holds"), EDGE)
def test_a_row_that_is_replaced_on_a_day(day: str, holds: bool) -> None:
    text = """
    returns:
      - {id: a, categories: [shoes], window: 60 days, effective: {until: 2026-12-31}}
      - {id: b, categories: [shoes], window: 30 days, effective: {from: 2027-01-02}}
    """
    assert len(policy_on(day, text).of("return")) == holds


@pytest.mark.parametrize("day", ["2027-01-01", '"2027-01-01"'])
def test_a_day_is_one_in_quotes_or_without(day: str) -> None:
    text = DESK % f"{{from: {day}}}"
    assert problems_on("2026-12-31", text) == [("not-in-force", "desk")]
    assert problems_on("2027-01-01", text) == []


@pytest.mark.parametrize(
    "said",
    ["2027-01-01", "{}", "[2027-01-01, 2027-12-31]", "now", "{from: 1 January 2027}",
     "{until: 01.01.2027}", "{from: 2027-02-30}", "{from: 2027}", "{from: [2027-01-01]}"],
)  # fmt: skip
def test_what_is_no_day_is_told_the_form(said: str) -> None:
    (problem,) = policy_on("2026-06-01", DESK % said).problems
    assert problem.rule == "wrong-value"
    assert re.search(r"20[0-9]{2}-[0-9]{2}-[0-9]{2}", str(problem.facts["expected"]))


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("efective: {from: 2027-01-01}", "effective"),
        ("valid_until: 2027-01-01", "effective"),
        ("Effective: {from: 2027-01-01}", "effective"),
        ("effective: {start: 2027-01-01}", "from"),
        ("effective: {to: 2027-01-01}", "until"),
        ("effective: {expires: 2027-01-01}", "until"),
        ("legal_basis: an act", "law"),
        ("law: {cites: an act, read_on: 2026-01-01}", "as_of"),
        ("law: {act: an act, as_of: 2026-01-01}", "cites"),
    ],
)
def test_other_words_are_led_to_the_right_ones(said: str, meant: str) -> None:
    (problem, *_) = policy_on("2026-06-01", f"promises: {{soon: {{{said}}}}}").problems
    assert (problem.rule, problem.facts["near"]) == ("unknown-key", meant)


@pytest.mark.parametrize("day", ["2026-06-01", "2027-06-01"])
def test_one_id_on_days_that_do_not_meet_is_no_duplicate(day: str) -> None:
    old = "teams: {desk: {seats: 4, effective: {until: 2026-12-31}}}"
    new = "teams: {desk: {seats: 9, effective: {from: 2027-01-01}}}"
    assert problems_on(day, old, new) == []
    policy = policy_on(day, new, old)
    assert [each.get("seats") for each in policy.of("team")] == [4 if "2026" in day else 9]


@pytest.mark.parametrize("day", ["2026-06-01", "2026-12-31", "2027-06-01", "2030-01-01"])
def test_one_id_on_days_that_meet_is_a_duplicate_on_every_day(day: str) -> None:
    old = "teams: {desk: {seats: 4, effective: {until: 2027-01-01}}}"
    new = "teams: {desk: {seats: 9, effective: {from: 2027-01-01, until: 2028-12-31}}}"
    assert problems_on(day, old, new) == [("duplicate-id", "desk")]
    assert problems_on(day, new, old) == [("duplicate-id", "desk")]


def test_two_that_both_begin_later_are_duplicates_today() -> None:
    old = "teams: {desk: {seats: 4, effective: {from: 2027-01-01}}}"
    new = "teams: {desk: {seats: 9, effective: {from: 2028-01-01}}}"
    assert problems_on("2026-06-01", old, new) == [("duplicate-id", "desk")]
    assert problems_on("2026-06-01", "teams: {desk: {seats: 1}}", new) == [("duplicate-id", "desk")]


def test_what_begins_after_it_ends_is_told_with_both_days() -> None:
    policy = policy_on("2026-06-01", DESK % "{from: 2027-02-01, until: 2027-01-01}")
    (problem,) = policy.problems
    assert problem.rule == "wrong-value"
    assert "2027-02-01" in str(problem.facts["reason"])
    assert "2027-01-01" in str(problem.facts["reason"])
    assert policy.opaque == {"team": {"desk"}}


@pytest.mark.parametrize(
    ("effective", "when"),
    [
        ("{from: 2027-01-01}", "begins on 2027-01-01"),
        ("{until: 2025-12-31}", "ended on 2025-12-31"),
    ],
)
def test_what_exists_on_other_days_is_not_called_undefined(effective: str, when: str) -> None:
    (problem,) = policy_on("2026-06-01", DESK % effective).problems
    assert (problem.rule, problem.case, problem.facts["when"]) == ("not-in-force", "place", when)
    assert problem.at.span().line == 2


def test_what_ends_and_begins_again_is_told_with_both_days() -> None:
    again = "teams: {desk: {seats: 4, effective: {from: 2026-07-01}}}"
    (problem,) = policy_on("2026-06-01", DESK % "{until: 2026-05-01}", again).problems
    assert problem.facts["when"] == "ended on 2026-05-01 and begins again on 2026-07-01"


def test_of_what_need_not_be_declared_only_what_is_dormant_is_missed() -> None:
    text = """
    systems: {crm: {effective: {until: 2025-12-31}}}
    teams: {care: {seats: 4, systems: [crm, helpdesk]}}
    """
    assert problems_on("2026-06-01", text) == [("not-in-force", "crm")]
    assert problems_on("2025-06-01", text) == [("undefined-reference", "helpdesk")]


def test_what_is_known_to_nobody_is_undefined_as_before() -> None:
    text = DESK.replace("goes_to: desk", "goes_to: dask") % "{from: 2027-01-01}"
    assert problems_on("2026-06-01", text) == [("undefined-reference", "dask")]


def test_a_tier_that_begins_later_leaves_the_others_where_they_are() -> None:
    text = """
    teams: {care: {seats: 1}, boss: {seats: 1}}
    remedies:
      refund:
        tiers:
          - {by: care, up_to: 5 EUR, effective: {until: 2025-12-31}}
          - {by: care, up_to: 50 EUR}
          - {by: boss, up_to: any}
    """
    policy = policy_on("2026-06-01", text)
    (remedy,) = policy.of("remedy")
    assert [each["up_to"] for each in remedy.get("tiers")] == ["50 EUR", "any"]
    assert [remedy.at("tiers", number).span().line for number in (0, 1)] == [7, 8]
    assert not policy.problems
    assert [each.name for each in policy.dormant] == ["remedy/refund, tier 1"]


def test_of_a_remedy_without_tiers_that_hold_none_is_stated() -> None:
    text = "remedies: {refund: {tiers: [{by: a, up_to: any, effective: {from: 2027-01-01}}]}}"
    (remedy,) = policy_on("2026-06-01", text).of("remedy")
    assert not remedy.says("tiers")


def test_a_source_holds_no_longer_than_what_it_lies_in() -> None:
    source = "{survey: {effective: {from: 2025-01-01}}}"
    text = f"feedback: {{effective: {{until: 2026-01-01}}, sources: {source}}}"
    policy = policy_on("2026-06-01", text)
    assert not policy.has("feedback-source")
    assert policy_on("2025-06-01", text).of("feedback-source")


def add_days(data: dict[str, Any], effective: dict[str, str]) -> dict[str, Any]:
    """Return what a file says, with these days on everything that may have some."""
    new = dict(data)
    for section in language().sections:
        if section.kind in DATED and len(section.path) == 1 and new.get(section.path[0]):
            key = section.path[0]
            new[key] = _dated(section.kind, section.form, new[key], effective)
    return new


def _dated(kind: str, form: str, held: Any, effective: dict[str, str]) -> Any:
    if form == "named" and isinstance(held, dict):
        return {id_: _dated(kind, "single", each, effective) for id_, each in held.items()}
    if form == "listed" and isinstance(held, list):
        return [_dated(kind, "single", each, effective) for each in held]
    if kind == "schedule" and isinstance(held, (str, list)):
        held = {"open": held}
    if held is None:
        held = {}
    return {"effective": effective, **held} if isinstance(held, dict) else held


def variants_of_policies() -> Iterator[Any]:
    for name in ("tidy", "everything-wrong", "harbor-mutual", "worked-example"):
        files = [
            (path.name, each.data)
            for path in sorted((SAMPLES / name).rglob("*.yaml"))
            if path.name not in ("cxlint.yaml", "cxlint-baseline.yaml")
            for each in document.parse(path.name, path.read_bytes())
            if isinstance(each.data, dict)
        ]
        named = [(f"{number}-{path}", data) for number, (path, data) in enumerate(files)]
        yield pytest.param(named, id=name)


@pytest.mark.parametrize("files", [*variants_of_policies()])
def test_days_that_cover_the_check_change_nothing(files: variants.Files) -> None:
    covering = {"from": "2020-01-01", "until": "2099-12-31"}
    dated = [(path, add_days(data, covering)) for path, data in files]
    assert undated(variants.find(dated)) == undated(variants.find(files))


@pytest.mark.parametrize("files", [*variants_of_policies()][::3])
def test_what_replaces_it_all_one_day_changes_nothing_today(files: variants.Files) -> None:
    ids = {"waivers", "organization", "governance", "scenarios", "version"}
    now = [(path, add_days(data, {"until": "2098-12-31"})) for path, data in files]
    then = [
        (f"then-{path}", {k: v for k, v in add_days(data, {"from": "2099-01-01"}).items()
                          if k not in ids})
        for path, data in files
    ]  # fmt: skip
    assert undated(variants.find(now + then)) == undated(variants.find(files))


def undated(found: list[variants.Told]) -> list[str]:
    """Return findings without the days in the addresses, which are made of what a row says."""
    days = r'"effective": \{[^}]*\}'
    return sorted(re.sub(f"{days}, |, {days}|{days}", "", repr(each)) for each in found)


def dated_example() -> variants.Files:
    text = loader.load()["not-in-force"].bad[0] + "\n---\n" + loader.load()["long-expired"].bad[0]
    return variants.plain_files(document.parse("p.yaml", text.encode()))


@pytest.mark.parametrize("seed", range(4))
def test_neither_rows_nor_files_change_what_is_told(seed: int) -> None:
    by, files = random.Random(seed), dated_example()
    said = variants.find(files)
    assert {each.rule for each in said} >= {"not-in-force", "long-expired"}
    for change in (variants.shuffle_keys, variants.shuffle_rows, variants.split_files):
        assert variants.find(change(files, by)) == said
