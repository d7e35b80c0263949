"""What the policy schema accepts, and what is said of the rest."""

from __future__ import annotations

import copy
import subprocess
import sys
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxlint.language import schema
from cxlint.parsing.document import parse

SMALL = """\
channels:
  hotline: {kind: voice, goes_to: care}
teams:
  care: {seats: 3}
"""

RICH = """\
version: 1
x-notes: {anything: [goes, 1, true, null]}
organization: {name: Harbour Lights, currency: EUR, timezone: Europe/Lisbon, jurisdictions: PT}
departments: {service: {cx_duty: answers}, warehouse: }
systems: {crm: {kind: crm}, shop: }
schedules:
  office: {open: [Mon-Fri 09:00-18:00, Sat 10:00-14:00], holidays: [DE-BY, AT],
    exceptions: [{on: 2026-12-24, open: closed},
      {from: 2026-12-27, to: 2026-12-30, open: 10:00-12:00}]}
  always: 24x7
  late: [Fri 22:00-02:00]
channels:
  hotline:
    kind: voice
    open: office
    goes_to: [menu, care]
    respond: {within: 20s, for: 80%}
    load: {contacts: 12.5, per: 1 hour, patience: 90s}
    closed: {announce: true, opens_again: true}
    dropped: 5 minutes
    voicemail: {callback_within: 4 business hours, owner: care}
    queue: {long_wait: 5 minutes, mitigation: callback, hold_content: [music, position]}
  mailbox: {kind: email, open: Mon-Fri 9am-5pm, respond: 1 day, fee: none, x-team: 7}
steps:
  menu:
    options: [orders, {say: a person, key: "0", goes_to: care}]
    asks_for: [order number, {field: name, purpose: to greet you}]
    person: {goes_to: care, within: 5 minutes}
    tested: [{persona: student, on: 2026-05-02}]
teams:
  care: {tier: 1, systems: crm, may: {refund: 50 EUR, replacement: any, credit: none}, closes: all}
  courier: {party: partner, accountable: care, ola: {resolution: 5 days}, shrinkage: 12.5 %}
handoffs:
  - {from: menu, to: care, when: anything else}
  - {from: care, to: courier, carried_by: us, transfer: warm, context: full, max_repeats: 1}
outcomes: {too-late: {kind: denied, reason: the window has passed}}
intents:
  refund: {start: hotline, remedy: refund, value: {p50: 60 EUR, p33: "$40", max: 1 EUR}}
remedies:
  refund:
    tiers: [{by: care, up_to: 50 EUR},
      {by: [head, board], need: all, timeout: {after: 1h 30m, then: grant}}]
returns:
  - {categories: shoes, reasons: changed mind, window: unlimited, fee: 15%, refund: [repair, money]}
promises: {mail: {first_reply: immediately, pauses: [{on: their turn, at_most: 5 days}]}}
leaving: {cancel: refund}
communications: {campaigns: {sale: {kind: marketing}}, preferences: {opt_out: 1 day}}
scripts: {hello: {text: good morning}}
feedback: {sources: {survey: {channel: hotline, questions: 2}}, owner: care}
reviews: {sources: {shop: {alert: true}}, requests: {link: false}}
conduct: {guidance: {shouting: stay calm}, offboarding: {abuse: {warning: true, notice: 30 days}}}
governance: {owner: care, last_reviewed: 2026-01-31}
waivers: [{rule: silo, at: handoff/care->courier, expires: 2027-01-31}]
"""


def read(text: str) -> Any:
    (document,) = parse("policy.yaml", text.encode())
    assert not document.problems
    return document.data


def only(text: str, kind: schema.Kind = "policy") -> Any:
    data = read(text)
    assert not schema.accept(kind, data)
    (complaint,) = schema.explain(kind, data)
    return complaint


@pytest.mark.parametrize("text", [SMALL, RICH, "channels:\nhandoffs:\norganization:\n", "{}"])
def test_a_policy_fits(text: str) -> None:
    assert schema.explain("policy", read(text)) == []
    assert schema.accept("policy", read(text))


@pytest.mark.parametrize(
    ("text", "path", "where", "near"),
    [
        ("chanels: {}", ("chanels",), "the file", "channels"),
        ("channels: {a: {kind: bot, opne: 24x7}}", ("channels", "a", "opne"), "channel a", "open"),
        ("handoffs: [{form: a, to: b}]", ("handoffs", 0, "form"), "handoff 1", "from"),
        (
            "teams: {a: {sla: {frist_reply: 1 day}}}",
            ("teams", "a", "sla", "frist_reply"),
            "team a, sla",
            "first_reply",
        ),
        (
            "channels: {a: {kind: chat, respond: {whitin: 1 day}}}",
            ("channels", "a", "respond", "whitin"),
            "channel a, respond",
            "within",
        ),
        ("organization: {colour: blue}", ("organization", "colour"), "organization", ""),
    ],
)
def test_an_unknown_key(text: str, path: tuple[object, ...], where: str, near: str) -> None:
    complaint = only(text)
    assert complaint.rule == "unknown-key"
    assert complaint.path == path
    assert complaint.on_key
    assert complaint.facts["key"] == path[-1]
    assert complaint.facts["where"] == where
    assert complaint.facts["near"] == near
    at_top = len(path) == 1
    assert complaint.case == (("section-near" if at_top else "near") if near else "")


def test_a_key_that_is_like_one_already_said() -> None:
    complaint = only("teams: {a: {seats: 3, seat: 4}}")
    assert (complaint.case, complaint.facts["near"]) == ("said", "seats")
    assert complaint.facts["instead"] == "it under seats"


@pytest.mark.parametrize(
    ("text", "said", "instead"),
    [
        ("deliveries: {a: {price: 4,95 EUR, service: x}}", "4,95 EUR", "4.95 EUR"),
        ("deliveries: {a: {service: x, price: 4,9 EUR}}", "4,9 EUR", "4.9 EUR"),
        ("deliveries: {a: {prices: [{price: 3,50 EUR}]}}", "3,50 EUR", "3.50 EUR"),
    ],
)
def test_a_comma_within_braces_is_one_mistake(text: str, said: str, instead: str) -> None:
    complaint = only(text)
    assert (complaint.rule, complaint.case) == ("unknown-key", "comma")
    assert (complaint.facts["key"], complaint.facts["instead"]) == (said, instead)


@pytest.mark.parametrize(
    "text",
    [
        "deliveries: {a: {service: x, 95 EUR: }}",
        "deliveries: {a: {95 EUR: }}",
        "deliveries: {a: {position: true, 95 EUR: }}",
    ],
)
def test_a_key_behind_no_number_is_no_decimals(text: str) -> None:
    assert all(each.case != "comma" for each in schema.explain("policy", read(text)))


def test_a_country_is_corrected() -> None:
    complaint = only("schedules: {a: {open: 24x7, holidays: [DE, USA]}}")
    assert complaint.path == ("schedules", "a", "holidays", 1)
    assert "did you mean US" in complaint.facts["reason"]


def test_the_keys_that_would_do_are_named() -> None:
    assert only("leaving: {quit: x}").facts["expected"] == "join, cancel, effective or law"


@pytest.mark.parametrize("text", ["channels: {<<: {kind: bot}}", "teams: {a: {<<: {tier: 1}}}"])
def test_a_merge_key_is_named_for_what_it_is(text: str) -> None:
    complaint = only(text)
    assert complaint.rule == "unknown-key"
    assert complaint.case == "merge"
    assert complaint.facts["key"] == "<<"
    assert "YAML 1.1" in complaint.facts["expected"]


@pytest.mark.parametrize(
    ("text", "key", "path"),
    [
        ("channels: {a: {}}", "kind", ("channels", "a")),
        ("handoffs: [{from: a}]", "to", ("handoffs", 0)),
        ("schedules: {a: {holidays: DE}}", "open", ("schedules", "a")),
        ("schedules: {a: {open: 24x7, exceptions: [{open: closed}]}}", "on",
         ("schedules", "a", "exceptions", 0)),
        ("schedules: {a: {open: 24x7, exceptions: [{open: closed, from: 2026-01-01}]}}", "to",
         ("schedules", "a", "exceptions", 0)),
        ("waivers: [{at: channel/chat}]", "rule", ("waivers", 0)),
    ],
)  # fmt: skip
def test_a_missing_key(text: str, key: str, path: tuple[object, ...]) -> None:
    complaint = only(text)
    assert complaint.rule == "missing-key"
    assert complaint.path == path
    assert not complaint.on_key
    assert complaint.facts["key"] == key
    assert complaint.facts["expected"].startswith(f"{key}: ")


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("channels: {a: {kind: e-mail}}", "email"),
        ("handoffs: [{from: a, to: b, transfer: wram}]", "warm"),
        ("returns: [{reasons: [change of mind]}]", "changed mind"),
        ("returns: [{reasons: Changed Mind}]", "changed mind"),
        ("returns: [{refund: store-credit}]", "store credit"),
        ("returns: [{window: Unlimited}]", "unlimited"),
        ("returns: [{fee: None}]", "none"),
        ("teams: {a: {may: {refund: ANY}}}", "any"),
    ],
)
def test_a_word_that_is_not_among_those_accepted(text: str, near: str) -> None:
    complaint = only(text)
    assert complaint.rule == "wrong-value"
    assert complaint.case == "near"
    assert complaint.facts["near"] == near
    assert near in complaint.facts["expected"]


@pytest.mark.parametrize(
    ("text", "lacks", "forms"),
    [
        ("channels: {a: {kind: bot, respond: 20}}", "its unit", ["1 day", "within: 20s"]),
        ("channels: {a: {kind: bot, respond: {within: 20}}}", "its unit", ["4 business hours"]),
        ("teams: {a: {may: {refund: 50}}}", "its currency", ["50 EUR", "any", "none"]),
        ("returns: [{fee: 15}]", "its unit", ["5 EUR", "15%"]),
        ("returns: [{window: 14}]", "its unit", ["30 days", "unlimited"]),
        ("handoffs: [{from: a, to: b, share: 0.2}]", "no percent sign", ["80%"]),
        ("governance: {review_every: 12}", "its unit", ["30 days"]),
    ],
)
def test_a_bare_number_is_asked_for_its_unit(text: str, lacks: str, forms: list[str]) -> None:
    complaint = only(text)
    assert complaint.rule == "wrong-value"
    assert complaint.case == "unit"
    assert lacks in complaint.facts["reason"]
    assert all(form in complaint.facts["expected"] for form in forms)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("channels: {a: {kind: bot, respond: soonish}}", "is not a duration"),
        ("channels: {a: {kind: bot, open: Mon-Fri 9-5}}", "9 may be morning or evening"),
        ("schedules: {a: Mon-Fri 09:00}", "has no end"),
        ("teams: {a: {may: {refund: 1.234 EUR}}}", "the point may mark thousands"),
        ("teams: {a: {may: {refund: 50 EUX}}}", "no ISO 4217 currency"),
        ("teams: {a: {last_reviewed: 2026-02-30}}", "there is no day 30"),
        ("organization: {timezone: Europe/Berln}", "did you mean Europe/Berlin"),
        ("teams: {a: {shrinkage: 130%}}", "more than 100%"),
    ],
)
def test_a_value_that_cannot_be_read_says_why(text: str, reason: str) -> None:
    complaint = only(text)
    assert complaint.rule == "wrong-value"
    assert complaint.case == "reason"
    assert reason in complaint.facts["reason"]
    assert "write for example" not in complaint.facts["reason"]
    assert complaint.facts["expected"]


@pytest.mark.parametrize(
    "text",
    [
        "intents: {a: {promise: 14 calendar days}}",
        "intents: {a: {promise: 3 workdays}}",
        "intents: {a: {promise: 24 hrs.}}",
        "intents: {a: {promise: 12 mths}}",
        "intents: {a: {promise: At once}}",
        "channels: {a: {kind: voice, fee: 5 euros}}",
        "channels: {a: {kind: voice, fee: 5 EURO}}",
        "channels: {a: {kind: voice, fee: \u20ac\u00a05.50}}",
        "channels: {a: {kind: voice, fee: CHF 1'500}}",
        "channels: {a: {kind: voice, fee: 1\u202f500 EUR}}",
        "channels: {a: {kind: voice, fee: US$5}}",
        "channels: {a: {kind: voice, fee: \u20b9500}}",
        "channels: {a: {kind: voice, open: 24-7}}",
        "channels: {a: {kind: voice, open: MON-FRI 9am-5pm}}",
        "channels: {a: {kind: voice, open: Mon through Fri 9am-5pm}}",
        "schedules:\n  a: |\n    Mon-Fri 09:00-18:00\n    Sat 10:00-14:00\n",
        "organization: {timezone: EST5EDT}",
        "organization: {timezone: Etc/GMT-1}",
    ],
)
def test_what_can_be_read_is_accepted(text: str) -> None:
    (document,) = parse("a.yaml", text.encode())
    assert schema.explain("policy", document.data) == []


def test_a_key_with_nothing_behind_it() -> None:
    complaint = only("returns: [{window: }]")
    assert complaint.case == "empty"
    assert complaint.facts["value"] == "nothing"
    assert complaint.path == ("returns", 0, "window")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("teams: {a: {tier: one}}", "a whole number"),
        ("teams: {a: {may_refuse: yes}}", "true or false"),
        ("handoffs: {a: b}", "a list"),
        ("channels: [a]", "keys with values"),
        ("scripts: {a: {text: 5}}", "text"),
        ("teams: {a: {may: [refund]}}", "{refund: 50 EUR, replacement: any}"),
    ],
)
def test_a_value_of_another_kind(text: str, expected: str) -> None:
    complaint = only(text)
    assert complaint.rule == "wrong-value"
    assert expected in complaint.facts["expected"]


@pytest.mark.parametrize("data", [None, [], "text", 5])
def test_a_file_that_holds_no_mapping(data: object) -> None:
    (complaint,) = schema.explain("policy", data)
    assert not schema.accept("policy", data)
    assert complaint.path == ()
    assert complaint.facts["where"] == "the file"
    assert complaint.facts["expected"] == "keys with values"


def test_an_id_holds_no_slash() -> None:
    complaint = only("teams: {a/b: {tier: 1}}")
    assert complaint.rule == "wrong-value"
    assert complaint.on_key
    assert complaint.path == ("teams", "a/b")


def test_complaints_come_in_the_order_of_the_file() -> None:
    data = read("teams: {z: {tier: x}, a: {tier: y}}\nchannels: {b: {}}\nhandoffs: [1, 2]\n")
    assert [complaint.path for complaint in schema.explain("policy", data)] == [
        ("teams", "z", "tier"),
        ("teams", "a", "tier"),
        ("channels", "b"),
        ("handoffs", 0),
        ("handoffs", 1),
    ]


def test_a_misspelt_key_is_not_also_missing() -> None:
    assert only("channels: {a: {knd: voice}}").rule == "unknown-key"


def test_few_things_that_do_not_fit_are_found_among_many() -> None:
    teams = {f"team-{number}": {"tier": 1, "seats": 3} for number in range(500)}
    data: Any = {"teams": teams, "handoffs": [{"from": "a", "to": "b"} for _ in range(500)]}
    data["teams"]["team-400"]["teir"] = 2
    data["handoffs"][300]["wait"] = 5
    assert [complaint.path for complaint in schema.explain("policy", data)] == [
        ("teams", "team-400", "teir"),
        ("handoffs", 300, "wait"),
    ]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("version: '1'", '"1"'),
        ("teams: {a: {tier: '2'}}", '"2"'),
        ("channels: {a: {kind: voice, published: 'true'}}", '"true"'),
        ("channels: {a: {kind: ' voice'}}", '" voice"'),
        ("channels: {a: {kind: voices}}", "voices"),
    ],
)
def test_quotes_are_shown_where_they_make_the_difference(text: str, shown: str) -> None:
    assert only(text).facts["value"] == shown


def test_long_values_are_shortened() -> None:
    complaint = only(f"teams: {{a: {{tier: {'x' * 500}}}}}")
    assert len(complaint.facts["value"]) == 60


def test_trailing_line_feeds_are_told_apart_as_the_quick_validator_does() -> None:
    assert not schema.accept("policy", {"governance": {"review_every": "1 day\n"}})
    assert schema.explain("policy", {"governance": {"review_every": "1 day\n"}})


@pytest.mark.parametrize(
    "text",
    [
        "extends: strict\npolicy: policies\nfail_on: warning\n",
        "rules: {silo: off, returns: {severity: info}, loops: {params: {most: 3}}}\n",
        "paths: [{files: [a/**], rules: {silo: info}}]\nlocked: silo\nprofiles: {mine: {}}\n",
    ],
)
def test_a_configuration_fits(text: str) -> None:
    assert schema.accept("config", read(text))
    assert schema.explain("config", read(text)) == []


@pytest.mark.parametrize(
    ("text", "rule", "near"),
    [
        ("as_of: 2026-01-01", "unknown-key", ""),
        ("exclud: [a]", "unknown-key", "exclude"),
        ("rules: {silo: eror}", "wrong-value", "error"),
        ("rules: {silo: {sevrity: info}}", "unknown-key", "severity"),
        ("rules: {Silo: info}", "wrong-value", ""),
        ("paths: [{files: a}]", "missing-key", ""),
    ],
)
def test_a_configuration_does_not_fit(text: str, rule: str, near: str) -> None:
    complaint = only(text, "config")
    assert complaint.rule == rule
    assert complaint.facts["near"] == near


@pytest.mark.skipif(schema.is_slow(), reason="jsonschema-rs is missing here")
def test_accepting_does_not_import_what_explains() -> None:
    code = (
        "import sys; from cxlint.language import schema; assert schema.accept('policy', {});"
        "print([m for m in ('jsonschema', 'difflib', 'zoneinfo', 'holidays') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 10**18),
    st.floats(),
    st.text(max_size=12),
    st.sampled_from(["", "20s", "50 EUR", "80%", "24x7", "any", "none", "2026-02-30", "1 day\n"]),
    st.just([]),
    st.just({}),
    st.lists(st.text(max_size=3), max_size=2),
    st.dictionaries(st.sampled_from(["kind", "from", "open", "<<", "x-a", "a/b"]), st.integers()),
)


FACTS = {"key", "value", "where", "place", "expected", "near", "reason", "instead", "more"}


@st.composite
def spoilt(draw: st.DrawFn) -> Any:
    """The rich policy with a few values replaced, keys renamed or things left out."""
    data = copy.deepcopy(read(RICH))
    for _ in range(draw(st.integers(1, 3))):
        here: Any = data
        while True:
            keys = list(here) if isinstance(here, dict) else range(len(here))
            if not keys:
                break
            key = draw(st.sampled_from(list(keys)))
            below = here[key]
            if isinstance(below, dict | list) and below and draw(st.integers(0, 3)):
                here = below
                continue
            change = draw(st.sampled_from(["replace", "rename", "drop"]))
            if change == "replace":
                here[key] = draw(ODD)
            elif change == "drop":
                del here[key]
            elif isinstance(here, dict):
                here[draw(st.text(max_size=8))] = here.pop(key)
            break
    return data


@pytest.mark.thorough
@settings(max_examples=150, deadline=None)
@given(spoilt())
def test_what_is_not_accepted_is_explained_and_nothing_else(data: Any) -> None:
    found = schema.explain("policy", data)
    assert schema.accept("policy", data) == (not found)
    assert len({(c.path, c.on_key, c.rule, c.facts["key"]) for c in found}) == len(found)
    for complaint in found:
        assert set(complaint.facts) == FACTS
        assert complaint.facts["expected"] not in {"", "something else"}
        here: Any = data
        for part in complaint.path:
            here = here[part]


@settings(max_examples=100, deadline=None)
@given(st.recursive(ODD, lambda inner: st.dictionaries(st.text(max_size=4), inner, max_size=3)))
def test_any_data_is_accepted_or_explained(data: Any) -> None:
    for kind in ("policy", "rule", "config"):
        assert schema.accept(kind, data) == (not schema.explain(kind, data))
