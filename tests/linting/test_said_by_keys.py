"""Changes of published terms, each old and new term held by a key on the day it held.

The facts are those of five pairs of terms in force before and after a day (Open Terms Archive,
ODC-BY 1.0), in the language's own spelling: nothing of them stands in a description or a comment.
"""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from cxlint.linting.config import config, config_files
from cxlint.linting.deliveries.table import offers
from cxlint.linting.rules import loader
from cxlint.linting.run import engine
from cxlint.parsing.document import parse
from cxlint.policy.linker import assemble
from tests.test_core_checks import found

if TYPE_CHECKING:
    from pathlib import Path

    from cxlint.policy.policy import Policy

RELAY = """
organization: {name: Quai, currency: EUR}
deliveries:
  relay: {service: relay point, price: 2 EUR, free_from: 49 EUR, effective: {until: 2025-06-24}}
---
deliveries:
  relay: {service: relay point, price: 3 EUR, free_from: 49 EUR, effective: {from: 2025-06-25}}
"""
CALL_FIRST = """
organization: {name: Redoutable, currency: EUR}
deliveries:
  large: {service: relay point, categories: [large parcels], within: 7 business days,
          effective: {until: 2024-01-15}}
returns:
- {id: withdrawal, categories: [clothing, furniture, appliances], reasons: [changed mind],
   window: 30 days, requires_approval: false, effective: {until: 2024-01-15}}
- {id: withdrawal, categories: [clothing, furniture], reasons: [changed mind],
   window: 30 days, requires_approval: false, effective: {from: 2024-01-16}}
- {id: call-first, categories: [appliances], reasons: [changed mind], window: 30 days,
   requires_approval: true, conditions: [customer service was called first],
   effective: {from: 2024-01-16}}
---
deliveries:
  large: {service: relay point, categories: [large parcels], within: 10 business days,
          effective: {from: 2024-01-16}}
"""
NIGHTS = """
organization: {name: Noctambule, currency: EUR, timezone: Europe/Paris}
schedules:
  service: {open: 24x7, effective: {until: 2023-05-12}}
channels:
  phone: {kind: voice, address: "0 978 970 970", open: service, goes_to: care}
teams:
  care: {open: service}
terms:
  pack-1: {kind: price, amount: 7.90 EUR per month, effective: {until: 2023-05-12}}
---
schedules:
  service: {open: daily 07:00-22:00, effective: {from: 2023-05-13}}
terms:
  pack-1: {kind: price, amount: 8.99 EUR per month, effective: {from: 2023-05-13}}
"""
EXPRESS = """
organization: {name: Spatule, currency: EUR}
deliveries:
  relay: {service: relay point, countries: [BE], price: 3.99 EUR, free_from: 30 EUR,
          within: 4 business days}
  post: {service: post, countries: [BE], free_from: 59.99 EUR, within: 3 business days,
         prices: [{price: 5.99 EUR}, {from: 39.99 EUR, price: 3.99 EUR}]}
  express: {service: express, countries: [BE], price: 15.99 EUR, within: 3 business days,
            effective: {until: 2025-09-02}}
---
deliveries:
  express: {service: express, countries: [BE], price: 8.99 EUR, within: 3 business days,
            effective: {from: 2025-09-03}}
"""
MOURNING = """
organization: {name: Aile, currency: EUR}
channels:
  website: {kind: web_form, goes_to: care}
teams:
  care: {may: {refund: any, credit: any}}
intents:
  death-in-the-family: {start: website, remedy: refund, effective: {until: 2025-05-19}}
terms:
  seat-beside-a-child: {kind: fee, amount: 4 EUR, adverse: true, effective: {until: 2025-05-19}}
  liability-for-a-bag: {kind: condition, amount: "1,288 SDR", effective: {until: 2025-05-19}}
---
intents:
  death-in-the-family: {start: website, remedy: credit, effective: {from: 2025-05-20}}
terms:
  seat-beside-a-child: {kind: fee, amount: 6 EUR, adverse: true, effective: {from: 2025-05-20}}
  liability-for-a-bag: {kind: condition, amount: "1,519 SDR", effective: {from: 2025-05-20}}
"""


class Change(NamedTuple):
    """A policy that changes on a day, and what a key of it says before and from then on."""

    text: str
    day: str
    keys: tuple[str, ...]
    before: object
    after: object


CHANGES = [
    Change(RELAY, "2025-06-25", ("delivery", "relay", "price"), "2 EUR", "3 EUR"),
    Change(RELAY, "2025-06-25", ("delivery", "relay", "free_from"), "49 EUR", "49 EUR"),
    Change(
        CALL_FIRST, "2024-01-16", ("delivery", "large", "within"),
        "7 business days", "10 business days",
    ),
    Change(CALL_FIRST, "2024-01-16", ("return", "call-first", "requires_approval"), None, True),
    Change(
        CALL_FIRST, "2024-01-16", ("return", "withdrawal", "categories"),
        ["clothing", "furniture", "appliances"], ["clothing", "furniture"],
    ),
    Change(NIGHTS, "2023-05-13", ("schedule", "service", "open"), "24x7", "daily 07:00-22:00"),
    Change(
        NIGHTS, "2023-05-13", ("term", "pack-1", "amount"),
        "7.90 EUR per month", "8.99 EUR per month",
    ),
    Change(EXPRESS, "2025-09-03", ("delivery", "express", "price"), "15.99 EUR", "8.99 EUR"),
    Change(
        MOURNING, "2025-05-20", ("intent", "death-in-the-family", "remedy"), "refund", "credit"
    ),
    Change(MOURNING, "2025-05-20", ("term", "seat-beside-a-child", "amount"), "4 EUR", "6 EUR"),
    Change(
        MOURNING, "2025-05-20", ("term", "liability-for-a-bag", "amount"), "1,288 SDR", "1,519 SDR"
    ),
]  # fmt: skip
FINDINGS = [
    (RELAY, "2025-06-25", set(), set()),
    (
        CALL_FIRST, "2024-01-16",
        {"undelivered-not-covered delivery/large", "defective-not-covered return/withdrawal"},
        {"undelivered-not-covered delivery/large", "defective-not-covered return/call-first"},
    ),
    (
        NIGHTS, "2023-05-13",
        {"missing-channel-target channel/phone"},
        {"missing-channel-target channel/phone", "closed-without-word channel/phone"},
    ),
    (EXPRESS, "2025-09-03", set(), set()),
    (
        MOURNING, "2025-05-20",
        *2 * ({
            "unannounced-term-change term/seat-beside-a-child",
            "undisclosed-term term/seat-beside-a-child",
            "no-recovery-playbook recovery/recovery",
        },),
    ),
]  # fmt: skip


def policy_of(text: str, day: datetime.date) -> Policy:
    return assemble(parse("policy.yaml", text.encode()), day)


def value(policy: Policy, kind: str, id_: str, key: str) -> Any:
    """Return what a key of the thing of that id says; nothing where there is none today."""
    listed = next((each for each in policy.of(kind) if each.id == id_), None)
    return listed.get(key) if listed else None


def day_before(day: str) -> datetime.date:
    return datetime.date.fromisoformat(day) - datetime.timedelta(days=1)


@pytest.mark.parametrize("change", CHANGES)
def test_each_fact_is_held_by_a_key_on_its_day(change: Change) -> None:
    for day, said in (
        (day_before(change.day), change.before),
        (datetime.date.fromisoformat(change.day), change.after),
    ):
        policy = policy_of(change.text, day)
        assert not policy.problems
        assert value(policy, *change.keys) == said


def findings(folder: Path, text: str, day: datetime.date) -> set[str]:
    (folder / "policy.yaml").write_text(text, "utf-8")
    raw = config_files.read(config_files.find(folder))
    rules = loader.load(())
    request = engine.Request(
        paths=(folder,), start=folder, config=config.build_config(raw, rules, folder), rules=rules,
        chosen=frozenset(rules), today=day, baseline=None,
    )  # fmt: skip
    return {f"{each.rule.id} {each.entity}" for each in engine.lint(request).findings}


@pytest.mark.parametrize(("text", "day", "before", "after"), FINDINGS)
def test_what_is_found_is_true_on_either_day(
    tmp_path: Path, text: str, day: str, before: set[str], after: set[str]
) -> None:
    assert findings(tmp_path, text, day_before(day)) == before
    assert findings(tmp_path, text, datetime.date.fromisoformat(day)) == after


def test_an_old_price_that_still_stands_there_is_not_said_to_be_the_one_that_holds() -> None:
    (told,) = found("long-expired", RELAY)
    assert told.message.startswith(
        "this wording of the delivery relay has not held since 2025-06-24, and another holds now"
    )
    (told,) = found("long-expired", RELAY.replace("from: 2025-06-25", "from: 2199-01-01"))
    assert told.message.startswith("the delivery relay has not held since 2025-06-24;")


@pytest.mark.parametrize("row", ["categories: [everything else], ", ""])
def test_a_table_with_rows_for_all_things_alone_does_not_speak_of_others(row: str) -> None:
    (told,) = found("defective-not-covered", f"returns: [{{{row}reasons: [changed mind]}}]\n")
    assert told.message == "nothing says what happens to purchases when the reason is a defect"


def test_a_price_with_steps_is_read_as_it_is_charged() -> None:
    policy = policy_of(EXPRESS, datetime.date(2025, 9, 3))
    post = next(each.tariff for each in offers(policy) if each.entity.id == "post")
    charged = [post.price_at(order) for order in (10, 39, 40, 59, 60)]
    assert [post.written(price) for price in charged if price is not None] == [
        "5.99 EUR", "5.99 EUR", "3.99 EUR", "3.99 EUR", "nothing",
    ]  # fmt: skip
