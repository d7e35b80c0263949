"""Deliveries: which rows contradict one another, and which only look as if they did."""

from __future__ import annotations

import datetime

import pytest

from cxlint.language import schema
from cxlint.linting.deliveries.table import offers
from cxlint.parsing.document import parse
from cxlint.policy.linker import assemble
from cxlint.policy.subjects import divide_subjects
from tests.test_core_checks import found


def severities(rule: str, *rows: str, beside: str = "") -> list[str]:
    table = "".join(f"  row-{number}: {{{row}}}\n" for number, row in enumerate(rows))
    return [told.severity for told in found(rule, f"deliveries:\n{table}{beside}")]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("service: letter, price: 1 EUR", "service: Letter, price: 2 EUR"),
        ("service: [bike, van], within: 2 hours", "service: van, within: 3 hours"),
        ("service: freight, price: none", "service: freight, price: 49 CHF"),
        ("service: relay, within: 2 weeks", "service: relay, within: 2 business days"),
        ("service: a, countries: [SE, NO], price: none", "service: a, countries: NO, price: 8 SEK"),
        (
            "service: a, customers: [students, members], price: free",
            "service: a, customers: members, price: 3 USD",
        ),
        (
            "service: a, prices: [{price: 5 EUR}, {from: 30 EUR, price: 3 EUR}]",
            "service: a, price: 5 EUR, free_from: 30 EUR",
        ),
        ("service: a, price: 5 EUR", "service: a, price: 6 EUR, free_from: 30 EUR"),
        ("service: a, categories: [rugs, sofas], price: 9 EUR",
         "service: a, categories: sofas, price: 8 EUR"),
    ],
)  # fmt: skip
def test_two_prices_or_two_times_for_one_delivery_are_told(one: str, other: str) -> None:
    assert severities("delivery-table-overlap", one, other) == ["error"]
    assert severities("delivery-table-overlap", other, one) == ["error"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("price: 1 EUR", "price: 2 EUR"),
        ("service: letter, price: 1 EUR", "service: registered letter, price: 4 EUR"),
        ("service: a, countries: SE, price: 9 SEK", "service: a, countries: NO, price: 8 NOK"),
        ("service: a, price: 9 EUR", "service: a, countries: NO, price: 8 EUR"),
        ("service: a, price: 9 EUR", "service: a, customers: members, price: none"),
        ("service: a, price: 9 EUR", "service: a, price: 9 USD"),
        ("service: a, within: 3 business days", "service: a, within: 4 days"),
        ("service: a, price: €9.00", "service: a, price: 9 EUR"),
        ("service: a, categories: rugs, price: 9 EUR", "service: a, categories: beds, price: none"),
        ("service: a, conditions: [by night], price: 9 EUR", "service: a, price: 8 EUR"),
        ("service: a, price: 5 EUR", "service: a, within: 2 days"),
        ("service: a, price: 5 EUR", "service: a, price: 5 EUR, free_from: 30 EUR"),
        ("service: a, free_from: 30 EUR", "service: a, price: 5 EUR"),
        (
            "service: a, price: 5 EUR, free_from: 30 EUR",
            "service: a, prices: [{from: 30 EUR, price: free}]",
        ),
    ],
)  # fmt: skip
def test_deliveries_of_two_kinds_and_what_one_leaves_unsaid_do_not_clash(
    one: str, other: str
) -> None:
    assert severities("delivery-table-overlap", one, other) == []


def test_the_sum_from_which_two_prices_differ_is_told() -> None:
    (told,) = found(
        "delivery-table-overlap",
        "deliveries:\n"
        "  a: {service: bpost, price: 5.99 EUR, free_from: 60 EUR}\n"
        "  b: {service: bpost, prices: [{price: 5.99 EUR}, {from: 40 EUR, price: 3.99 EUR}]}\n",
    )
    assert told.says("bpost", "5.99 EUR", "40 EUR", "3.99 EUR", "40 EUR")


PROMISE = "promises:\n  p: {{resolution: {}, conditions: [{{field: {}, is: [{}]}}]}}\n"


@pytest.mark.parametrize("field", ["delivery", "service", "Shipping method"])
@pytest.mark.parametrize("name", ["row-0", "relay point"])
def test_a_promise_for_a_delivery_says_its_time(field: str, name: str) -> None:
    row = "service: relay point, within: 4 business days"
    for time, told in (("3 business days", ["error"]), ("4 business days", []), ("6 days", [])):
        beside = PROMISE.format(time, field, name)
        assert severities("delivery-table-overlap", row, beside=beside) == told


@pytest.mark.parametrize(
    "beside",
    [
        PROMISE.format("3 business days", "group", "row-0"),
        PROMISE.format("3 business days", "delivery", "another"),
        "promises:\n  row-0: {resolution: 3 business days}\n",
        (
            "promises:\n  p: {resolution: 3 business days, conditions: "
            "[{field: delivery, is: row-0}, {field: weight, is: heavy}]}\n"
        ),
    ],
)
def test_a_promise_that_may_be_for_something_else_is_not_compared(beside: str) -> None:
    assert severities("delivery-table-overlap", "within: 9 business days", beside=beside) == []


@pytest.mark.parametrize(
    "row",
    [
        "price: 5 USD, free_from: 0 USD",
        "price: free, free_from: 30 USD",
        "prices: [{from: 10 USD, price: 4 USD}, {from: 80 USD, price: 2 USD}], free_from: 80 USD",
        "prices: [{price: 4 USD}, {from: 0 USD, price: 5 USD}]",
        "prices: [{from: 5 USD, price: 4 USD}, {from: 9 USD, price: 6 USD}]",
        "price: 5 USD, free_from: 40 CAD",
    ],
)
def test_prices_that_cannot_all_be_meant_are_told(row: str) -> None:
    assert severities("delivery-price-contradiction", row) == ["warning"]


@pytest.mark.parametrize(
    "row",
    [
        "price: 5 USD, free_from: 30 USD",
        "price: none",
        "free_from: 30 USD",
        "prices: [{from: 9 USD, price: 3 USD}, {from: 5 USD, price: 4 USD}], free_from: 30 USD",
        "prices: [{price: none}, {from: 20 USD, price: 5 USD}]",
        "within: 2 days",
    ],
)
def test_prices_that_fall_with_the_sum_are_fine(row: str) -> None:
    assert severities("delivery-price-contradiction", row) == []


@pytest.mark.parametrize(
    ("quick", "plain", "told"),
    [
        ("service: overnight, price: 9 EUR, within: 2 days",
         "service: regular, price: 4 EUR, within: 2 days", True),
        ("service: DHL Express, within: 5 days", "service: DHL Standard, within: 4 days", True),
        ("service: Eilversand, price: 9 EUR, within: 3 days",
         "service: Standardversand, price: none, within: 3 days", True),
        ("service: express, price: 4 EUR, within: 2 days",
         "service: standard, price: 4 EUR, within: 2 days", False),
        ("service: express, within: 2 days", "service: standard, within: 2 days", False),
        ("service: express, price: 9 EUR, within: 1 day",
         "service: standard, price: 4 EUR, within: 2 days", False),
        ("service: express, price: 9 EUR, within: 3 days",
         "service: bpost, price: 4 EUR, within: 3 days", False),
        ("service: express, price: 9 EUR, within: 3 days",
         "service: standard to a locker, price: 4 EUR, within: 3 days", False),
        ("service: express, price: 9 EUR, within: 3 days, countries: PT",
         "service: standard, price: 4 EUR, within: 3 days, countries: ES", False),
        ("service: express, price: 9 EUR, within: 3 days",
         "service: standard, price: 4 EUR, within: 2 business days", False),
        ("service: express", "service: standard, within: 2 days", False),
    ],
)  # fmt: skip
def test_express_that_is_no_quicker_is_told(quick: str, plain: str, *, told: bool) -> None:
    assert severities("express-not-quicker", quick, plain) == ["warning"] * told


RETURNS = "returns:\n  - {{reasons: [changed mind]}}\n{}"


@pytest.mark.parametrize(
    ("beside", "told"),
    [
        (RETURNS.format(""), True),
        (RETURNS.format("  - {reasons: [defective, wrong item]}\n"), True),
        (RETURNS.format("") + "terms: {late-fee: {kind: fee, amount: 5 EUR}}\n", True),
        (RETURNS.format("  - {reasons: [undelivered]}\n"), False),
        (RETURNS.format("  - {categories: [rugs]}\n"), False),
        (
            RETURNS.format("") + "remedies: {verlorenes-paket: {tiers: [{by: a, up_to: 9 EUR}]}}\n",
            False,
        ),
        (RETURNS.format("") + "intents: {parcel-never-arrived: {remedy: refund}}\n", False),
        ("", False),
    ],
)
def test_a_parcel_that_never_comes_needs_an_answer(beside: str, *, told: bool) -> None:
    (severity,) = [*severities("undelivered-not-covered", "within: 3 days", beside=beside), ""][:1]
    assert bool(severity) == told
    assert severity != "error"
    assert severities("undelivered-not-covered", "price: 3 EUR", beside=beside) == []


def test_goods_that_no_row_speaks_of_have_no_answer() -> None:
    beside = "returns:\n  - {categories: [rugs], reasons: [late]}\n"
    for things, told in (("rugs", []), ("lamps", ["warning"]), ("all", [])):
        row = f"within: 3 days, categories: [{things}]"
        assert severities("undelivered-not-covered", row, beside=beside) == told


@pytest.mark.parametrize(
    ("rule", "stated", "unstated"),
    [
        ("delivery-time-unstated", "within: 2 days", "price: 4 EUR"),
        ("delivery-price-unstated", "price: none", "within: 2 days"),
        ("delivery-price-unstated", "prices: [{price: 3 EUR}]", "free_from: 30 EUR"),
    ],
)
def test_what_siblings_state_is_missed(rule: str, stated: str, unstated: str) -> None:
    assert severities(rule, stated, unstated) == ["warning"]
    assert severities(rule, stated, stated) == []
    assert severities(rule, unstated, unstated) == []


@pytest.mark.parametrize(
    ("exception", "wider", "told"),
    [
        ("service: usual, customers: members", "service: Usual", []),
        ("service: usual, customers: members", "service: usual, countries: [NL, BE]", []),
        ("service: usual, countries: NL", "service: [usual, letter], countries: [NL, BE]", []),
        ("service: usual, categories: rugs", "service: usual, customers: [members]", ["warning"]),
        ("service: usual", "service: usual, countries: NL", ["warning"]),
        ("service: usual, countries: DE", "service: usual, countries: NL", ["warning"]),
        ("service: quick, customers: members", "service: usual", ["warning"]),
        ("customers: members", "countries: NL", ["warning"]),
    ],
)
def test_an_exception_misses_nothing_that_the_wider_row_states(
    exception: str, wider: str, told: list[str]
) -> None:
    rows = f"{exception}, price: none", f"{wider}, price: 3 EUR, within: 2 days"
    assert severities("delivery-time-unstated", *rows) == told
    rows = f"{exception}, within: 1 day", f"{wider}, price: 3 EUR, within: 2 days"
    assert severities("delivery-price-unstated", *rows) == told


def test_no_finding_depends_on_the_order_of_rows() -> None:
    rows = [
        "  a: {service: letter, price: 1 EUR, within: 2 days}\n",
        "  b: {service: letter, price: 2 EUR, within: 3 days}\n",
        "  c: {service: letter, price: 1 EUR}\n",
    ]
    told = [
        sorted((each.entity, each.message) for each in found("delivery-table-overlap", text))
        for text in ("deliveries:\n" + "".join(rows), "deliveries:\n" + "".join(reversed(rows)))
    ]
    assert told[0] == told[1] != []


WORDS = [
    ("shipping", "deliveries"), ("shipment", "deliveries"), ("delivery", "deliveries"),
    ("postage", "deliveries"), ("shipping-options", "deliveries"),
]  # fmt: skip
KEYS = [
    ("cost: 3 EUR", "price"), ("fee: 3 EUR", "price"), ("free_over: 30 EUR", "free_from"),
    ("free_above: 30 EUR", "free_from"), ("free_shipping_from: 30 EUR", "free_from"),
    ("time: 2 days", "within"), ("takes: 2 days", "within"), ("sla: 2 days", "within"),
    ("country: FR", "countries"), ("method: express", "service"),
]  # fmt: skip


def near(text: str) -> list[str]:
    policy = assemble(parse("p.yaml", text.encode()), datetime.date(2026, 11, 29))
    return [str(each.facts["near"]) for each in policy.problems]


@pytest.mark.parametrize(("said", "word"), WORDS)
def test_the_section_is_found_by_other_words(said: str, word: str) -> None:
    assert near(f"{said}: {{home: {{price: 3 EUR}}}}\nteams: {{care: {{seats: 1}}}}\n") == [word]


def test_an_everyday_word_for_no_price_is_one() -> None:
    text = "deliveries: {home: {price: gratis}}"
    policy = assemble(parse("p.yaml", text.encode()), datetime.date(2026, 11, 29))
    assert policy.problems == []
    (home,) = policy.of("delivery")
    assert home.get("price") == "none"


@pytest.mark.parametrize(("said", "word"), KEYS)
def test_its_keys_are_found_by_other_words(said: str, word: str) -> None:
    assert near(f"deliveries: {{home: {{{said}}}}}\n") == [word]


def test_a_policy_speaks_of_deliveries_or_is_silent_on_them() -> None:
    for text, place in (("deliveries: {a: {price: free}}\n", 0), ("teams: {a: {seats: 1}}\n", 1)):
        policy = assemble(parse("p.yaml", text.encode()), datetime.date(2026, 11, 29))
        assert "deliveries" in divide_subjects(policy)[place]


def test_a_published_table_can_be_said_whole() -> None:
    text = """
    deliveries:
      be-mondial-relay: {service: Mondial Relay, countries: [BE], price: 3.99 EUR,
                         free_from: 30 EUR, within: 4 business days}
      be-bpost: {service: bpost, countries: [BE], price: 5.99 EUR,
                 prices: [{from: 39.99 EUR, price: 3.99 EUR}], free_from: 59.99 EUR,
                 within: 3 business days}
      be-ups-standard: {service: UPS standard, countries: [BE], price: 5.99 EUR,
                        free_from: 19.99 EUR, within: 5 business days}
      be-ups-express: {service: UPS express, countries: [BE], price: 15.99 EUR,
                       within: 3 business days}
    """
    (document,) = parse("p.yaml", text.encode())
    assert schema.accept("policy", document.data)
    policy = assemble([document], datetime.date(2026, 11, 29))
    bpost = next(each.tariff for each in offers(policy) if each.entity.id == "be-bpost")
    prices = [bpost.price_at(quantity) for quantity in (0, 39, 40, 59, 60)]
    assert [str(bpost.written(price)) for price in prices if price is not None] == [
        "5.99 EUR", "5.99 EUR", "3.99 EUR", "3.99 EUR", "nothing",
    ]  # fmt: skip
    for rule in ("delivery-table-overlap", "delivery-price-contradiction", "express-not-quicker"):
        assert found(rule, text.replace("\n    ", "\n")) == []


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("deliveries: {home: {within: 2-4 days}}\n", "the longest"),
        ("deliveries: {home: {within: 2 to 4 business days}}\n", "the longest"),
        ("returns: [{fee: up to 50%}]\n", "up_to"),
        ("returns: [{fee: 15% up to 45 EUR}]\n", "up_to"),
    ],
)
def test_a_span_in_one_value_is_told_how_it_is_said(text: str, word: str) -> None:
    policy = assemble(parse("p.yaml", text.encode()), datetime.date(2026, 11, 29))
    (problem,) = policy.problems
    assert any(word in str(fact) for fact in problem.facts.values())


@pytest.mark.parametrize(
    ("until", "told"), [("until: 2025-06-24", []), ("from: 2025-06-24", ["error"])]
)
def test_a_price_that_no_longer_holds_contradicts_none(until: str, told: list[str]) -> None:
    old = f"service: relay point, price: 2 EUR, effective: {{{until}}}"
    new = "service: relay point, price: 3 EUR, effective: {from: 2025-06-25}"
    assert severities("delivery-table-overlap", old, new) == told
