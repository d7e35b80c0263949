"""Every key of the language is judged by some rule, is for people, or is listed as inert."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cxlint.language import schema
from cxlint.language.sections import language
from cxlint.linting.config import config, config_files
from cxlint.linting.rules import loader
from cxlint.linting.run.findings import build_findings
from cxlint.linting.run.rule_runs import run_rules
from cxlint.linting.trials import examples
from cxlint.linting.trials.value_changes import (
    every_key,
    other_values,
    values_in_examples,
    values_of,
)
from cxlint.parsing.document import parse
from cxlint.policy import linker

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.linting.model.rule import Rule
    from cxlint.parsing.document import Document

RULES = loader.load()
JUDGES = [rule for rule in RULES.values() if rule.category not in ("reading", "waivers")]
CONFIG = config.build_config(config_files.read(None), RULES, Path())
SAMPLES = Path(__file__).parents[2] / "sample_policies"
INERT: tuple[str, ...] = tuple(RULES["inert-key"].params["keys"])

FOR_PEOPLE = frozenset({
    "channel.address", "escalation.raised_by", "handoff.id", "organization.industry", "return.id",
    "scenario.owner", "schedule.exceptions.reason", "system.kind", "team.role",
})  # fmt: skip
"""What names a thing for people, beside every name and description."""

BY_LAW = frozenset({
    "organization.jurisdictions", "organization.sector", "organization.sells",
    "organization.size.employees", "organization.size.turnover", "organization.size.balance",
    "intent.concerns", "step.serves", "step.available", "step.needs_login",
    "step.acknowledges.how", "step.acknowledges.states", "step.says_it_is_a_machine",
    "step.person.for", "channel.queue.ends_after", "campaign.consent",
    "breach_plan.authority_within", "return.after_repair.extends", "remedy.provisional",
    "conduct.supervisor.within", "conduct.supervisor.else_within", "term.concerns",
    "term.cooling_off", "term.renews_every", "term.reminder_before", "term.guarantee_notice",
    "term.reminder_every",
    "complaints.dispute_body.name", "complaints.dispute_body.after",
    "complaints.dispute_body.answer_within", "complaints.law.cites", "complaints.law.as_of",
    "complaints.law",
})  # fmt: skip
"""What laws turn on, and practice does not: it is compared where a jurisdiction is named."""
BY_BASELINE = frozenset({"intent.ratchet"})
"""What is judged with the baseline, behind the rules: see test_baseline_command.py."""

_ALL = (
    "field: a, is: x, is_not: y, test: contains z, more_than: 1, less_than: 9, "
    "changed: true, changed_to: q, changed_from: r"
)
_BOTH = f"{{{_ALL}, and: [{{{_ALL}}}]}}"
ASKED = f"conditions: [{_BOTH}], any_conditions: [{_BOTH}]"
"""Conditions with all that can be asked."""

WITNESSES = (
    # conditions, wherever they may stand
    f"""
    escalations:
      first: {{position: 1, {ASKED}, steps: [{{after: 1 day, to: care}}]}}
      other: {{position: 2, {ASKED}, steps: [{{after: 2 days, to: care}}],
               ends_on: any change, restarts_on: any change}}
    steps:
      sort:
        kind: branch
        from_elsewhere: true
        options: [{{say: a, goes_to: care, {ASKED}}}, {{say: b, goes_to: care, {ASKED}}}]
        on_failure: rest
      rest: {{kind: elsewhere}}
    teams: {{care: {{seats: 4}}}}
    case_rules:
      tell: {{{ASKED}, tells: [customer], sets: [{{field: a, to: b}}]}}
    promises:
      early: {{position: 1, {ASKED}, first_reply: 1 day}}
      late: {{position: 2, {ASKED.replace("contains z", "contains zz")}, first_reply: 2 days}}
    remedies:
      favour:
        route: all
        {ASKED.replace(", any_", chr(10) + "        any_")}
        tiers: [{{by: care, {ASKED}, otherwise: grant}}, {{by: care, {ASKED}}}]
    """,
    # an approval that takes long, with what shortens it
    """
    channels: {hotline: {kind: voice, goes_to: care}}
    teams: {care: {seats: 4, may: {refund: 5 EUR}}, boss: {seats: 1}}
    intents:
      refund:
        {start: hotline, remedy: refund, value: {p10: 1 EUR, p75: 90 EUR, p99: 900 EUR}}
    remedies:
      refund:
        tiers:
          - {by: care, up_to: 5 EUR}
          - {by: boss, up_to: 50 EUR, decides_within: 3 days, timeout: {after: 4 days, then: grant}}
          - {by: the chief, up_to: any, decides_within: 3 days}
    """,
    # a promise that no case reaches, behind one for more
    """
    promises:
      all:
        {position: 1, any_conditions: [{field: a, is: b}, {field: a, is: c}], resolution: 1 day}
      some: {position: 2, conditions: [{field: a, is: b}], resolution: 2 days}
      others:
        any_conditions: [{field: a, is_not: d}, {field: e, test: vip}]
        position: 3
        resolution: 2 days
      rest:
        {position: 4, conditions: [{field: a, is_not: d}, {field: e, test: vip}], resolution: 1 day}
    """,
    # what is asked of queues, of approvals, of pauses and of returns, and budgets
    """
    channels:
      hotline:
        {kind: voice, goes_to: care, fee: 1 EUR, fee_per: minute, waiting: free,
         begun_minutes: true, respond: {within: 20s, for: 80%, of: served}}
      chat:
        {kind: chat, goes_to: care, at_once: 2,
         load: {contacts: 9, per: 1 hour, handling_time: 8 minutes, calls_again: 50%}}
    teams: {care: {seats: 4}, sales: {seats: 2}}
    intents:
      refund: {start: hotline, remedy: refund, promise: 3 days, max_contacts: 2, max_approvals: 1,
               ratchet: true}
    remedies:
      refund:
        asked_by: us
        tiers: [{by: [care, sales], need: all, in_turn: true, decides_within: 2 days}]
    promises: {mail: {resolution: 5 days, pauses: [{on: a, at_most: 1 day, in_all: 4 days}]}}
    returns:
      - {categories: [all], window: 30 days, in_time_if: sent, rolls_over: true,
         refund_within: 5 days, refund_from: arrival}
    """,
    # what few policies state
    """
    channels: {hotline: {kind: voice, goes_to: book}}
    steps: {book: {kind: form, goes_to: care, appointment: {confirmation: sms, reminder: 1 day}}}
    teams:
      care: {seats: 4, systems: [a]}
      carrier:
        party: partner
        systems: [b]
        sla:
          first_reply: 1 day
          next_reply: 1 day
          update_every: 1 day
          resolution: 2 days
          aim: {first_reply: 2 days, next_reply: 2 days, update_every: 2 days, resolution: 3 days}
        ola: {first_reply: 1 hour, next_reply: 2 days, update_every: 2 days, resolution: 3 days}
        contract: {first_reply: 2 days, next_reply: 2 days, update_every: 3 days, resolution: 1 day}
    handoffs: [{from: care, to: carrier}, {from: carrier, to: care}]
    intents: {lost: {start: hotline, priority: high, promise: 1 day}}
    escalations: {late: {steps: [{after: 1 day, to: care, when: nobody answers}], promises: [soon],
             muted: [{from: 2026-12-01, to: 2026-12-02, reason: new cash registers}]}}
    promises: {soon: {intents: [lost], priorities: [high], resolution: 2 hours}}
    leaving: {cancel: lost, law: {cites: an act, as_of: 2020-01-01}}
    breach_plan: {who: care, law: {cites: an act, as_of: 2020-01-01}}
    communications: {law: {cites: an act, as_of: 2020-01-01}}
    recovery: {law: {cites: an act, as_of: 2020-01-01}}
    """,
)


BY_NAME = {("process", "steps")}
"""Mappings whose keys are names that people choose."""


class Observed(dict[str, Any]):
    """A mapping of a policy that keeps which keys it was asked for."""

    def __init__(self, said: dict[str, Any], where: tuple[str, ...], read: set[str]) -> None:
        super().__init__(
            {
                key: _observe(each, where if where in BY_NAME else (*where, key), read)
                for key, each in said.items()
            }
        )
        self.where, self.read = where, read

    def note(self, *keys: object) -> None:
        self.read.update(".".join((*self.where, str(key))) for key in keys)

    def get(self, key: str, default: Any = None) -> Any:
        self.note(key)
        return super().get(key, default)

    def __getitem__(self, key: str) -> Any:
        self.note(key)
        return super().__getitem__(key)

    def __contains__(self, key: object) -> bool:
        self.note(key)
        return super().__contains__(key)

    def items(self) -> Any:
        if len(self.where) > 1:  # of a thing as a whole each key is passed by
            self.note(*self)
        return super().items()


def _observe(said: Any, where: tuple[str, ...], read: set[str]) -> Any:
    if isinstance(said, dict):
        return Observed(said, where, read)
    return [_observe(each, where, read) for each in said] if isinstance(said, list) else said


def sample(name: str) -> list[Document]:
    files = sorted((SAMPLES / name).glob("*.yaml"))
    return [each for file in files for each in parse(file.name, file.read_bytes())]


def trials() -> Iterator[tuple[list[Document], Sequence[Rule]]]:
    """Yield what is judged: each example by its own rule, what is richer by all rules."""
    for rule in JUDGES:
        for example in (*rule.bad, *rule.good):
            yield list(parse("policy.yaml", example.encode())), [rule]
    for text in WITNESSES:
        yield list(parse("policy.yaml", text.encode())), JUDGES
    yield list(parse("policy.yaml", owned().encode())), JUDGES
    yield sample("tidy"), JUDGES


def owned() -> str:
    """Return a policy that has one of each kind that can be owned, approved and reviewed."""
    said = "{owner: a, approver: a, last_reviewed: 2020-01-01, review_every: 1 month"
    needed = {"channel": "kind: voice", "step": "kind: menu", "handoff": "from: h, to: t",
              "term": "kind: fee", "script": "text: Hello", "engagement": "kind: forum",
              "campaign": "kind: service", "schedule": "open: 24x7"}  # fmt: skip
    lines = []
    for section in language().sections:
        if section.kind == "waiver" or f"{section.kind}.approver" not in every_key():
            continue
        law = "law: {cites: a, as_of: 2020-01-01}" if f"{section.kind}.law" in every_key() else ""
        entity = ", ".join(filter(None, (said, law, needed.get(section.kind, "")))) + "}"
        if section.form != "single":
            entity = (
                f"[{entity}]" if section.form == "listed" else f"{{t-{section.kind}: {entity}}}"
            )
        if section.path[-1:] == section.path:
            lines.append(f"{section.path[0]}: {entity}")
        else:
            lines.append(f"{section.path[0]}: {{{section.path[1]}: {entity}}}")
    return "\n".join(lines)


@cache
def keys_read() -> frozenset[str]:
    """Return the keys that rules ask for."""
    read: set[str] = set()
    for documents, rules in trials():
        policy = linker.assemble(documents, examples.TODAY)
        for section in language().sections:
            for entity in policy.of(section.kind):
                entity.data = Observed(entity.data, (section.kind,), read)
        assert not [each for each in run_rules(policy, rules, CONFIG).notices if each.detail]
    return frozenset(read)


def findings(documents: Sequence[Document], rules: Sequence[Rule]) -> set[tuple[object, ...]]:
    policy = linker.assemble(documents, examples.TODAY)
    found = build_findings(run_rules(policy, rules, CONFIG).hits, policy).findings
    return {(each.rule.id, each.severity, each.message, each.entity) for each in found}


def test_what_is_listed_is_of_the_language() -> None:
    assert set(INERT) <= every_key()
    assert not set(INERT) & FOR_PEOPLE
    assert len(set(INERT)) == len(INERT)


def test_what_no_rule_asks_for_is_listed() -> None:
    groups = {key.rpartition(".")[0] for key in every_key()}
    for_people = {key for key in every_key() if key.endswith((".name", ".description"))}
    dates = {key for key in every_key() if "effective" in key.split(".")}  # see test_validity.py
    unread = every_key() - keys_read() - groups - for_people - FOR_PEOPLE - dates
    unread -= BY_LAW | BY_BASELINE
    assert sorted(key for key in unread - set(INERT) if not key.startswith("waiver.")) == []


def test_nothing_changes_with_what_is_listed() -> None:
    in_examples = values_in_examples(JUDGES)
    judged = set()
    for documents, rules in trials():
        known = {v.key: (d, v) for d in documents for v in values_of(d.data)}
        values = [each for key, each in known.items() if key in INERT]
        if not values:
            continue
        policy = linker.assemble(documents, examples.TODAY)
        before = findings(documents, rules)
        for document, value in values:
            holder: Any = document.data
            for step in value.address[:-1]:
                holder = holder[step]
            for other in other_values(value, policy, in_examples)[: 6 if len(rules) == 1 else 2]:
                holder[value.address[-1]] = other
                if schema.accept("policy", document.data) and findings(documents, rules) != before:
                    judged.add(value.key)
            holder[value.address[-1]] = value.said
    assert judged == set()


def test_each_is_stated_somewhere_where_rules_look() -> None:
    stated = {v.key for documents, _ in trials() for d in documents for v in values_of(d.data)}
    assert sorted(set(INERT) - stated) == []


def found_in(text: str, **params: object) -> list[tuple[int, str]]:
    rule = RULES["inert-key"]
    rule = rule._replace(params={**rule.params, **params})
    report = examples.report_on(text.encode(), {**RULES, rule.id: rule}, frozenset({rule.id}))
    return [(each.span.line, each.message) for each in report.findings]


def test_all_of_it_is_told_in_one_sentence() -> None:
    text = (
        "intents:\n  a: {priority: high}\n  b: {priority: low}\ngovernance: {applies_to: [all]}\n"
    )
    keys = "intent.priority (2 places) and governance.applies_to"
    assert found_in(text) == [
        (2, f"no rule looks at this, so nobody notices a mistake there: {keys}")
    ]
    moved = "governance: {applies_to: [all]}\n" + text.rpartition("governance")[0]
    assert [message for _, message in found_in(moved)] == [found_in(text)[0][1]]


def test_what_rules_of_your_own_judge_is_not_told() -> None:
    text = "governance: {applies_to: [all]}\n"
    assert found_in(text, judged=["governance.applies_to"]) == []


def test_what_is_judged_beside_something_else_is_told_without_it() -> None:
    text = "promises: {a: {share: 90%, aim: {share: 95%}}, b: {first_reply: 1 day, MORE}}\n"
    told: dict[str, object] = {"keys": ["promise.share"], "unless": {"promise.share": "aim.share"}}
    assert found_in(text.replace("MORE", "share: 90%"), **told)[0][1].endswith(": promise.share")
    assert found_in(text.replace("MORE", "share: 90%, aim: {share: 99%}"), **told) == []


def test_an_empty_list_states_nothing() -> None:
    assert found_in("governance: {applies_to: []}\n") == []


def test_keys_of_lists_are_found() -> None:
    text = (
        "escalations:\n  late:\n    steps:\n      - {after: 1 day, to: care}\n"
        "      - {after: 2 days, to: care, when: nobody answers}\nteams: {care: {seats: 2}}\n"
    )
    assert [line for line, _ in found_in(text, keys=["escalation.steps.when"])] == [5]
