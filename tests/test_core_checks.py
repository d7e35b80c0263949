"""The checks this product is judged by: every sentence of their description is a test."""

from __future__ import annotations

import datetime
import random
import tempfile
import textwrap
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from policies import TODAY

from cxlint.linting.config import config, config_files
from cxlint.linting.rules import loader
from cxlint.linting.run import engine

if TYPE_CHECKING:
    from cxlint.linting.model.finding import Finding, Spot

SAMPLE = Path(__file__).parents[1] / "sample_policies" / "worked-example"


class Told(NamedTuple):
    """A finding as a reader sees it; `on` is what the carets stand under.

    How a sentence is worded is the rule's matter; tests here ask for the facts in it.
    """

    rule: str
    severity: str
    on: str
    message: str
    remedy: str
    entity: str
    intents: tuple[str, ...]
    way: str
    related: str

    def says(self, *facts: str) -> bool:
        """Whether the sentence gives these facts, in this order."""
        place = 0
        for fact in facts:
            place = self.message.find(fact, place)
            assert place >= 0, f"{fact!r} is not in its place in: {self.message}"
            place += len(fact)
        return True


@cache
def settled(profile: str):
    rules = loader.load()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "cxlint.yaml"
        file.write_text(f"extends: [{profile}]\n", encoding="utf-8")
        return rules, config.build_config(config_files.read(file), rules, Path())


def run(text: str, chosen: frozenset[str] | None = None, profile: str = "default") -> list[Told]:
    rules, configuration = settled(profile)
    reading = {rule.id for rule in rules.values() if rule.category == "reading"}
    report = engine.lint(
        engine.Request(
            paths=(),
            start=Path(),
            config=configuration,
            rules=rules,
            chosen=(chosen | reading) if chosen else frozenset(rules),
            today=TODAY,
            stdin=("policy.yaml", text.encode()),
        )
    )
    assert not report.has_crashed
    reading = [f for f in report.findings if f.rule.category == "reading"]
    assert {f.rule.id for f in reading} <= {"inert-key"}
    told = [f for f in report.findings if f not in reading]
    return [as_told(finding, text.splitlines()) for finding in told]


def as_told(finding: Finding, lines: list[str]) -> Told:
    span = finding.span
    end = span.end_column - 1 if span.end_line == span.line else None
    return Told(
        finding.rule.id,
        finding.severity,
        lines[span.line - 1][span.column - 1 : end],
        finding.message,
        finding.remedy,
        finding.entity,
        finding.intents,
        spots(finding.witness),
        spots(finding.related),
    )


def spots(places: tuple[Spot, ...]) -> str:
    return " -> ".join(f"{each.label} ({each.span.line})" for each in places)


def found(rule: str, text: str, profile: str = "default") -> list[Told]:
    return run(textwrap.dedent(text).lstrip("\n"), frozenset({rule}), profile)


def one(rule: str, text: str, profile: str = "default") -> Told:
    (told,) = found(rule, text, profile)
    return told


# Common ground ------------------------------------------------------------------------------


BY_INTENT = """
channels:
  hotline: {kind: voice, goes_to: bot}
steps:
  bot: {kind: bot, person: care}
  form: {kind: form}
teams:
  care: {seats: 2}
handoffs:
  - {from: bot, to: form, intents: [refund]}
  - {from: form, to: bot, intents: [%s]}
intents:
  refund: {start: hotline}
  delivery: {start: hotline}
"""


def test_a_journey_takes_handoffs_that_are_unscoped_or_name_its_intent() -> None:
    assert one("hassle-loop", BY_INTENT % "refund").intents == ("refund",)
    assert found("hassle-loop", BY_INTENT % "delivery") == []


def test_a_policy_without_intents_is_one_journey_from_every_published_channel() -> None:
    text = """
    channels:
      hotline: {kind: voice, goes_to: care}
      app: {kind: app, %s goes_to: bot}
    steps:
      bot: {kind: bot, goes_to: form}
      form: {kind: form, goes_to: bot}
    teams:
      care: {seats: 2}
    """
    assert one("hassle-loop", text % "").intents == ()
    assert found("hassle-loop", text % "published: false,") == []


def test_a_finding_is_made_once_per_cause_and_lists_the_intents_it_concerns() -> None:
    text = """
    channels: {hotline: {kind: voice, goes_to: care}}
    teams:
      care: {seats: 12, systems: [helpdesk], may: {refund: 50 EUR}}
      finance: {seats: 2, systems: [erp], may: {refund: any}}
    handoffs:
      - {from: care, to: finance, context: none, carried_by: customer}
      - {from: finance, to: care, carried_by: customer, context: full}
    intents:
      wrong-bill: {start: hotline, remedy: refund}
      damaged: {start: hotline, remedy: refund}
    """
    for rule in ("hassle-loop", "approval-laden-path"):
        assert set(one(rule, text).intents) == {"wrong-bill", "damaged"}
    text = text.replace(", context: full", "")
    assert set(one("silo", text).intents) == {"wrong-bill", "damaged"}


# hassle-loop --------------------------------------------------------------------------------

RING = """
channels:
  app: {kind: app, goes_to: chatbot}
  mailbox: {kind: email, goes_to: chatbot}
steps:
  chatbot: {kind: bot, goes_to: billing-form}
  billing-form: {kind: form, goes_to: mailbox}
"""


def test_a_circle_in_which_nothing_is_accomplished_and_which_nothing_ends_is_found() -> None:
    told = one("hassle-loop", RING)
    assert told.on == "mailbox"
    assert told.says(
        "mailbox -> chatbot -> billing-form -> mailbox", "neither a person nor an outcome"
    )


def test_its_witness_is_the_way_from_an_entry_and_then_the_shortest_ring() -> None:
    told = one(
        "hassle-loop",
        """
        channels: {hotline: {kind: voice, goes_to: menu}}
        steps:
          menu: {kind: menu, goes_to: a}
          a: {kind: page, goes_to: [b, c]}
          b: {kind: page, goes_to: c}
          c: {kind: page, goes_to: a}
        """,
    )
    assert told.way == "hotline (1) -> menu (1) -> a (3) -> c (4) -> a (6)"


@pytest.mark.parametrize(
    ("way_out", "severity"),
    [
        ("person: care", "warning"),
        ("on_failure: resolved", "warning"),
        ("on_failure: no-warranty", "warning"),
        ("on_failure: other-firm", "warning"),
        ("on_failure: gone", "error"),
        ("on_timeout: abandoned", "error"),
    ],
)
def test_it_is_an_error_without_a_way_to_an_outcome_or_a_person_except_by_giving_up(
    way_out: str, severity: str
) -> None:
    text = """
        channels: {app: {kind: app, goes_to: login}}
        steps:
          login: {kind: page, goes_to: new-password, %s}
          new-password: {kind: form, goes_to: login}
        teams: {care: {seats: 3}}
        outcomes:
          no-warranty: {kind: denied, reason: the warranty has run out}
          other-firm: {kind: referred}
          gone: {kind: abandoned}
        """
    assert one("hassle-loop", text % way_out).severity == severity


def test_it_is_a_warning_where_people_are_part_of_the_circle() -> None:
    told = one(
        "hassle-loop",
        """
        teams: {care: {}, finance: {}}
        handoffs:
          - {from: care, to: finance, carried_by: customer}
          - {from: finance, to: care, when: receipt missing}
        """,
    )
    assert told.severity == "warning"
    assert told.on == "{from: finance, to: care, when: receipt missing}"
    assert told.says("care -> finance -> care", "care or finance")


def test_a_move_onto_itself_is_a_circle() -> None:
    told = one(
        "hassle-loop",
        """
        channels: {app: {kind: app, goes_to: bot}}
        steps: {bot: {kind: bot, goes_to: [bot, resolved]}}
        """,
    )
    assert told.says(" bot -> bot;")


def test_every_component_is_one_finding_however_many_rings_it_has() -> None:
    first, second = found(
        "hassle-loop",
        """
        channels: {app: {kind: app, goes_to: a}}
        steps:
          a: {kind: page, goes_to: [b, c]}
          b: {kind: page, goes_to: [a, c]}
          c: {kind: page, goes_to: [a, d]}
          d: {kind: page, goes_to: e}
          e: {kind: page, goes_to: [d, resolved]}
        """,
    )
    assert first.says(" a -> b -> a and ", "a -> c -> a;")
    assert second.says(" d -> e -> d;")


def test_its_remedy_names_the_moves_that_untie_it() -> None:
    told = one(
        "hassle-loop",
        """
        channels: {app: {kind: app, goes_to: a}}
        steps:
          a: {kind: page, goes_to: [b, c]}
          b: {kind: page, goes_to: a}
          c: {kind: page, goes_to: a}
        """,
    )
    assert told.remedy == (
        "lead customers to people who settle it instead of b -> a (goes_to), c -> a (goes_to) - "
        "that is enough"
    )


def test_its_remedy_says_so_where_it_is_not_exact() -> None:
    chance = random.Random(1)
    steps = "".join(
        f"  s{n}: {{kind: page, goes_to: {[f's{m}' for m in chance.sample(range(60), 6)]}}}\n"
        for n in range(60)
    )
    (told,) = found(
        "hassle-loop", f"channels: {{app: {{kind: app, goes_to: s0}}}}\nsteps:\n{steps}"
    )
    assert told.remedy.endswith("that is enough, though perhaps not the fewest")


def test_a_circle_that_the_customer_never_notices_is_none_but_one_on_any_part_is() -> None:
    text = """
    channels: {hotline: {kind: voice, goes_to: care}}
    teams: {care: {seats: 12}, finance: {seats: 2}}
    handoffs:
      - {from: care, to: finance%s}
      - {from: finance, to: care%s}
    """
    assert found("hassle-loop", text % (", carried_by: us", ", carried_by: us")) == []
    ours, theirs = ", carried_by: us", ", carried_by: customer"
    for there, back in ((theirs, ours), (ours, theirs), (ours, ", transfer: cold"), ("", "")):
        assert len(found("hassle-loop", text % (there, back))) == 1
        assert found("ping-pong-handoff", text % (there, back)) == []
    for there, back in ((ours, ours), (ours, ""), ("", ours)):
        assert found("hassle-loop", text % (there, back)) == []
        assert len(found("ping-pong-handoff", text % (there, back))) == 1


@pytest.mark.parametrize("said", ["progress: true", "max_repeats: 2"])
def test_moves_that_accomplish_something_or_are_bounded_make_no_circle(said: str) -> None:
    text = """
    channels: {app: {kind: app, goes_to: page}}
    steps: {page: {kind: form, goes_to: check}, check: {kind: page, on_failure: resolved}}
    handoffs: [{from: check, to: page%s}]
    """
    assert len(found("hassle-loop", text % "")) == 1
    assert found("hassle-loop", text % f", {said}") == []


def test_silent_a_menu_that_asks_again_three_times_at_most_and_then_goes_to_a_person() -> None:
    text = """
    channels: {hotline: {kind: voice, goes_to: ivr}}
    steps: {ivr: {kind: menu, %s on_failure: care, goes_to: ivr}}
    teams: {care: {seats: 12}}
    """
    assert found("hassle-loop", text % "attempts: 3,") == []
    assert len(found("hassle-loop", text % "")) == 1


def test_silent_a_review_that_returns_a_document_with_what_is_missing_and_a_limit() -> None:
    text = """
    channels: {portal: {kind: web_form, goes_to: review}}
    steps: {upload: {kind: form, goes_to: review}}
    teams: {review: {seats: 3}}
    handoffs:
      - {from: review, to: upload, when: a page is missing%s}
    """
    assert found("hassle-loop", text % ", max_repeats: 2") == []
    assert len(found("hassle-loop", text % "")) == 1


@pytest.mark.parametrize(
    ("said", "rounds"),
    [("max_repeats: 5", 0), ("max_repeats: 6", 1), ("max_repeats: 999", 1), ("max_repeats: 0", 0)],
)
def test_a_limit_ends_something_that_a_customer_can_live_through(said: str, rounds: int) -> None:
    text = """
    channels: {chat: {kind: chat, goes_to: bot}}
    steps: {bot: {kind: bot, goes_to: [page, resolved]}, page: {kind: page}}
    handoffs: [{from: page, to: bot, %s}]
    """
    assert len(found("hassle-loop", text % said)) == rounds


@pytest.mark.parametrize("key", ["on_failure", "on_timeout", "on_error"])
def test_attempts_that_begin_again_at_every_visit_end_nothing(key: str) -> None:
    text = """
    channels: {hotline: {kind: voice, goes_to: ivr}}
    steps:
      ivr: {kind: menu, attempts: %s, %s: %s, options: [{say: balance, goes_to: resolved}]}
      form: {kind: form, goes_to: ivr}
    teams: {care: {seats: 12}}
    """
    told = one("hassle-loop", text % (3, key, "form"))
    assert told.says("ivr -> form -> ivr")
    assert told.on == "ivr"
    assert found("hassle-loop", text % (3, key, "care")) == []
    assert found("hassle-loop", text % (3, key, "ivr")) == []
    assert len(found("hassle-loop", text % (30, key, "ivr"))) == 1


REFERRAL = """
channels: {post-desk: {kind: post, goes_to: registry}}
teams: {registry: {seats: 2}, benefits: {seats: 2}, housing: {seats: 2}}
outcomes: {elsewhere: {kind: referred, returns_to: %s}}
handoffs:
  - {from: registry, to: benefits, carried_by: customer}
  - {from: benefits, to: elsewhere, carried_by: customer%s}
"""


@pytest.mark.parametrize("back", ["registry", "post-desk"])
def test_a_referral_that_returns_to_where_the_round_began_closes_it(back: str) -> None:
    told = one("hassle-loop", REFERRAL % (back, ""))
    assert told.says(f"{back} -> ", "benefits -> elsewhere -> ")
    for said in (", progress: true", ", max_repeats: 1"):
        assert found("hassle-loop", REFERRAL % (back, said)) == []


def test_silent_a_referral_that_returns_to_where_the_customer_gets_on() -> None:
    assert found("hassle-loop", REFERRAL % ("housing", "")) == []
    on = "\n  - {from: benefits, to: %s}\n"
    for way in ("housing", "resolved"):
        assert found("hassle-loop", REFERRAL % ("benefits", "") + on % way) == []
    closing = REFERRAL.replace("benefits: {seats: 2}", "benefits: {seats: 2, closes: all}")
    assert found("hassle-loop", closing % ("benefits", "")) == []


def test_a_referral_back_to_whoever_has_no_way_on_is_a_ring_of_one_team() -> None:
    told = one("hassle-loop", REFERRAL % ("benefits", ""))
    assert told.severity == "warning"
    assert told.says("benefits -> elsewhere -> benefits", "benefits settles the matter")


@pytest.mark.parametrize("back", ["registry", "post-desk"])
def test_people_who_say_that_they_settle_nothing_end_no_ring(back: str) -> None:
    teams = "registry: {seats: 2, closes: none}, benefits: {seats: 2, closes: none}"
    text = REFERRAL.replace("registry: {seats: 2}, benefits: {seats: 2}", teams)
    told = one("hassle-loop", text % (back, ""))
    assert told.severity == "error"
    assert told.says("neither an outcome nor anybody who may settle it can be reached")
    half = text.replace("benefits: {seats: 2, closes: none}", "benefits: {seats: 2}")
    assert one("hassle-loop", half % (back, "")).says("ends only where benefits settles")


@pytest.mark.parametrize("count", [2, 3, 5])
def test_rings_among_teams_of_any_length_are_ping_pong(count: int) -> None:
    teams = ", ".join(f"t{n}: {{seats: 2}}" for n in range(count))
    rows = "".join(
        f"  - {{from: t{n}, to: t{(n + 1) % count}, carried_by: %s}}\n" for n in range(count)
    )
    text = (
        f"channels: {{mail: {{kind: email, goes_to: t0}}}}\nteams: {{{teams}}}\nhandoffs:\n{rows}"
    )
    told = one("ping-pong-handoff", text % (("us",) * count))
    assert told.entity == f"handoff/t{count - 1}->t0"
    assert all(f"t{n}" in told.message for n in range(count))
    assert found("hassle-loop", text % (("us",) * count)) == []
    mixed = text % (*("us",) * (count - 1), "customer")
    assert found("ping-pong-handoff", mixed) == []
    assert len(found("hassle-loop", mixed)) == 1


def test_it_says_for_whom_there_is_no_way_out_where_others_have_one() -> None:
    text = """
    channels: {app: {kind: app, goes_to: a}}
    steps: {a: {kind: page, goes_to: b}, b: {kind: page, goes_to: a}}
    teams: {care: {seats: 2}}
    handoffs: [{from: b, to: care, intents: [refund]}]
    intents: {refund: {start: app}, delivery: {start: app}}
    """
    told = one("hassle-loop", text)
    assert told.severity == "error"
    assert told.says("for delivery neither a person nor an outcome can be reached")
    assert set(told.intents) == {"refund", "delivery"}


def test_the_way_back_is_the_fault_and_not_the_choice_that_leads_there() -> None:
    text = """
    channels: {hotline: {kind: voice, goes_to: main-menu}}
    steps:
      main-menu:
        kind: menu
        options: [{say: orders, goes_to: resolved}, {say: bills, goes_to: bill-menu}]
      bill-menu:
        kind: menu
        options: [{say: a copy, goes_to: copy}, {say: back, goes_to: main-menu}]
      copy: {kind: page, goes_to: main-menu}
    """
    told = one("hassle-loop", text)
    assert told.remedy == (
        "lead customers to people who settle it instead of bill-menu -> main-menu (options), "
        "copy -> main-menu (goes_to) - that is enough"
    )


TO_AND_FRO = """
channels: {hotline: {kind: voice, goes_to: care}}
teams: {care: {seats: 12}, finance: {seats: 2}}
handoffs:
  - {from: care, to: finance, carried_by: us}
  - {from: finance, to: care, carried_by: us}
intents: {refund: {start: hotline, case_owner: care}}
"""


def test_silent_teams_that_hand_a_case_to_and_fro_while_one_owner_stays_in_contact() -> None:
    assert found("hassle-loop", TO_AND_FRO) == []
    assert len(found("ping-pong-handoff", TO_AND_FRO)) == 1


def test_silent_a_channel_that_customers_may_choose_to_use_again() -> None:
    text = """
    channels:
      hotline: {kind: voice, goes_to: care}
      mailbox: {kind: email, goes_to: care}
    teams: {care: {seats: 12}, shop: {seats: 4}}
    handoffs:
      - {from: care, to: shop, when: the thing can be tried on}
      - {from: shop, to: hotline, when: something else is wanted, new_matter: true}
    """
    assert found("hassle-loop", text) == []


# silo ---------------------------------------------------------------------------------------

CARE_AND_FINANCE = """
channels: {hotline: {kind: voice, goes_to: care}}
teams:
  care: {seats: 12, systems: [helpdesk]}
  finance: {seats: 2, systems: [erp]}
handoffs:
"""


def test_a_handoff_between_teams_that_cannot_see_what_the_other_knows_is_found() -> None:
    told = one("silo", CARE_AND_FINANCE + "  - {from: care, to: finance, context: none}\n")
    assert (told.severity, told.on, told.entity) == ("error", "none", "handoff/care->finance")
    assert told.says("care to finance", "nothing is carried over")
    assert told.says("care (helpdesk) and finance (erp) share no system")
    assert told.way == "hotline (1) -> care (1) -> finance (6)"


def test_partners_are_teams_like_others() -> None:
    told = one(
        "silo",
        """
        channels: {hotline: {kind: voice, goes_to: care}}
        teams:
          care: {seats: 12, systems: [helpdesk]}
          parcel-co: {party: partner, accountable: care, systems: [tracking]}
        handoffs: [{from: care, to: parcel-co, context: none}]
        """,
    )
    assert told.severity == "error"


def test_teams_are_joined_when_they_share_a_system_of_record() -> None:
    text = CARE_AND_FINANCE.replace("[erp]", "[erp, helpdesk]")
    assert found("silo", text + "  - {from: care, to: finance, context: none}\n") == []


def test_teams_are_joined_when_the_handoff_between_them_carries_full_context() -> None:
    assert found("silo", CARE_AND_FINANCE + "  - {from: care, to: finance, context: full}\n") == []


def test_islands_are_what_hangs_together_over_other_teams_of_the_journey() -> None:
    text = """
    channels: {hotline: {kind: voice, goes_to: [care%s]}}
    teams:
      care: {systems: [helpdesk]}
      leads: {systems: [helpdesk, erp]}
      finance: {systems: [erp]}
    handoffs: [{from: care, to: finance, context: none}]
    """
    assert found("silo", text % ", leads") == []
    assert len(found("silo", text % "")) == 1, "leads is on no journey and joins nobody"


def test_there_is_one_finding_for_a_pair_of_islands_and_it_lists_the_handoffs() -> None:
    text = CARE_AND_FINANCE.replace("finance:", "leads: {systems: [helpdesk]}\n  finance:")
    told = one(
        "silo",
        text
        + "  - {from: care, to: leads}\n"
        + "  - {from: care, to: finance, context: none}\n"
        + "  - {from: leads, to: finance, context: none}\n"
        + "  - {from: finance, to: care, context: none}\n",
    )
    assert told.on == "none"
    assert told.related == (
        "finance -> care, between the same teams (10) -> "
        "leads -> finance, between the same teams (9)"
    )
    assert told.remedy.endswith(
        "to be changed at care -> finance, finance -> care and leads -> finance"
    )


def test_other_islands_are_other_findings() -> None:
    text = CARE_AND_FINANCE.replace("finance:", "lab: {systems: [bench]}\n  finance:")
    hits = found(
        "silo",
        text
        + "  - {from: care, to: lab, context: none}\n"
        + "  - {from: care, to: finance, context: none}\n",
    )
    assert [told.entity for told in hits] == ["handoff/care->lab", "handoff/care->finance"]


def test_partial_context_is_a_warning_that_names_the_fields() -> None:
    told = one(
        "silo",
        CARE_AND_FINANCE
        + "  - {from: care, to: finance, context: partial, carries: [order number, name]}\n",
    )
    assert (told.severity, told.on) == ("warning", "partial")
    assert told.says("only order number and name", "to finance")


def test_a_shared_system_for_only_some_of_what_is_asked_again_is_a_warning() -> None:
    told = one(
        "silo",
        CARE_AND_FINANCE.replace("[erp]", "[erp, helpdesk]")
        + "  - {from: care, to: finance, asks_again: [order number, address]}\n",
    )
    assert told.severity == "warning"
    assert told.says("finance can see what care knows", "order number and address")


@pytest.mark.parametrize(
    "said", ["context: none", "asks_again: [name]", "context: partial, asks_again: [name]"]
)
def test_no_context_or_a_customer_who_must_repeat_is_an_error(said: str) -> None:
    assert one("silo", f"{CARE_AND_FINANCE}  - {{from: care, to: finance, {said}}}\n").severity == (
        "error"
    )


def test_not_stated_is_not_none_and_only_the_strict_profile_says_so() -> None:
    text = """
    channels: {hotline: {kind: voice, goes_to: care}}
    teams: {care: {seats: 12}, finance: {seats: 2}}
    handoffs: [{from: care, to: finance}]
    """
    assert found("silo", text) == []
    told = one("silo", text, "strict")
    assert told.severity == "info"
    assert told.says("not stated", "neither shared systems nor context")


@pytest.mark.parametrize(
    "said",
    [
        "to: finance, context: none, new_matter: true",
        "to: finance, context: none, transfer: warm",
        "to: referred",
    ],
    ids=["the case is closed and a different matter begins", "warm transfer", "referral outside"],
)
def test_silent_for_silos(said: str) -> None:
    assert found("silo", f"{CARE_AND_FINANCE}  - {{from: care, {said}}}\n") == []


def test_the_customer_who_is_sent_to_the_other_island_by_its_mailbox_starts_over_too() -> None:
    text = """
    channels:
      hotline: {kind: voice, goes_to: care}
      mail: {kind: email, goes_to: finance}
    teams: {care: {systems: [helpdesk]}, finance: {systems: [erp]}}
    handoffs:
      - {from: care, to: mail, context: none, carried_by: customer}
    """
    assert one("silo", text).on == "none"


def test_islands_are_those_of_the_intent_whoever_serves_another_matter_joins_nobody() -> None:
    text = """
    channels:
      hotline: {kind: voice, goes_to: care}
      shop: {kind: in_person, goes_to: back-office}
    teams:
      care: {seats: 3, systems: [crm]}
      finance: {seats: 3, systems: [erp]}
      back-office: {seats: 1, systems: [crm, erp]}
    handoffs: [{from: care, to: finance, context: none}]
    intents:
      refund: {start: hotline}
      try-on: {start: %s}
    """
    assert one("silo", text % "shop").intents == ("refund",)
    assert found("silo", text % "[shop, hotline]")[0].intents == ("refund",)
    both = text.replace("refund: {start: hotline}", "refund: {start: [hotline, shop]}")
    assert found("silo", both % "shop") == []


BY_WAY_OF = """
channels:
  chat: {kind: chat, goes_to: front}
  inbox: {kind: email, goes_to: tech}
steps:
  ticket-form: {kind: form, asks_for: [name, what happened], goes_to: tech}
  first-page: {kind: page, goes_to: second-page}
  second-page: {kind: form, goes_to: tech}
  front-form: {kind: form, goes_to: front}
  either: {kind: menu, options: [{say: a, goes_to: tech}, {say: b, goes_to: front}]}
  how-was-it: {kind: survey, goes_to: tech}
  blank: {kind: form}
teams: {front: {seats: 3, systems: [crm]}, tech: {seats: 3, systems: [jira]}}
handoffs:
  - {from: front, to: %s, carried_by: customer%s}
"""


@pytest.mark.parametrize("place", ["ticket-form", "first-page", "inbox"])
def test_a_form_or_channel_between_two_teams_changes_nothing(place: str) -> None:
    told = one("silo", BY_WAY_OF % (place, ""))
    assert (told.severity, told.entity) == ("warning", f"handoff/front->{place}")
    assert told.says("what front has heard comes along to tech", "share no system")
    assert one("silo", BY_WAY_OF % (place, ", context: none")).severity == "error"
    for said in (", context: full", ", transfer: warm", ", new_matter: true"):
        assert found("silo", BY_WAY_OF % (place, said)) == []


def test_so_does_a_form_that_a_handoff_leaves_and_what_that_one_says_counts() -> None:
    text = BY_WAY_OF % ("blank", "") + "  - {from: blank, to: tech%s}\n"
    assert one("silo", text % "").entity == "handoff/front->blank"
    lost = one("silo", text % ", context: none")
    assert (lost.severity, lost.entity) == ("error", "handoff/blank->tech")
    assert lost.way == "chat (2) -> front (2) -> blank (14) -> tech (15)"
    assert found("silo", text % ", context: full") == []


@pytest.mark.parametrize("place", ["front-form", "either", "how-was-it", "blank"])
def test_silent_a_form_of_the_same_people_a_survey_and_one_that_leads_nowhere(place: str) -> None:
    assert found("silo", BY_WAY_OF % (place, "")) == []


# approval-laden-path ------------------------------------------------------------------------


def tiers(values: str, *levels: str, more: str = "asked_by: us") -> str:
    listed = "".join(f"      - {{{level}}}\n" for level in levels)
    value = f", value: {{{values}}}" if values else ""
    return (
        "channels: {hotline: {kind: voice, goes_to: care}}\n"
        "teams: {care: {may: {refund: 50 EUR}}}\n"
        f"remedies:\n  refund:\n    {more}\n    tiers:\n{listed}"
        f"intents: {{refund: {{start: hotline, remedy: refund{value}}}}}\n"
    )


CARE = "by: care, up_to: 50 EUR"
LEADS = "by: leads, up_to: 150 EUR"
FINANCE = "by: finance, up_to: any"


@pytest.mark.parametrize(
    ("values", "cases"),
    [
        ("p50: 60 EUR, p90: 180 EUR", "more than half"),
        ("p50: 10 EUR, p99: 40 EUR", "at most 1"),
    ],
)
def test_a_customer_who_must_carry_the_request_is_an_error_at_any_count(
    values: str, cases: str
) -> None:
    told = one(
        "approval-laden-path",
        f"""
        channels: {{hotline: {{kind: voice, goes_to: care}}}}
        teams: {{care: {{may: {{refund: 50 EUR}}}}, finance: {{may: {{refund: any}}}}}}
        handoffs:
          - {{from: care, to: finance, carried_by: customer}}
        intents: {{refund: {{start: hotline, remedy: refund, value: {{{values}}}}}}}
        """,
    )
    assert (told.severity, told.on) == ("error", "customer")
    assert told.says("refund", "care", "up to 50 EUR", "above 50 EUR", cases)
    assert told.says("the customer must carry the request to finance")
    assert told.way == "hotline (1) -> care (1) -> finance (4)"


def test_so_is_one_whom_the_remedy_makes_ask_for_the_approval() -> None:
    told = one("approval-laden-path", tiers("", CARE, FINANCE, more="asked_by: customer"))
    assert (told.severity, told.on) == ("error", "customer")


def test_more_approvals_than_one_for_at_least_a_twentieth_of_cases_is_a_warning() -> None:
    told = one("approval-laden-path", tiers("p50: 60 EUR, p90: 180 EUR", CARE, LEADS, FINANCE))
    assert (told.severity, told.on) == ("warning", "tiers")
    assert told.says("care may grant up to 50 EUR", "above 150 EUR", "between 10", "and 50")
    assert told.says("2 further decisions: leads, then finance")
    assert told.way == "hotline (1) -> care (1) -> leads (8) -> finance (9)"
    assert found(
        "approval-laden-path", tiers("p50: 40 EUR, p96: 140 EUR", CARE, LEADS, FINANCE)
    ) == ([])


def test_one_approval_is_fine() -> None:
    assert found("approval-laden-path", tiers("p50: 60 EUR, p90: 180 EUR", CARE, FINANCE)) == []


def test_where_the_share_is_unknown_the_warning_says_so() -> None:
    told = one("approval-laden-path", tiers("", CARE, LEADS, FINANCE))
    assert told.severity == "warning"
    assert told.says("above 150 EUR", "share not stated")


def test_where_every_way_passes_more_it_is_an_error() -> None:
    text = tiers("", "by: [leads, finance], need: all").replace("50 EUR", "none")
    told = one("approval-laden-path", text)
    assert told.severity == "error"
    assert told.says("in every case", "2 further decisions: leads and finance, both of them")
    shop = text.replace("teams: {", "teams: {clerks: {may: {refund: any}}, ").replace(
        "hotline: {kind: voice, goes_to: care}",
        "hotline: {kind: voice, goes_to: care}, shop: {kind: in_person, goes_to: clerks}",
    )
    assert one("approval-laden-path", shop.replace("start: hotline", "start: [hotline, shop]"))[
        1
    ] == ("warning")


def test_all_of_approvals_count_each_and_any_of_counts_one() -> None:
    together = "by: [leads, finance], up_to: any, need: "
    all_of = one("approval-laden-path", tiers("", CARE, together + "all"))
    assert all_of.says("2 further decisions: leads and finance, both of them")
    assert found("approval-laden-path", tiers("", CARE, together + "one")) == []
    any_of = one("approval-laden-path", tiers("", CARE, LEADS, together + "one"))
    assert any_of.says("2 further decisions: leads, then leads or finance")


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ("delegate: chief", "chief may stand in"),
        ("timeout: {after: 2 days, then: grant}", "without a decision, granted after 2 days"),
    ],
)
def test_a_delegate_or_a_timeout_that_grants_is_named_and_removes_nothing(
    said: str, named: str
) -> None:
    told = one("approval-laden-path", tiers("", CARE, LEADS, f"{FINANCE}, {said}"))
    assert told.says("2 further decisions: leads, then finance")
    assert told.related == f"{named} (9)"


HANDED_ON = """
channels: {hotline: {kind: voice, goes_to: care}}
teams:
  care: {may: {refund: none}}
  leads: {may: {refund: 50 EUR}}
  heads: {may: {refund: 100 EUR}}
  desk: {may: {refund: none}}
  finance: {may: {refund: any}}
handoffs:
  - {from: care, to: leads, carried_by: us}
  - {from: leads, to: heads, carried_by: us}
  - {from: heads, to: finance, carried_by: us}
intents: {refund: {start: hotline, remedy: refund, value: {p50: 160 EUR, p90: 180 EUR}}}
"""


def test_on_handoffs_it_is_the_least_number_of_approvals_on_any_way_that_counts() -> None:
    assert len(found("approval-laden-path", HANDED_ON)) == 1
    through_desk = HANDED_ON.replace(
        "handoffs:\n",
        "handoffs:\n"
        "  - {from: care, to: desk, carried_by: us}\n"
        "  - {from: desk, to: finance, carried_by: us}\n",
    )
    assert found("approval-laden-path", through_desk) == []


def test_for_each_value_band_it_is_told_how_many_decisions_are_needed() -> None:
    told = one("approval-laden-path", HANDED_ON)
    assert told.says("2 or more further decisions: leads, then heads")


def test_the_approvals_that_every_way_passes_are_named() -> None:
    text = HANDED_ON.replace("desk: {may: {refund: none}}", "chiefs: {may: {refund: 100 EUR}}")
    text = text.replace(
        "intents:",
        "  - {from: leads, to: chiefs, carried_by: us}\n"
        "  - {from: chiefs, to: finance, carried_by: us}\nintents:",
    )
    told = one("approval-laden-path", text)
    assert "every way passes leads" in f"{told.message} {told.remedy} {told.related}"


def test_silent_a_second_pair_of_eyes_on_a_very_large_sum_that_few_cases_reach() -> None:
    values = "p50: 40 EUR, p97: 150 EUR"
    assert found("approval-laden-path", tiers(values, CARE, LEADS, FINANCE)) == []


def test_silent_an_approval_after_the_customer_has_the_remedy() -> None:
    after = "after_remedy: true"
    assert (
        found("approval-laden-path", tiers("", CARE, f"{LEADS}, {after}", f"{FINANCE}, {after}"))
        == []
    )


def test_silent_a_control_that_the_law_demands_when_the_policy_says_which() -> None:
    law = "required_by: money laundering act, section 10"
    assert found("approval-laden-path", tiers("", CARE, LEADS, FINANCE, more=law)) == []
    assert len(found("approval-laden-path", tiers("", CARE, LEADS, FINANCE))) == 1


# restrictive-return-window, and the other returns rules -----------------------------------------

FAIR = "alternatives: [samples], disclosed_before_purchase: true"
HONEST = ["perishable", "hygiene", "made to order", "digital", "safety"]


def row(said: str, reasons: str = "changed mind") -> str:
    return f"returns:\n  - {{categories: [shoes], reasons: [{reasons}], {said}}}\n"


@pytest.mark.parametrize(
    ("said", "days", "start", "lost", "basis"),
    [
        ("from: shipment", "11 days", "shipment", "3 days", "not stated, so the usual time"),
        ("from: order", "9 days", "order", "5 days", "not stated, so the usual time"),
        ("from: order, delivery_time: 2 days", "12 days", "order", "2 days", "as stated"),
    ],
)
def test_a_window_from_shipment_or_order_is_shortened_by_the_delivery_time_and_says_so(
    said: str, days: str, start: str, lost: str, basis: str
) -> None:
    told = one("restrictive-return-window", row(f"window: 14 days, {said}"))
    assert (told.severity, told.on) == ("error", "14 days")
    assert told.says("shoes (changed mind)", days, "less than 30 days")
    assert told.says("14 days", f"begins with the {start}", f"delivery takes {lost}", basis)


@pytest.mark.parametrize(
    ("reason", "window", "severity"),
    [
        ("changed mind", "30 days", None),
        ("changed mind", "29 days", "warning"),
        ("changed mind", "14 days", "warning"),
        ("changed mind", "13 days", "error"),
        ("defective", "60 days", None),
        ("defective", "59 days", "warning"),
        ("wrong item", "30 days", "warning"),
        ("not as described", "29 days", "error"),
    ],
)
def test_the_days_are_compared_with_the_threshold_for_that_reason(
    reason: str, window: str, severity: str | None
) -> None:
    told = found("restrictive-return-window", row(f"window: {window}, from: delivery", reason))
    assert [each.severity for each in told] == ([severity] if severity else [])


def test_undelivered_things_are_held_to_the_stricter_measure() -> None:
    text = row("window: 40 days, from: purchase", "undelivered")
    assert one("restrictive-return-window", text).severity == "warning"


def test_a_row_for_whatever_reason_holds_for_defects_and_is_held_to_their_measure() -> None:
    text = "returns:\n  - {categories: [shoes], window: 40 days, from: delivery}\n"
    assert one("restrictive-return-window", text).says("40 days", "less than 60 days")


def test_the_law_of_a_jurisdiction_is_a_matter_of_its_own() -> None:
    text = row("window: 20 days, from: delivery")
    told = one("restrictive-return-window", text)
    at_home = one("restrictive-return-window", f"{text}organization: {{jurisdictions: [DE, EU]}}\n")
    assert at_home == told


def test_a_window_that_ends_before_the_customer_can_have_the_thing_is_an_error() -> None:
    told = one(
        "restrictive-return-window", row("window: 7 days, from: order, delivery_time: 7 days")
    )
    assert told.severity == "error"
    assert told.says("no time at all", "window of 7 days", "delivery takes 7 days")


def test_what_a_return_costs_is_summed_as_a_share_of_the_price_at_stated_price_points() -> None:
    text = row("fee: 5 EUR, shipping_paid_by: customer, shipping_cost: 5 EUR, refund: store credit")
    told = one("return-at-a-loss", text)
    assert (told.severity, told.on) == ("error", "5 EUR")
    # 5 of fee, 5 of postage and a tenth of the 95 that are left of 100
    assert told.says("what is left of 100 EUR is 80.50 EUR")
    assert told.says("a fee of 5 EUR, 5 EUR of postage and credit instead of money", "10% less")


def test_conditions_are_counted_once_each() -> None:
    said = "proof: [receipt], conditions: [original box, labels attached, %s]"
    told = one("return-more-trouble-than-worth", row(said % "unworn, no scratches, receipt"))
    assert told.severity == "warning"
    assert told.says("4 conditions: original packaging, labels, unused and proof of purchase")
    assert found("return-more-trouble-than-worth", row(said % "in its packaging, receipt")) == []


@pytest.mark.parametrize("because", HONEST)
@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("restrictive-return-window", "window: 2 days"),
        ("return-at-a-loss", "fee: 30%"),
        ("return-more-trouble-than-worth", "conditions: [box, labels, receipt, form]"),
        ("no-return-alternative", "returnable: false"),
    ],
)
def test_silent_exceptions_with_an_honest_reason_an_alternative_and_disclosure(
    rule: str, said: str, because: str
) -> None:
    assert len(found(rule, row(said))) == 1
    assert found(rule, row(f"{said}, because: {because}, {FAIR}")) == []
    assert found(rule, row(f"{said}, because: {because}, disclosed_before_purchase: true")) != []
    assert found(rule, row(f"{said}, because: {because}, alternatives: [samples]")) != []


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("restrictive-return-window", "window: 2 days"),
        ("defective-not-covered", "fee: 30%"),
        ("defective-not-covered", "returnable: false"),
        ("store-credit-only", "refund: store credit"),
    ],
)
def test_never_for_defects(rule: str, said: str) -> None:
    text = row(f"{said}, because: hygiene, {FAIR}", "changed mind, defective")
    assert one(rule, text).severity == "error"


def test_a_category_and_reason_that_no_row_covers_is_found() -> None:
    text = """
    returns:
      - {categories: [tents], reasons: [changed mind, defective, late], window: 60 days}
      - {categories: [ropes], reasons: [changed mind, defective], window: 60 days}
    """
    told = one("return-table-gap", text)
    assert told.severity == "warning"
    assert told.says("ropes", "late")
    assert found("return-table-gap", text.replace("defective]", "defective, late]")) == []
    (fault,) = found("defective-not-covered", row("window: 60 days"))
    assert fault.says("nothing says what happens to shoes when", "defect")


def test_rows_that_overlap_with_different_outcomes_are_found() -> None:
    text = """
    returns:
      - {categories: [tents, packs], reasons: [changed mind], window: 30 days}
      - {categories: [tents], reasons: [changed mind, late], window: %s days}
    """
    told = one("return-table-overlap", text % 100)
    assert told.severity == "error"
    assert told.says("tents (changed mind)", "two things")
    assert found("return-table-overlap", text % 30) == []


# unstaffed-channel, and coverage --------------------------------------------------------------


def test_a_channel_whose_team_has_no_seats_is_found_through_steps() -> None:
    told = one(
        "unstaffed-channel",
        """
        channels:
          hotline: {kind: voice, goes_to: ivr}
        steps:
          ivr: {kind: menu, goes_to: night-desk}
        teams: {night-desk: {seats: 0}}
        """,
    )
    assert (told.severity, told.on) == ("error", "ivr")
    assert told.says("hotline", "night-desk", "it has 0 seats")
    assert told.way == "hotline (2) -> ivr (2) -> night-desk (4)"


def test_a_channel_that_leads_to_no_team_is_an_error() -> None:
    told = one(
        "unstaffed-channel",
        """
        channels:
          hotline: {kind: voice}
          mailbox: {kind: email, goes_to: care}
        teams: {care: {seats: 4}}
        """,
    )
    assert (told.severity, told.entity) == ("error", "channel/hotline")


def test_so_is_one_that_leads_to_a_menu_and_no_further() -> None:
    told = one(
        "unstaffed-channel",
        """
        channels:
          hotline: {kind: voice, goes_to: ivr}
          mailbox: {kind: email, goes_to: care}
        steps: {ivr: {kind: menu, options: [orders]}}
        teams: {care: {seats: 4}}
        """,
    )
    assert (told.severity, told.entity) == ("error", "channel/hotline")


def test_a_mailbox_without_an_owner_is_an_error() -> None:
    text = """
    channels:
      mailbox: {kind: email%s}
      hotline: {kind: voice, goes_to: care}
    teams: {care: {seats: 4}}
    """
    told = one("orphan-inbox", text % "")
    assert (told.severity, told.entity) == ("error", "channel/mailbox")
    for said in (", owner: operations", ", monitored_by: care", ", goes_to: care"):
        assert found("orphan-inbox", text % said) == []


def test_gaps_of_a_real_year_are_reported_as_a_person_would_say_them() -> None:
    told = one(
        "coverage-gap",
        """
        schedules:
          shop: {open: "Mon-Fri 08:00-18:00, Sat 08:00-13:00", holidays: DE-BY}
        channels:
          hotline: {kind: voice, open: Mon-Sat 08:00-18:00, goes_to: ivr}
        steps: {ivr: {kind: menu, goes_to: care}}
        teams: {care: {open: shop}}
        """,
    )
    assert (told.severity, told.on) == ("error", "Mon-Sat 08:00-18:00")
    assert told.says(
        "Mon-Sat 08:00-18:00", "12%", "Saturdays 13:00–18:00, and on 11 public holidays"
    )
    assert told.says("care works Mon-Fri 08:00-18:00, Sat 08:00-13:00 (55 hours a week")
    assert told.way == "hotline (4) -> ivr (4) -> care (5)"


def test_the_weeks_in_which_clocks_have_changed_in_one_country_only_are_seen() -> None:
    told = one(
        "coverage-gap",
        """
        schedules:
          berlin: {open: daily 09:00-17:00, timezone: Europe/Berlin}
          york: {open: daily 03:00-11:00, timezone: America/New_York}
        channels: {hotline: {kind: voice, open: berlin, goes_to: care}}
        teams: {care: {open: york}}
        """,
    )
    assert told.severity == "warning"
    assert told.says("every day 16:00–17:00", "3 weeks in March, October and November")


def test_an_arrival_at_any_published_moment_must_meet_staffed_time_within_the_target() -> None:
    text = """
    channels:
      mailbox: {kind: email, open: 24x7, goes_to: care, respond: %s}
    teams: {care: {open: Mon-Fri 09:00-18:00}}
    """
    told = one("coverage-gap", text % "1 day")
    assert told.on == "1 day"
    # from Friday 18:00 to Monday 09:00 are 63 hours; all but the last 24 of 168 hours: 39 of 168
    assert told.says("mailbox", "Fridays after 18:00, Saturdays all day", "Sundays before 09:00")
    assert told.says("77% at best", "2 days 15 hours")
    assert found("coverage-gap", text % "63 hours") == []


@pytest.mark.parametrize(
    ("said", "severity"),
    [
        ("{announce: false}", "warning"),
        ("{announce: We are closed, opens_again: false}", "warning"),
        ("{announce: We open at nine}", None),
        ("{callback_within: 2 hours}", None),
    ],
)
def test_out_of_hours_a_channel_must_say_that_it_is_closed_and_when_it_opens(
    said: str, severity: str | None
) -> None:
    text = "channels: {hotline: {kind: voice, open: Mon-Fri 09:00-18:00, closed: %s}}\n"
    told = found("closed-without-word", text % said)
    assert [each.severity for each in told] == ([severity] if severity else [])
    for each in told:
        assert each.says("hotline", "Mon-Fri 09:00-18:00")


def test_a_channel_of_which_nothing_is_said_out_of_hours_is_silent_where_others_are_not() -> None:
    text = """
    channels:
      chat: {kind: chat, open: Mon-Fri 09:00-18:00, closed: We open at nine}
      hotline: {kind: voice, open: Mon-Fri 09:00-18:00}
    """
    told = one("closed-without-word", text)
    assert (told.severity, told.entity) == ("warning", "channel/hotline")


def test_silent_a_callback_promised_at_opening_within_the_target() -> None:
    text = """
    channels: {hotline: {kind: voice, open: 24x7, goes_to: care%s}}
    teams: {care: {open: daily 08:00-20:00}}
    """
    assert len(found("coverage-gap", text % "")) == 1
    assert found("coverage-gap", text % ", closed: {callback_within: 2 hours}") == []
    assert found("coverage-gap", text % ", voicemail: {callback_within: 12 hours}") == []
    assert len(found("coverage-gap", text % ", voicemail: {callback_within: 2 hours}")) == 1


def test_silent_a_partner_who_covers_nights() -> None:
    text = """
    channels: {hotline: {kind: voice, open: 24x7, goes_to: [care, nights]}}
    teams:
      care: {open: daily 08:00-20:00}
      nights: {party: partner, accountable: care, open: daily 20:00-%s}
    """
    assert found("coverage-gap", text % "08:00") == []
    assert one("coverage-gap", text % "07:00").says("every day 07:00–08:00")


@pytest.mark.parametrize("kind", ["bot", "self_service"])
def test_silent_an_automated_channel_that_is_meant_to_be_one_and_offers_a_person(kind: str) -> None:
    text = f"""
    channels: {{assistant: {{kind: {kind}, open: 24x7, goes_to: helper}}}}
    steps: {{helper: {{kind: bot, person: care}}}}
    teams: {{care: {{open: Mon-Fri 09:00-18:00}}}}
    """
    for rule in ("coverage-gap", "unstaffed-channel", "no-human-option"):
        assert found(rule, text) == []


# The worked example -----------------------------------------------------------------------------


@cache
def worked_example() -> dict[str, list[Told]]:
    text = (SAMPLE / "policy.yaml").read_text("utf-8")
    by_rule: dict[str, list[Told]] = {}
    for told in run(text):
        by_rule.setdefault(told.rule, []).append(told)
    return by_rule


def test_the_hotline_is_published_around_the_clock_and_staffed_45_hours_a_week() -> None:
    (hotline,) = [t for t in worked_example()["coverage-gap"] if t.entity == "channel/hotline"]
    assert hotline.severity == "error"
    assert hotline.says("published around the clock", "calls reach nobody: nights")
    assert hotline.says("45 hours a week, less public holidays")


def test_care_and_finance_share_no_system_and_nothing_is_carried_over() -> None:
    (told,) = worked_example()["silo"]
    assert (told.severity, told.entity) == ("error", "handoff/care->finance")
    assert told.says("care to finance", "nothing is carried over")
    assert told.says("care (helpdesk) and finance (erp) share no system")


def test_more_than_half_of_refunds_exceed_what_care_may_grant_and_the_customer_carries() -> None:
    (told,) = worked_example()["approval-laden-path"]
    assert told.severity == "error"
    assert told.says("care may grant up to 50 EUR", "above 50 EUR", "more than half")
    assert told.says("the customer must carry the request to finance")


def test_finance_sends_people_back_to_care_for_a_receipt_without_a_limit() -> None:
    (told,) = worked_example()["hassle-loop"]
    assert told.on == "{from: finance, to: care, when: receipt missing}"
    assert told.says("care -> finance -> care", "nothing limits it")


def test_fourteen_days_from_shipment_a_fee_paper_and_credit_punish_an_ordinary_return() -> None:
    found = worked_example()
    (window,) = found["restrictive-return-window"]
    assert window.says("14 days", "begins with the shipment")
    (loss,) = found["return-at-a-loss"]
    assert loss.says("a fee of 15% and credit instead of money")
    (proof,) = found["receipt-only-proof"]
    assert proof.says("nothing but paper (receipt)")


def test_nothing_says_what_happens_to_defective_shoes() -> None:
    (told,) = worked_example()["defective-not-covered"]
    assert told.says("nothing says what happens to shoes and clothing when", "defect")


def test_nothing_else_is_an_error_in_the_worked_example() -> None:
    errors = {
        rule
        for rule, hits in worked_example().items()
        if "error" in {told.severity for told in hits}
    }
    assert errors == {
        "approval-laden-path",
        "coverage-gap",
        "restrictive-return-window",
        "return-at-a-loss",
        "silo",
    }


def test_examples_are_judged_on_a_day_that_stays_the_same() -> None:
    assert datetime.date(2026, 11, 20) == TODAY
