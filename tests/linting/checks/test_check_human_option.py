"""Ways to a person: what is opaque, what is stated for some only, and what cannot be chosen."""

from __future__ import annotations

from cxlint.linting.rules import loader
from cxlint.linting.trials import examples

RULES = loader.load()


def found(rule: str, policy: str) -> list[tuple[str, str, tuple[str, ...]]]:
    report = examples.run(RULES[rule], policy, RULES).report
    return [(one.entity, one.severity, one.intents) for one in report.findings]


CHAIN = """\
channels:
  app: {kind: app, goes_to: one}
steps:
  one: {kind: page, goes_to: two}
  two: {kind: page, goes_to: three}
  three: {kind: page, goes_to: END}
teams:
  care: {seats: 3}
"""


def test_the_third_move_is_one_too_many() -> None:
    assert found("no-human-option", CHAIN.replace("END", "care")) == [("step/one", "warning", ())]


def test_no_way_at_all_is_an_error_at_each_step() -> None:
    told = found("no-human-option", CHAIN.replace("END", "resolved"))
    assert [severity for _, severity, _ in told] == ["error"] * 3


def test_nothing_is_claimed_of_what_lies_behind_an_unknown_place() -> None:
    assert not found("no-human-option", CHAIN.replace("END", "elsewhere").replace("one: {", "x: {"))
    broken = CHAIN.replace("END", "resolved").replace("three: {kind: page", "three: {kind: papyrus")
    assert not [name for name, *_ in found("no-human-option", broken) if name == "step/two"]


def test_a_team_without_seats_is_nobody() -> None:
    nobody = CHAIN.replace("END", "care").replace("seats: 3", "seats: 0") + "  finance: {}\n"
    assert [severity for _, severity, _ in found("no-human-option", nobody)] == ["error"] * 3


def test_one_finding_names_all_contact_reasons_and_takes_the_worst() -> None:
    policy = CHAIN.replace("goes_to: END", "mobile: true") + (
        "handoffs:\n"
        "  - {from: three, to: care, intents: [refund]}\n"
        "  - {from: three, to: resolved, intents: [delivery]}\n"
        "intents:\n"
        "  refund: {start: [app]}\n"
        "  delivery: {start: [app]}\n"
    )
    told = {
        name: (severity, intents) for name, severity, intents in found("no-human-option", policy)
    }
    assert told["step/one"] == ("error", ("delivery", "refund"))
    assert told["step/three"] == ("error", ("delivery",))


def test_failing_is_a_way_to_a_person_and_not_a_choice() -> None:
    policy = """\
channels:
  hotline: {kind: voice, goes_to: menu}
steps:
  menu: {kind: menu, options: [{say: news, goes_to: resolved}], on_failure: care}
teams:
  care: {seats: 3}
"""
    assert not found("no-human-option", policy)
    assert found("ivr-before-human", policy) == [("step/menu", "warning", ())]
    assert not found("ivr-depth", policy)


def test_menus_in_a_circle_are_as_deep_as_the_shortest_way_out() -> None:
    policy = """\
channels:
  hotline: {kind: voice, goes_to: a}
steps:
  a: {kind: menu, goes_to: [b, a]}
  b: {kind: menu, goes_to: [a, c]}
  c: {kind: menu, goes_to: [a, d]}
  d: {kind: menu, goes_to: [a, care]}
teams:
  care: {seats: 3}
"""
    assert found("ivr-depth", policy) == [("step/a", "warning", ())]
    assert not found("ivr-depth", policy.replace("[a, c]", "[a, d]"))


def test_a_channel_that_cannot_be_read_keeps_rules_about_all_channels_silent() -> None:
    policy = """\
channels:
  mailbox: {kind: email}
  form: {kind: web_form}
  posts: {kind: social}
  hotline: {kind: telepathy}
"""
    assert not found("online-only", policy)
    assert found("online-only", policy.replace("telepathy", "post"))


def test_contact_reasons_that_cannot_be_read_may_start_anywhere() -> None:
    policy = """\
channels:
  hotline: {kind: voice}
  old-form: {kind: web_form}
intents:
  refund: {start: [hotline]}
  delivery: {start: [old-form], share: a lot}
"""
    rule = "unadvertised-or-dark-channel"
    assert not found(rule, policy)
    assert found(rule, policy.replace(", share: a lot", "").replace("[old-form]", "[hotline]"))


def test_handoffs_that_could_not_be_read_may_lead_to_a_person() -> None:
    policy = CHAIN.replace("END", "resolved")
    broken = policy + "---\nhandoffs:\n  - {from: three, to: care\n"
    assert found("no-human-option", policy)
    assert not found("no-human-option", broken)


CALLED = """\
channels:
  hotline: {kind: voice, goes_to: care}
steps:
  reminder: {kind: task, from_elsewhere: true, goes_to: confirm}
  confirm: {kind: form, goes_to: resolved}
teams:
  care: {seats: 3}
"""


def test_where_a_system_sends_customers_only_who_can_come_by_themselves_needs_a_person() -> None:
    assert not found("no-human-option", CALLED)
    joined = CALLED.replace("goes_to: care", "goes_to: [care, confirm]")
    assert [name for name, *_ in found("no-human-option", joined)] == ["step/confirm"]
