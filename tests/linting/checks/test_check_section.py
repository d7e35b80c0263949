"""A section that is missing, lacks a part or fields, or takes too long."""

from __future__ import annotations

import pytest
from policies import policy

from cxlint.linting.checks.fields.section import misfits, section

WIDE = """
    organization: {name: Northwind Outfitters}
    channels: {hotline: {kind: voice}}
    governance: {owner: head of service}
"""
BESIDE = ["organization", "channel", "governance|feedback"]
PLAN = {"of": "breach_plan", "fields": ["who", "channels"], "beside": BESIDE}
ABUSE = {
    "of": "conduct",
    "field": "abuse",
    "fields": ["abuse.steps", "abuse.protects_employees"],
    "refused": True,
    "beside": BESIDE,
}


def told(params, *files):
    """Case, place and missing fields of all that is found."""
    found = section(policy(*files), **params)
    return [(hit.case, ".".join(map(str, hit.at.path)), hit.facts["missing"]) for hit in found]


def test_a_section_is_missing_where_the_policy_speaks_of_all_that_it_belongs_to() -> None:
    assert told(PLAN, WIDE) == [("missing", "organization", ["who", "channels"])]
    assert told(ABUSE, WIDE) == [("missing", "organization", ["abuse"])]


@pytest.mark.parametrize("lacking", ["organization", "channels", "governance"])
def test_a_section_is_not_missed_in_a_policy_about_less(lacking: str) -> None:
    lines = [line for line in WIDE.splitlines() if not line.strip().startswith(lacking)]
    assert told(PLAN, "\n".join(lines)) == []
    assert told({**PLAN, "beside": []}, WIDE) == []


def test_a_section_that_may_stand_in_something_unread_is_not_missed() -> None:
    assert told(PLAN, WIDE, "breach_plan: [") == []
    assert told(PLAN, WIDE, "breech_plan: {who: the data officer, channels: [email]}") == []


def test_a_part_that_may_stand_in_a_file_that_cannot_be_read_is_not_missed() -> None:
    half, unread = "breach_plan: {who: the data officer}", "breach_plan: ["
    assert told(PLAN, half) == [("", "breach_plan", ["channels"])]
    assert told(PLAN, half, unread) == []
    assert told(PLAN, half, "breech_plan: {channels: [email]}") == []
    part = "conduct: {abuse: {steps: [warn]}}"
    lacking = [("", "conduct.abuse", ["protects_employees"])]
    assert told(ABUSE, part, "conduct: [") == lacking
    assert told(ABUSE, "conduct: {guidance: {nag: be patient}}", "conduct: [") == []


def test_a_part_that_is_not_said_is_told_at_the_section_and_fields_at_the_part() -> None:
    assert told(ABUSE, "conduct: {guidance: {nag: be patient}}") == [
        ("unsaid", "conduct", ["abuse"])
    ]
    assert told(ABUSE, "conduct: {abuse: {steps: [warn]}}") == [
        ("", "conduct.abuse", ["protects_employees"])
    ]


def test_a_refusal_is_no_answer_only_where_the_rule_says_so() -> None:
    said = "conduct: {abuse: {steps: [warn], protects_employees: false}}"
    assert told(ABUSE, said) == [("", "conduct.abuse", ["protects_employees"])]
    assert told({**ABUSE, "refused": False}, said) == []


def test_several_files_make_up_one_section() -> None:
    assert (
        told(PLAN, "breach_plan: {who: the data officer}", "breach_plan: {channels: [email]}") == []
    )


def test_what_is_said_and_not_understood_is_not_missing() -> None:
    assert told(PLAN, "breach_plan: {who: 12, channels: [email]}") == []


def test_another_section_may_say_it_instead() -> None:
    either = {"of": "governance|organization", "fields": ["owner"], "beside": ["organization"]}
    assert told(either, "organization: {owner: the founder}") == []
    assert told(either, "organization: {owner: the founder}", "governance: {applies_to: all}") == []
    assert told(either, "organization: {name: Northwind}") == [
        ("missing", "organization", ["owner"])
    ]
    assert told(either, "governance: {applies_to: all}") == [("", "governance", ["owner"])]


def test_what_takes_too_long_is_told_besides() -> None:
    params = {**PLAN, "at_most": {"informs_within": "72 hours"}}
    slow, fine = "breach_plan: {who: us, informs_within: 4 days}", "3 days"
    assert told(params, slow) == [
        ("", "breach_plan", ["channels"]),
        ("slow", "breach_plan.informs_within", []),
    ]
    assert [case for case, *_ in told(params, slow.replace("4 days", fine))] == [""]


def test_parameters_that_no_policy_has_are_refused() -> None:
    found = misfits(
        {
            "of": "breach_plan",
            "beside": ["organisation", "channel.knd|team"],
            "at_most": {"informs_withn": "72 hours", "last_tested": "soon"},
        }
    )
    places = [place for place, _ in found]
    assert places == [
        ("beside", 0),
        ("beside", 1),
        ("at_most", "informs_withn"),
        ("at_most", "last_tested"),
    ]
    assert not list(misfits(PLAN))


def test_what_the_rule_calls_mild_is_a_warning_whatever_the_rule_is() -> None:
    params = {**PLAN, "mild": ["missing", "channels"]}
    severities = [
        [hit.severity for hit in section(policy(said), **params)]
        for said in (WIDE, "breach_plan: {who: us}", "breach_plan: {channels: [email]}")
    ]
    assert severities == [["warning"], ["warning"], [None]]
    assert [hit.severity for hit in section(policy(WIDE), **PLAN)] == [None]


def test_what_is_mild_is_something_that_can_be_missing() -> None:
    (found,) = misfits({**PLAN, "mild": ["missing", "chanels"]})
    assert found[0] == ("mild", 1)
    assert "did you mean 'channels'?" in found[1]
