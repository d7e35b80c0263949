"""What people write instead of the words of the language leads to these, and never astray."""

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
    "remedies.*.tiers.*": "remedies:\n  refund:\n    tiers:\n    - {}",
}

KEYS = [
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
    ("remedies.*.tiers.*", "maximum: 50 EUR", "up_to"),
    ("handoffs.*", "waiting_time: 2 days", "wait"),
    ("organization", "tz: Europe/Berlin", "timezone"),
    ("steps.*", "prompt: Hello", "says"),
    ("top", "menus: {main: {kind: menu}}", "steps"),
]
VALUES = [
    ("channels.*", "kind: telephone", "voice"),
    ("channels.*", "kind: E-Mail", "email"),
    ("channels.*", "kind: live chat", "chat"),
    ("returns.*", "refund: credit note", "store credit"),
    ("returns.*", "refund: [voucher]", "store credit"),
    ("returns.*", "reasons: broken", "defective"),
    ("returns.*", "shipping_paid_by: seller", "us"),
    ("returns.*", "window: two weeks", "2 weeks"),
    ("returns.*", "window: forever", "unlimited"),
    ("remedies.*.tiers.*", "up_to: unlimited", "any"),
    ("channels.*", "respond: same day", "1 day"),
]
OTHERS = [
    ("teams.*", "colour: blue"),
    ("channels.*", "kind: carrier pigeon"),
    ("returns.*", "refund: applause"),
    ("returns.*", "window: two moons"),
    ("handoffs.*", "weather: rain"),
]


def told(where: str, guess: str) -> list[str]:
    """Return the words to which the faults of a guess lead; "" where a fault leads to none."""
    documents = parse("p.yaml", PLACES[where].format(guess).encode())
    problems = assemble(documents, datetime.date(2026, 11, 29)).problems
    faults = [each for each in problems if each.rule in ("unknown-key", "wrong-value")]
    return [str(each.facts["near"]) for each in faults]


@pytest.mark.parametrize(("where", "guess", "right"), KEYS + VALUES)
def test_people_are_led_to_the_right_word(where: str, guess: str, right: str) -> None:
    assert told(where, guess) == [right]


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
    assert astray == ["respond: same day"]  # it is told the accepted form, `1 day`
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
            if listed:
                assert set(said.get("x-words", {}).values()) <= set(listed), (name, key)


@pytest.mark.parametrize("blank", ["", " ", "?!", "--"])
def test_a_key_without_a_letter_leads_nowhere(blank: str) -> None:
    at_the_top = {"version": 1, "departments": None, blank: {"kind": "voice"}}
    within = {"version": 1, "channels": {"hotline": {"kind": "voice", blank: 3}}}
    for complaint in (*schema.explain("policy", at_the_top), *schema.explain("policy", within)):
        if complaint.rule == "unknown-key":
            assert complaint.facts["near"] == ""
            assert complaint.case != "indent"
