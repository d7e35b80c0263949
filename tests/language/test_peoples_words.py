"""What people write instead of the words of the language means these, or leads to them.

Other words for values are accepted where they can mean but one; other words for keys are told the
right one, and so are those for values that may mean something else as well.
"""

from __future__ import annotations

import csv
import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from cxlint.language import schema
from cxlint.parsing.document import parse
from cxlint.policy.linker import assemble

if TYPE_CHECKING:
    from collections.abc import Iterator

GUESSES = Path(__file__).resolve().parents[3] / "shared" / "cases" / "guesses.tsv"

PLACES = {
    "top": "{}\nteams: {{care: {{seats: 1}}}}",
    "organization": "organization:\n  {}",
    "teams.*": "teams:\n  care:\n    {}",
    "channels.*": "channels:\n  line:\n    {}",
    "steps.*": "steps:\n  menu:\n    {}",
    "steps.*.options.*": "steps:\n  menu:\n    kind: menu\n    options:\n    - {}\n      say: a",
    "handoffs.*": "handoffs:\n- from: a\n  to: b\n  {}",
    "intents.*": "intents:\n  refund:\n    {}",
    "returns.*": "returns:\n- {}",
    "recovery": "recovery:\n  {}",
    "feedback": "feedback:\n  {}",
    "escalations.*": "escalations:\n  late:\n    {}",
    "escalations.*.steps.*": "escalations:\n  late:\n    steps:\n    - {}",
    "deliveries.*": "deliveries:\n  relay:\n    {}",
    "remedies.*": "remedies:\n  refund:\n    {}",
    "remedies.*.tiers.*": "remedies:\n  refund:\n    tiers:\n    - {}",
    "outcomes.*": "outcomes:\n  end:\n    {}",
    "promises.*": "promises:\n  reply:\n    {}",
    "terms.*": "terms:\n  setup:\n    {}",
    "governance": "governance:\n  {}",
    "scripts.*": "scripts:\n  sorry:\n    text: We are sorry.\n    {}",
    "communications.campaigns.*": "communications:\n  campaigns:\n    news:\n      {}",
    "reviews.sources.*": "reviews:\n  sources:\n    shop:\n      {}",
}

KEYS = [
    ("promises.*", "plan: gold", "segments"),
    ("promises.*", "clients: [members]", "customers"),
    ("promises.*", "region: DE", "countries"),
    ("promises.*", "goal: {first_reply: 1 hour}", "aim"),
    ("promises.*", "extension: 5 days", "extends_by"),
    ("escalations.*.steps.*", "trigger: deadlock", "when"),
    ("terms.*", "notified_by: email", "medium"),
    ("teams.*", "agents: 5", "seats"),
    ("teams.*", "opening_hours: Mon-Fri 09:00-17:00", "open"),
    ("teams.*", "team_lead: Ann", "owner"),
    ("teams.*", "Tools: [crm]", "systems"),
    ("channels.*", "opening-times: Mon-Fri 09:00-17:00", "open"),
    ("channels.*", "response_time: 1 day", "respond"),
    ("channels.*", "forward_to: care", "goes_to"),
    ("intents.*", "percentage: 20%", "share"),
    ("returns.*", "return_window: 30 days", "window"),
    ("returns.*", "products: shoes", "categories"),
    ("returns.*", "postage: customer", "shipping_paid_by"),
    ("returns.*", "paid_by: us", "shipping_paid_by"),
    ("returns.*", "channel: online", "bought"),
    ("returns.*", "opened: true", "state"),
    ("promises.*", "reason: an expert must look at it", "because"),
    ("promises.*", "working_days: true", "clock"),
    ("promises.*", "acknowledgement: 2 days", "first_reply"),
    ("promises.*", "final_response: 8 weeks", "resolution"),
    ("promises.*", "updates: 2 weeks", "update_every"),
    ("intents.*", "resolution: 4 weeks", "promise"),
    ("intents.*", "next_step: we look at it", "expectation"),
    ("terms.*", "notice: 30 days", "change_notice"),
    ("terms.*", "announced_by: email", "medium"),
    ("escalations.*", "levels: [{after: 4 weeks, to: boss}]", "steps"),
    ("recovery", "within: 1 day", "first_action_within"),
    ("recovery", "compensation: voucher", "remedies"),
    ("feedback", "survey: after each call", "sources"),
    ("remedies.*", "approval: team lead", "tiers"),
    ("remedies.*", "approved_by: team lead", "tiers"),
    ("remedies.*", "limit: 50 EUR", "tiers"),
    ("remedies.*.tiers.*", "reason: an expert must look at it", "because"),
    ("remedies.*.tiers.*", "maximum: 50 EUR", "up_to"),
    ("handoffs.*", "waiting_time: 2 days", "wait"),
    ("organization", "tz: Europe/Berlin", "timezone"),
    ("steps.*", "prompt: Hello", "says"),
    ("top", "menus: {main: {kind: menu}}", "steps"),
]
ACCEPTED: list[tuple[str, str, object]] = [
    ("teams.*", "party: ombudsman", "independent"),
    ("teams.*", "party: supplier", "partner"),
    ("escalations.*.steps.*", "clock: level before", "previous level"),
    ("escalations.*.steps.*", "whichever: earlier", "first"),
    ("terms.*", "medium: post", "letter"),
    ("terms.*", "medium: [web page]", "website"),
    ("channels.*", "kind: telephone", "voice"),
    ("channels.*", "kind: E-Mail", "email"),
    ("channels.*", "kind: Voice", "voice"),
    ("channels.*", "kind: live chat", "chat"),
    ("channels.*", "kind: in the shop", "in_person"),
    ("remedies.*", "asked_by: employee", "us"),
    ("deliveries.*", "price: gratis", "none"),
    ("channels.*", "published: yes", True),
    ("channels.*", "published: No", False),
    ("channels.*", "fee: free", "none"),
    ("channels.*", "fee_per: call", "contact"),
    ("channels.*", "respond: same day", "1 day"),
    ("channels.*", "respond: {within: next business day}", "1 business day"),
    ("channels.*", "queue: {mitigation: [call-back]}", "callback"),
    ("steps.*", "kind: chatbot", "bot"),
    ("teams.*", "party: outsourced", "partner"),
    ("teams.*", "may: {refund: unlimited}", "any"),
    ("handoffs.*", "carried_by: we", "us"),
    ("handoffs.*", "transfer: blind", "cold"),
    ("handoffs.*", "context: everything", "full"),
    ("outcomes.*", "kind: rejected", "denied"),
    ("intents.*", "anxiety: medium", "normal"),
    ("intents.*", "promise: three working days", "3 working days"),
    ("returns.*", "refund: credit note", "store credit"),
    ("returns.*", "refund: [voucher]", "store credit"),
    ("returns.*", "reasons: broken", "defective"),
    ("returns.*", "state: sealed", "unopened"),
    ("returns.*", "shipping_paid_by: company", "us"),
    ("returns.*", "fee: free of charge", "none"),
    ("returns.*", "window: two weeks", "2 weeks"),
    ("returns.*", "window: a month", "1 month"),
    ("returns.*", "window: forever", "unlimited"),
    ("returns.*", "because: bespoke", "made to order"),
    ("returns.*", "returnable: no", False),
    ("remedies.*.tiers.*", "up_to: unlimited", "any"),
    ("remedies.*.tiers.*", "need: both", "all"),
    ("promises.*", "clock: working hours", "business"),
    ("promises.*", "first_reply: half an hour", "30 minutes"),
    ("terms.*", "kind: subscription", "plan"),
    ("governance", "review_every: yearly", "1 year"),
    ("scripts.*", "elements: [sorry, fix]", "repair"),
    ("communications.campaigns.*", "kind: promotion", "marketing"),
    ("reviews.sources.*", "alert: yes", True),
]
"""Guesses that mean but one thing, and the value that every rule then sees."""

HINTS = [
    ("channels.*", "kind: mail", "email"),
    ("channels.*", "kind: fax", "post"),
    ("teams.*", "party: external body", "independent"),
    ("channels.*", "respond: asap", "immediately"),
    ("returns.*", "refund: full refund", "original payment"),
    ("returns.*", "refund: credit", "store credit"),
    ("returns.*", "from: receipt", "delivery"),
    ("returns.*", "bought: shop", "store"),
    ("returns.*", "state: as new", "unused"),
    ("outcomes.*", "kind: closed", "ended"),
]
"""Guesses that may mean something else as well, and the word that they are told."""

OTHERS = [
    ("teams.*", "party: garden"),
    ("terms.*", "medium: smoke signals"),
    ("escalations.*.steps.*", "whichever: purple"),
    ("teams.*", "colour: blue"),
    ("channels.*", "kind: carrier pigeon"),
    ("returns.*", "refund: applause"),
    ("returns.*", "window: two moons"),
    ("returns.*", "window: no days"),
    ("returns.*", "fee: cheap"),
    ("channels.*", "published: perhaps"),
    ("promises.*", "clock: cuckoo"),
    ("handoffs.*", "weather: rain"),
]


def told(where: str, guess: str) -> list[str]:
    """Return the words to which the faults of a guess lead; "" where a fault leads to none."""
    return read(where, guess)[0]


def read(where: str, guess: str) -> tuple[list[str], list[object]]:
    """Return the words to which faults lead, and all values as the rules see them."""
    documents = parse("p.yaml", PLACES[where].format(guess).encode())
    problems = assemble(documents, datetime.date(2026, 11, 29)).problems
    faults = [each for each in problems if each.rule in ("unknown-key", "wrong-value")]
    return [str(each.facts["near"]) for each in faults], [*values(documents[0].data)]


def values(data: Any) -> Iterator[object]:
    if isinstance(data, dict | list):
        for each in data.values() if isinstance(data, dict) else data:
            yield from values(each)
    else:
        yield data


@pytest.mark.parametrize(("where", "guess", "right"), KEYS + HINTS)
def test_people_are_led_to_the_right_word(where: str, guess: str, right: str) -> None:
    assert told(where, guess) == [right]


@pytest.mark.parametrize(("where", "guess", "value"), ACCEPTED)
def test_everyday_words_for_values_are_accepted(where: str, guess: str, value: object) -> None:
    led, seen = read(where, guess)
    assert led == []
    assert value in seen, seen


def test_everyday_words_are_accepted_by_the_slower_validator_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(schema, "_quick_validator", lambda: None)
    schema._validator.cache_clear()
    try:
        for where, guess, value in ACCEPTED:
            led, seen = read(where, guess)
            assert (led, value in seen) == ([], True), guess
    finally:
        schema._validator.cache_clear()


def test_what_a_rule_says_of_an_everyday_word_it_says_of_the_language_s_own() -> None:
    policy = assemble(
        parse("p.yaml", b"channels: {line: {kind: phone, fee: free, published: yes}}"),
        datetime.date(2026, 11, 29),
    )
    channel = policy.find("channel", "line")
    assert channel is not None
    assert channel.data == {"kind": "voice", "fee": "none", "published": True}


@pytest.mark.parametrize(("where", "guess"), OTHERS)
def test_what_nobody_means_leads_nowhere(where: str, guess: str) -> None:
    assert told(where, guess) == [""]


@pytest.mark.parametrize("key", ["1", "0", '"1"', '"#"', "12"])
def test_a_key_of_a_telephone_is_a_number_or_text(key: str) -> None:
    assert told("steps.*.options.*", f"key: {key}\n      goes_to: menu") == []


@pytest.mark.parametrize("key", ["-1", "1.5", "true", "[1]"])
def test_what_no_telephone_has_is_no_key(key: str) -> None:
    assert told("steps.*.options.*", f"key: {key}\n      goes_to: menu") == [""]


def test_where_the_right_word_stands_already_it_is_not_offered_again() -> None:
    assert "seats" not in told("teams.*", "seats: 3\n    people: 4")


@pytest.mark.skipif(not GUESSES.is_file(), reason="the guesses are not beside the project")
def test_of_the_guesses_of_others_most_are_led_right_and_none_astray() -> None:
    with GUESSES.open(newline="") as lines:
        rows = [*csv.DictReader(lines, delimiter="\t")]
    led = [(row, told(row["where"], row["guess"])) for row in rows]
    right = [row for row, words in led if not words or row["right"].split(" (")[0] in words]
    astray = [row["guess"] for row, words in led if row not in right and any(words)]
    assert astray == []
    assert len(right) >= 27


def words_of_keys() -> Iterator[tuple[str, dict[str, Any]]]:
    root = schema.load("policy")
    yield "top", root["properties"]
    yield from ((name, each["properties"]) for name, each in root["$defs"].items()
                if "properties" in each)  # fmt: skip


@pytest.mark.parametrize(("name", "keys"), [*words_of_keys()], ids=lambda each: str(each)[:20])
def test_no_word_is_a_key_itself_or_leads_to_two(name: str, keys: dict[str, Any]) -> None:
    words = [word.strip() for key in keys.values() for word in key.get("x-also", "").split(",")]
    words = [word for word in words if word]
    assert not set(words) & set(keys), name
    assert len(words) == len(set(words)), name


def test_what_a_word_for_a_value_leads_to_is_accepted() -> None:
    for name, keys in words_of_keys():
        for key, said in keys.items():
            listed = said.get("items", {}).get("enum") or said.get("enum")
            for table in ("x-words", "x-hints") if listed else ():
                assert set(said.get(table, {}).values()) <= set(listed), (name, key)


def test_no_word_for_a_value_is_both_accepted_and_told() -> None:
    for name, keys in words_of_keys():
        for key, said in keys.items():
            assert not said.get("x-words", {}).keys() & said.get("x-hints", {}).keys(), (name, key)


@pytest.mark.parametrize("blank", ["", " ", "?!", "--"])
def test_a_key_without_a_letter_leads_nowhere(blank: str) -> None:
    at_the_top = {"version": 1, "departments": None, blank: {"kind": "voice"}}
    within = {"version": 1, "channels": {"hotline": {"kind": "voice", blank: 3}}}
    for complaint in (*schema.explain("policy", at_the_top), *schema.explain("policy", within)):
        if complaint.rule == "unknown-key":
            assert complaint.facts["near"] == ""
            assert complaint.case != "indent"
