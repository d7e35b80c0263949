"""Many files become one policy, and what does not hold together is said once, where it stands."""

from __future__ import annotations

import pytest
from policies import policy

WHOLE = """
    channels:
      hotline: {kind: voice, goes_to: care, open: office}
    schedules:
      office: {open: Mon-Fri 09:00-18:00, timezone: Europe/Berlin}
    """
TEAMS = "teams:\n  care: {seats: 4}\n"


def problems(*files: str) -> list[tuple[str, str, int]]:
    return [
        (each.rule, each.at.document.path, each.at.span().line) for each in policy(*files).problems
    ]


def test_files_are_one_policy() -> None:
    made = policy(WHOLE, TEAMS)
    assert not made.problems
    assert made.find("team", "care").get("seats") == 4
    assert made.hours(made.find("channel", "hotline")).zone == "Europe/Berlin"


def test_order_and_arrangement_do_not_matter() -> None:
    both = policy(TEAMS, WHOLE)
    assert not both.problems
    assert [each.id for each in both.of("team")] == ["care"]


def test_a_reference_to_nothing_is_said_at_the_reference() -> None:
    assert problems(WHOLE) == [("undefined-reference", "0.yaml", 3)]


def test_a_reference_to_nothing_names_what_is_near() -> None:
    (problem,) = policy(WHOLE, "teams:\n  caer: {seats: 4}\n").problems
    assert problem.facts["near"] == "caer"


def test_an_id_defined_twice_shows_both_places() -> None:
    made = policy(WHOLE, TEAMS, TEAMS)
    (problem,) = made.problems
    assert problem.rule == "duplicate-id"
    assert (problem.at.document.path, problem.at.span().line) == ("2.yaml", 2)
    ((first, label),) = problem.related
    assert (first.document.path, first.span().line) == ("1.yaml", 2)
    assert label == "team care, also defined here"


def test_places_share_their_ids() -> None:
    assert problems(TEAMS, "steps:\n  care: {kind: bot}\n") == [("duplicate-id", "0.yaml", 2)]


def test_an_intent_may_be_called_like_a_team() -> None:
    assert problems(TEAMS, "intents:\n  care: {share: 5%}\n") == []


def test_sections_of_which_there_is_one_may_be_split_by_keys() -> None:
    made = policy("organization: {name: A}", "organization: {timezone: Europe/Paris}")
    assert not made.problems
    assert made.zone == "Europe/Paris"
    assert problems("organization: {name: A}", "organization: {name: B}") == [
        ("duplicate-id", "1.yaml", 1)
    ]


def test_what_does_not_fit_is_opaque_and_its_id_known() -> None:
    made = policy(WHOLE, "teams:\n  care: {seats: many}\n")
    assert [each.rule for each in made.problems] == ["wrong-value"]
    assert made.find("team", "care") is None
    assert made.knows("team", "care")


def test_where_a_file_cannot_be_read_nothing_is_concluded_from_its_absence() -> None:
    made = policy(WHOLE, "teams:\n  care: {seats: 4\n")
    assert [each.rule for each in made.problems] == ["unreadable-file"]
    assert made.unsure("team")
    assert not made.unsure("channel")


def test_where_a_section_is_misspelt_nothing_is_concluded_from_its_absence() -> None:
    made = policy(WHOLE, "teems:\n  care: {seats: 4}\n")
    assert [each.rule for each in made.problems] == ["unknown-key"]


def test_a_misspelt_section_leaves_doubt_about_what_it_was_meant_to_be() -> None:
    made = policy(WHOLE, "teems:\n  care: {seats: 4}\n")
    assert made.unsure("team")
    assert not made.unsure("channel")


def test_another_tools_file_leaves_no_doubt_about_the_policy() -> None:
    made = policy(WHOLE, "services:\n  web: {image: nginx}\nvolumes: [data]\n")
    assert {each.rule for each in made.problems} == {"unknown-key", "undefined-reference"}
    assert not made.unsure("team")
    assert not made.unsure("channel")


def test_systems_need_no_declaration_until_one_is_declared() -> None:
    assert problems("teams:\n  care: {systems: [crm]}\n") == []
    found = problems("teams:\n  care: {systems: [crm]}\n", "systems:\n  erp: {}\n")
    assert found == [("undefined-reference", "0.yaml", 2)]


@pytest.mark.parametrize("word", ["resolved", "denied", "referred", "abandoned"])
def test_outcomes_are_there_without_being_declared(word: str) -> None:
    assert problems(TEAMS, f"handoffs:\n  - {{from: care, to: {word}}}\n") == []


def test_remedies_in_may_are_looked_up() -> None:
    assert problems("teams:\n  care: {may: {refund: 50 EUR}}\n") == []
    assert problems("teams:\n  care: {may: {refnud: 50 EUR}}\n") == [
        ("undefined-reference", "0.yaml", 2)
    ]


def test_hours_in_line_are_no_schedule_id() -> None:
    assert problems("teams:\n  care: {open: Mon-Fri 09:00-18:00}\n") == []
    assert problems("teams:\n  care: {open: offcie}\n", "schedules: {office: 24x7}") == [
        ("undefined-reference", "0.yaml", 2)
    ]


def test_holidays_nobody_knows_are_said_at_the_schedule() -> None:
    made = policy("schedules:\n  office: {open: Mon-Fri 09:00-18:00, holidays: DE-XX}\n")
    (problem,) = made.problems
    assert problem.rule == "wrong-value"
    assert made.find("schedule", "office") is None
    assert made.knows("schedule", "office")


def test_each_exception_that_clashes_is_said_at_its_line() -> None:
    clash = """\
schedules:
  office:
    open: Mon-Fri 09:00-18:00
    exceptions:
      - {on: 2026-12-24, open: closed}
      - {on: 2026-12-24, open: 10:00-12:00}
      - {from: 2026-12-31, to: 2026-12-27, open: closed}
      - {on: 2026-12-24, open: closed}
"""
    assert problems(clash) == [("wrong-value", "0.yaml", 6), ("wrong-value", "0.yaml", 7)]


def test_a_handoff_that_does_not_fit_blurs_the_place_it_leaves() -> None:
    made = policy(TEAMS, "handoffs:\n  - {from: care, too: care}\n")
    assert {each.rule for each in made.problems} == {"unknown-key"}
    assert made.blurred == {"care"}


def test_a_handoff_that_does_not_say_where_it_begins_blurs_every_place_it_names() -> None:
    made = policy(TEAMS, "handoffs:\n  - {form: care, to: care}\n")
    assert made.blurred == {"care"}


def test_a_section_may_stand_in_what_cannot_be_read_however_its_key_is_written() -> None:
    for text in ("teams: [\n", '{"teams": [\n', "'teams' : [\n"):
        assert policy(text).unsure("team"), text
    for text in ("my-teams: [\n", "steps: [\n"):
        assert not policy(text).unsure("team"), text


@pytest.mark.parametrize(
    ("text", "behind"),
    [
        ("channels: {line: {kind: voice, goes_to: caer}}\nteams: {care: {}}", True),
        ("teams: {care: {}}\nhandoffs: [{from: care, to: caer}]", True),
        ("teams: {care: {}}\nsteps: {menu: {kind: menu, on_failure: caer}}", True),
        ("channels: {mail: {kind: email, monitored_by: caer}}\nteams: {care: {}}", False),
        ("teams: {care: {department: salse}}\ndepartments: {sales: {}}", False),
    ],
)
def test_it_is_said_that_nothing_is_judged_behind_a_reference_to_nowhere(
    text: str, behind: bool
) -> None:
    (problem,) = policy(text).problems
    assert problem.rule == "undefined-reference"
    assert bool(problem.facts["behind"]) == behind
