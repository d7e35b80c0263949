"""Unstated is unstated: what a policy leaves out is no fault at severity error.

Each fact of each example of each rule is taken out, one at a time. An error that appears by that
was read out of silence, unless what is left says it: a flow of which all ways are there, a row
that is for more than before, an excuse that is gone. These are listed, each with its reason.
"""

from __future__ import annotations

import copy
import json
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from cxlint.linting.config import config, config_files
from cxlint.linting.rules import loader
from cxlint.linting.run.findings import build_findings
from cxlint.linting.run.rule_runs import run_rules
from cxlint.linting.trials.examples import TODAY
from cxlint.parsing import document
from cxlint.parsing.document import Document
from cxlint.policy import linker

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cxlint.linting.model.finding import Finding, Severity
    from cxlint.linting.model.rule import Rule

    Path_ = tuple[str | int, ...]
    Subject = tuple[str, str]

SAMPLES = Path(__file__).parents[2] / "sample_policies"

RANK = {"info": 1, "warning": 2, "error": 3}

WAYS = frozenset({
    "channels", "channels.#", "channels.goes_to", "channels.monitored_by", "handoffs",
    "handoffs.#", "handoffs.from", "handoffs.to", "intents", "intents.#", "intents.start",
    "steps", "steps.#", "steps.goes_to", "steps.on_failure", "steps.on_error", "steps.on_timeout",
    "steps.options", "steps.person", "teams", "teams.#", "teams.person",
})  # fmt: skip
"""Ways on, and those who are there: without one of them the flow is another one, and whole."""

EXCUSES = frozenset({
    "channels.callback_within", "channels.closed", "channels.kind", "channels.voicemail",
    "handoffs.new_matter", "handoffs.progress", "handoffs.transfer", "outcomes.reason",
    "promises.clock", "remedies.after_remedy", "returns.alternatives", "returns.because",
    "returns.disclosed_before_purchase", "steps.contact_visible", "steps.kind",
})  # fmt: skip
"""What would excuse a fault that is stated: whoever wants to be excused has to say so."""

WHOLE_TABLES: Mapping[str, frozenset[str]] = {
    "authority-inversion": frozenset({"remedies.#", "remedies.need"}),
    "contradictory-times": frozenset({"handoffs.intents"}),
    "dead-end": frozenset({"intents.remedy", "remedies", "remedies.#", "remedies.tiers"}),
    "entry-never-applies": frozenset({
        "escalations.#", "escalations.conditions", "escalations.field", "escalations.is",
        "escalations.any_conditions", "escalations.position", "escalations.test",
        "steps.#", "steps.conditions", "steps.field", "steps.is", "steps.is_not", "steps.test",
    }),
    "escalation-to-nobody": frozenset({"escalations.#"}),
    "fee-for-human": frozenset({"channels.fee", "channels.open"}),
    "never-possible": frozenset({"remedies.#"}),
    "promise-never-matches": frozenset({
        "promises", "promises.#", "promises.conditions", "promises.field", "promises.is",
        "promises.position", "promises.priorities",
    }),
    "scenario-fails": frozenset({"remedies", "remedies.tiers", "remedies.#"}),
    "second-contact-for-refund": frozenset({"teams.refund"}),
    "shares-over-whole": frozenset({"handoffs.intents", "intents"}),
    "silo": frozenset({"teams.systems"}),
    "target-lost-by-escalation": frozenset({"handoffs.id"}),
    "unaccountable-partner": frozenset({"teams.accountable"}),
}  # fmt: skip
"""Tables that say what holds for the rest: who else decides, and what takes all others.

Who decides about what customers ask for is a way on from the team that may not settle it itself.

`may: {}` grants nothing; `context: none` says that nothing is carried, whatever the systems; a
partner of whom it is said what it owes the firm is described whole. A handoff that names no
contact reasons is for all of them, and the last tier is the last that is stated. Beside a line
with a fee, a free one excuses it only where it says that it is free, and at which hours.
"""

ROWS = frozenset({
    "returns", "returns.#", "returns.categories", "returns.conditions", "returns.fee",
    "returns.proof", "returns.reasons", "returns.window", "returns.customers", "returns.countries",
    "returns.state", "returns.bought", "returns.bought_between", "promises.channels", "promises.#",
    "channels.open", "deliveries.service", "deliveries.countries", "deliveries.customers",
    "deliveries.categories", "deliveries.conditions", "deliveries.#", "deliveries.from",
    "scripts.#",
})  # fmt: skip
"""A row that says less is for more: for all things, all reasons, any proof and any state.

So is a promise that names no channels; a text that fewer channels use speaks for these alone; and
what is written arrives at any hour.
"""

EMPTIED = frozenset({"communications.#", "terms.#"})
"""A list of which the only item is gone is stated, and there is nothing in it."""

LISTED = WAYS | EXCUSES | ROWS | EMPTIED


@cache
def rules() -> Mapping[str, Rule]:
    return loader.load()


JUDGED = sorted(id_ for id_, rule in rules().items() if rule.category not in ("reading", "waivers"))


@cache
def settings(profile: str) -> config.Config:
    said = {"extends": profile} if profile else {}
    raw = config_files.RawConfig(None, Path.cwd(), Document("cxlint.yaml", "", said))
    return config.build_config(raw, rules(), Path.cwd())


def find(data: Any, chosen: Sequence[str], profile: str = "") -> list[Finding]:
    """Return what the chosen rules find in a policy that says this."""
    listed = document.parse("policy.yaml", json.dumps(data).encode())
    policy = linker.assemble(listed, TODAY)
    run = run_rules(policy, [rules()[id_] for id_ in chosen], settings(profile))
    assert [each for each in run.notices if each.kind == "crash"] == []
    return build_findings(run.hits, policy).findings


def gravest(findings: Sequence[Finding]) -> dict[Subject, Severity]:
    """Return how grave it is what is said of each thing, by rule and thing."""
    found: dict[Subject, Severity] = {}
    for each in sorted(findings, key=lambda finding: RANK[finding.severity]):
        found[each.rule.id, each.entity] = each.severity
    return found


def data_of(example: str) -> dict[str, Any] | None:
    """Return what an example says, as plain data; None where it is no policy in one document."""
    documents = document.parse("policy.yaml", example.encode())
    if len(documents) != 1 or not isinstance(documents[0].data, dict):
        return None
    plain: dict[str, Any] = json.loads(json.dumps(documents[0].data))
    return plain


def places(data: Any, path: Path_ = ()) -> Iterator[Path_]:
    """Yield the places of everything that is stated: each key, and each item of a list."""
    pairs = data.items() if isinstance(data, dict) else enumerate(data)
    for step, value in pairs if isinstance(data, (dict, list)) else ():
        yield (*path, step)
        if isinstance(value, (dict, list)):
            yield from places(value, (*path, step))


def without(data: Any, path: Path_) -> Any:
    """Return the data with one thing taken out."""
    new = copy.deepcopy(data)
    holder = new
    for step in path[:-1]:
        holder = holder[step]
    del holder[path[-1]]
    return new


def kind_of(path: Path_) -> str:
    """Return what was taken out: section and key, `#` for an item, the section for an entity."""
    section, last = str(path[0]), path[-1]
    if isinstance(last, int):
        return f"{section}.#"
    return section if len(path) <= 2 else f"{section}.{last}"


def read_out_of_silence(data: Any, chosen: Sequence[str], one_in: int = 1) -> Iterator[str]:
    """Yield each error that appears when a fact is taken out, and for no reason that is listed.

    One in so many facts is taken out, where all of them would take too long.
    """
    before = gravest(find(data, chosen))
    for path in [*places(data)][::one_in]:
        removed = kind_of(path)
        for subject, severity in gravest(find(without(data, path), chosen)).items():
            rule = subject[0]
            if severity != "error" or before.get(subject) == "error":
                continue
            if removed not in LISTED and removed not in WHOLE_TABLES.get(rule, ()):
                yield f"without {'.'.join(map(str, path))}: {rule} at {subject[1]}"


def examples_of(id_: str) -> Iterator[dict[str, Any]]:
    """Yield what the examples of a rule say."""
    for example in (*rules()[id_].bad, *rules()[id_].good):
        data = data_of(example)
        if data is not None:
            yield data


@pytest.mark.parametrize("id_", [id_ for id_ in JUDGED if rules()[id_].severity == "error"])
def test_no_rule_reads_an_error_out_of_silence(id_: str) -> None:
    for data in examples_of(id_):
        assert list(read_out_of_silence(data, [id_])) == []


@pytest.mark.thorough
@pytest.mark.parametrize("id_", JUDGED)
def test_no_rule_reads_an_error_out_of_the_silence_of_others(id_: str) -> None:
    for data in examples_of(id_):
        assert list(read_out_of_silence(data, JUDGED, one_in=11)) == []


@pytest.mark.parametrize(
    "sample", ["worked-example", pytest.param("tidy", marks=pytest.mark.thorough)]
)
def test_no_rule_reads_an_error_out_of_the_silence_of_a_sample(sample: str) -> None:
    said: dict[str, Any] = {}
    for path in sorted((SAMPLES / sample).rglob("*.yaml")):
        for key, value in (data_of(path.read_text("utf-8")) or {}).items():
            known = said.get(key)
            said[key] = {**known, **value} if isinstance(known, dict) else value
    one_in = 1 if sample == "worked-example" else 29
    assert list(read_out_of_silence(said, JUDGED, one_in)) == []


def test_what_rests_on_something_unstated_is_a_warning_unless_it_is_configured() -> None:
    data = {"teams": {"mender": {"party": "partner"}}}
    for profile, severity in (("", "warning"), ("strict", "error")):
        assert [each.severity for each in find(data, ["unaccountable-partner"], profile)] == [
            severity
        ]
    denied = {"teams": {"mender": {"party": "partner", "accountable": "nobody"}}}
    assert [each.severity for each in find(denied, ["unaccountable-partner"])] == ["error"]


@pytest.mark.parametrize("id_", JUDGED)
def test_what_is_told_in_the_default_profile_is_as_grave_in_the_strict_one(id_: str) -> None:
    for data in examples_of(id_):
        strict = gravest(find(data, [id_], "strict"))
        for subject, severity in gravest(find(data, [id_])).items():
            assert RANK[strict.get(subject, "info")] >= RANK[severity], subject
            assert subject in strict


BESIDE = {
    "channel-satisfaction-unmeasured": {"channels": {"mail": {"kind": "email"}}},
    "delivery-price-unstated": {"deliveries": {"home": {"within": "3 days"}}},
    "delivery-time-unstated": {"deliveries": {"home": {"price": "3 EUR"}}},
    "competitor-reviews-unwatched": {"reviews": {"owner": "marketing"}},
    "long-wait-no-mitigation": {"channels": {"line": {"kind": "voice"}}},
    "missing-channel-target": {"channels": {"line": {"kind": "voice"}}},
    "negative-review-unanswered": {"reviews": {"sources": {"maps": {}}}},
    "no-abuse-policy": {"teams": {"care": {}}},
    "no-breach-comms-plan": {"intents": {"order": {}}},
    "no-continual-training": {"teams": {"care": {"seats": 3}}},
    "no-disconnect-callback": {"channels": {"line": {"kind": "voice"}}},
    "no-expectation-set": {"intents": {"repair": {"promise": "9 days"}}},
    "no-feedback-invite": {"channels": {"line": {"kind": "voice"}}},
    "no-metrics-per-journey": {"intents": {"order": {}}},
    "no-policy-owner": {"channels": {"line": {"kind": "voice"}}},
    "no-progress-check": {"channels": {"line": {"kind": "voice"}}},
    "no-recovery-playbook": {"channels": {"line": {"kind": "voice"}}},
    "positive-review-unanswered": {"reviews": {"sources": {"maps": {}}}},
    "rigid-uniform-policy": {"remedies": {"refund": {"tiers": [{"by": "a", "up_to": "9 EUR"}]}}},
    "silo": {
        "channels": {"line": {"kind": "voice", "goes_to": "front"}},
        "teams": {"front": {}, "back": {}},
        "handoffs": [{"from": "front", "to": "back"}],
    },
    "unaccountable-partner": {"teams": {"mender": {"party": "partner"}}},
    "unannounced-term-change": {"terms": {"plan": {"kind": "plan"}}},
}
"""Policies that say nothing of what a rule asks for, nor of anything like it."""


@pytest.mark.parametrize("id_", BESIDE)
def test_the_strict_profile_counts_what_is_not_stated_as_missing(id_: str) -> None:
    assert find(BESIDE[id_], [id_], "strict")


CLAIM = re.compile(
    r"\b(though|while (those|others)|as (they|those|others)|other (teams|channels)|parts of it)\b"
)
"""How a sentence says that something else is stated."""


@pytest.mark.parametrize("id_", BESIDE)
def test_where_nothing_else_is_stated_the_strict_profile_does_not_say_so(id_: str) -> None:
    for finding in find(BESIDE[id_], [id_], "strict"):
        assert not CLAIM.search(finding.message), finding.message


def test_teams_hear_of_the_training_of_others_where_others_have_one() -> None:
    data = {"teams": {"care": {"training": {"every": "6 months"}}, "desk": {"seats": 3}}}
    for profile in ("", "strict"):
        (finding,) = find(data, ["no-continual-training"], profile)
        assert "other teams have theirs" in finding.message


def test_whatever_is_always_told_in_the_strict_profile_is_looked_at_here() -> None:
    always = {id_ for id_, rule in rules().items() if "always" in rule.params}
    assert always
    assert always <= BESIDE.keys()


def test_whatever_waits_for_others_in_the_default_profile_does_not_in_the_strict_one() -> None:
    for id_, rule in rules().items():
        waits = rule.params.get("as_others") or rule.params.get("beside")
        if waits and id_ != "offboarding-incomplete":
            assert id_ in BESIDE
