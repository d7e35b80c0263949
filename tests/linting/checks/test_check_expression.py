"""The expression check: what it finds, what it leaves alone, and how it fails."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from policies import network, observed

from cxlint.errors import RuleFailed, UserError
from cxlint.language.field_types import kinds, shape_of
from cxlint.linting.checks.fields.expression import expression, misfits
from cxlint.linting.expressions.evaluation import Question

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.graph.network import Network
    from cxlint.language.field_types import Shape

SHOP = """
organization: {name: Shop, currency: EUR}
channels:
  hotline: {kind: voice, goes_to: menu, respond: 2 hours, last_reviewed: 2026-01-10}
  mailbox: {kind: email, goes_to: care, fee: none}
  chat: {kind: chat, goes_to: [care], respond: {within: 5 minutes, for: 80%}, fee: 1.50 EUR}
steps:
  menu: {kind: menu, goes_to: care, attempts: 3, asks_for: [name, {field: number, purpose: lookup}]}
teams:
  care: {seats: 3, may: {refund: 50 EUR, goodwill: none}}
  lead: {seats: 1.5, may: {refund: any}}
handoffs:
  - {from: care, to: lead}
  - {from: lead, to: care}
remedies:
  refund: {tiers: [{by: care, up_to: 50 EUR}, {by: lead, up_to: any}]}
returns:
  - {categories: [shoes], reasons: [changed mind], window: 30 days, fee: 15%}
  - {categories: [books], reasons: [changed mind], window: unlimited, fee: 5 EUR}
"""


def found(holds: str, of: str = "channel", text: str = SHOP, **more: object) -> list[str]:
    return [hit.facts["id"] for hit in expression(network(text), of=of, holds=holds, **more)]


def is_vacuous(holds: str, of: str = "channel", text: str = SHOP) -> bool:
    whole = observed(network(text))
    assert list(expression(whole, of=of, holds=holds)) == []
    return whole.policy.looked == 0


@pytest.mark.parametrize(
    ("holds", "ids"),
    [
        ("channel.respond.within <= duration('1h')", ["hotline"]),
        ("this.respond.within <= duration('1h')", ["hotline"]),
        ("has(channel.respond)", ["mailbox"]),
        ("has(channel.respond.within)", ["mailbox"]),
        ("!has(channel.respond.for)", ["chat"]),
        ("has(channel.closed.goes_to)", ["chat", "hotline", "mailbox"]),
        ("channel.respond.for > 0.8", ["chat"]),
        ("channel.respond.for >= 0.8", []),
        ("amount(channel.fee, 'EUR') < 1.0", ["chat"]),
        ("amount(channel.fee, 'USD') < 1.0 || channel.kind == 'chat'", []),
        ("channel.last_reviewed > today - duration('2400h')", ["hotline"]),
        ("channel.last_reviewed < timestamp('2026-01-11T00:00:00Z')", []),
        ("'care' in channel.goes_to", ["hotline"]),
        ("channel.goes_to.all(t, kind_of(t) == 'team')", ["hotline"]),
        ("channel.goes_to.all(t, team(t).seats >= 3.0)", []),
        ("channels.all(c, c.id == channel.id || c.kind != 'chat')", ["hotline", "mailbox"]),
        ("channels.size() == 3 && teams.size() == 2 && returns.size() == 2", []),
        ("organization.currency == 'USD'", ["chat", "hotline", "mailbox"]),
        ("reaches(channel.id, 'menu')", ["chat", "mailbox"]),
        ("hops(channel.id, 'care') <= 1", ["hotline"]),
        ("hops('care', channel.id) < 1000", ["chat", "hotline", "mailbox"]),
        ("passes(channel.id, 'care', 'menu')", ["chat", "mailbox"]),
        ("hops_to_person(channel.id) < 2", ["hotline"]),
        ("reaches_person(channel.id)", []),
        ("channel.id.matches('^[c-m]')", []),
        ("channel.id.matches('^[h-m]')", ["chat"]),
    ],
)
def test_the_finding_is_where_it_does_not_hold(holds: str, ids: list[str]) -> None:
    assert found(holds) == ids


@pytest.mark.parametrize(
    ("of", "holds", "ids"),
    [
        ("team", "amount(team.may['refund'], 'EUR') > 50.0", ["care"]),
        ("team", "amount(team.may.refund, 'EUR') > 1000000.0", ["care"]),
        ("team", "has(team.may.goodwill)", ["lead"]),
        ("team", "on_circle(team.id)", []),
        ("team", "team.seats >= 2.0", ["lead"]),
        ("step", "step.attempts < 3", ["menu"]),
        ("step", "step.asks_for.exists(f, f.field == 'name')", []),
        ("step", "step.asks_for.all(f, has(f.purpose))", ["menu"]),
        ("remedy", "remedy.tiers.all(t, 'care' in t.by)", ["refund"]),
        ("remedy", "remedy.tiers[1].by[0] == 'lead'", []),
        ("handoff", "handoff.from == 'care'", ["lead->care"]),
        ("return", "this.window >= duration('8760h')", ["shoes: changed mind"]),
        ("return", "this.fee.share < 0.1 || has(this.fee.sum)", ["shoes: changed mind"]),
        ("return", "amount(this.fee.sum, 'EUR') < 5.0 ", ["books: changed mind"]),
        ("organization", "organization.name == this.currency", ["organization"]),
    ],
)
def test_each_kind_has_its_name_and_its_fields(of: str, holds: str, ids: list[str]) -> None:
    assert found(holds, of) == ids


def test_where_and_at_choose_the_entities_and_the_place() -> None:
    said = {"holds": "channel.respond.within < duration('1s')", "where": {"kind": "chat"}}
    hits = list(expression(network(SHOP), of="channel", at="respond", **said))
    assert [(hit.entity, hit.at.span().line) for hit in hits] == [("channel/chat", 6)]
    assert hits[0].facts["kind"] == "chat"
    assert hits[0].facts["value"] == ("5 minutes",)
    hits = list(expression(network(SHOP), of="channel", at="goes_to", holds="channel.id != 'chat'"))
    assert hits[0].facts["value"] == ("care",)
    hits = list(expression(network(SHOP), of="channel", at="load", holds="channel.id != 'chat'"))
    assert hits[0].facts["value"] == "nothing"
    assert hits[0].at.span().line == 6


@pytest.mark.parametrize(
    "holds",
    [
        "channel.check_every < duration('1h')",
        "!(channel.check_every < duration('1h'))",
        "channel.load.contacts > 3.0 && channel.kind != ''",
        "team('nobody').seats > 1.0",
        "!reaches(channel.id, 'nobody')",
        "amount(team('care').may['credit'], 'EUR') > 5.0",
        "breach_plan.who == 'x'",
        "channels.all(c, c.check_every < duration('1h'))",
    ],
)
def test_what_is_not_stated_is_neither_true_nor_false(holds: str) -> None:
    assert is_vacuous(holds)


def test_what_is_not_stated_does_not_matter_where_the_rest_decides() -> None:
    everybody = ["chat", "hotline", "mailbox"]
    assert found("channel.check_every < duration('1h') && channel.kind == 'x'") == everybody
    assert found("channel.kind == 'x' && channel.check_every < duration('1h')") == everybody
    assert not is_vacuous("channel.check_every < duration('1h') || channel.kind != 'x'")
    assert found("channels.all(c, c.respond.within < duration('1h'))") == everybody


def test_a_rule_that_holds_everywhere_is_not_vacuous() -> None:
    assert not is_vacuous("channel.kind != 'x'")


@pytest.mark.parametrize(
    ("holds", "said"),
    [
        ("1 / 0 == 1", "channel/chat: divide by zero"),
        ("1 / (channel.goes_to.size() - 1) == 1 && channel.kind == ''", ""),
        ("channel.goes_to[1] == 'care'", "channel/chat: Index error"),
        ("amount(channel.fee, 'USD') < 1.0", "channel/chat: a sum in EUR is not one in USD"),
        ("amount(channel.fee, channel.kind) < 1.0", "channel/chat: '1 chat' is no"),
        ("channel.respond.within < duration(channel.id)", "conversion failed"),
        ("channel.last_reviewed < timestamp(channel.id)", "conversion failed"),
        ("int(channel.kind) == 1", "channel/chat: "),
        (".all(x, ".join(["channels"] * 12) + ".all(y, y.kind != '')" + ")" * 11, "10,000 steps"),
    ],
)
def test_any_other_failure_names_the_entity(holds: str, said: str) -> None:
    if not said:
        assert found(holds) == ["chat", "hotline", "mailbox"]
        return
    with pytest.raises(RuleFailed, match="its expression fails at ") as error:
        found(holds)
    assert said in str(error.value)
    assert "\n" not in str(error.value)


def test_too_many_comparisons_are_not_begun() -> None:
    text = "channels:\n" + "".join(f"  c{n}: {{kind: chat}}\n" for n in range(4500))
    with pytest.raises(RuleFailed, match="4,500 entities for each channel"):
        found("channels.exists(c, c.id == channel.id)", text=text)


def test_what_could_not_be_read_is_left_alone() -> None:
    unread = SHOP.replace("kind: chat", "kind: chatt")
    assert is_vacuous("channels.exists(c, c.kind == 'chat')", text=unread)
    assert is_vacuous("team('care').seats > 5.0 || channels.size() > 7", text=unread)
    assert found("team('care').seats > 5.0", text=unread) == ["hotline", "mailbox"]


def test_a_field_named_like_a_list_does_not_ask_for_the_list() -> None:
    unread = SHOP.replace("kind: chat", "kind: chatt") + "promises: {p: {channels: [hotline]}}\n"
    assert found("'mailbox' in promise.channels", "promise", unread) == ["p"]


def test_an_expression_that_makes_no_sense_is_refused_when_it_is_used_as_well() -> None:
    for holds in ("channel.knd == 'x'", True):
        with pytest.raises(UserError, match="'holds' cannot be asked: "):
            found(holds)


def test_misfits_name_the_parameter() -> None:
    assert list(misfits({"of": "channel", "holds": "channel.kind != 'ivr'"})) == []
    [(place, said)] = misfits({"of": "channel", "holds": "channel.knd != 'x'"})
    assert place == ("holds",) and "did you mean 'kind'?" in said
    [(place, said)] = misfits({"of": "channel|step", "holds": "true"})
    assert place == ("of",)
    for empty in ("", "  ", True, ["channel.kind"]):
        [(place, said)] = misfits({"of": "channel", "holds": empty})
        assert place == ("holds",) and "text" in said


ATOMS = {
    "channel.kind == 'voice'": True,
    "has(channel.closed.announce)": False,
    "channel.check_every < duration('1h')": None,
    "team('nobody').seats > 1.0": None,
    "channels.exists(c, c.kind == 'chat')": True,
    "reaches(channel.id, 'lead') && on_circle('care')": True,
}
Known = tuple[str, bool | None]


def both(one: Known, other: Known) -> Known:
    values = {one[1], other[1]}
    value = False if False in values else None if None in values else True
    return f"({one[0]} && {other[0]})", value


def opposite(one: Known) -> Known:
    return f"!({one[0]})", None if one[1] is None else not one[1]


def either(one: Known, other: Known) -> Known:
    return f"({one[0]} || {other[0]})", opposite(both(opposite(one), opposite(other)))[1]


def chosen(one: Known, other: Known, third: Known) -> Known:
    value = None if one[1] is None else other[1] if one[1] else third[1]
    return f"({one[0]} ? {other[0]} : {third[0]})", value


QUESTIONS = st.recursive(
    st.sampled_from(list(ATOMS.items())),
    lambda inner: (
        st.builds(both, inner, inner)
        | st.builds(either, inner, inner)
        | st.builds(opposite, inner)
        | st.builds(chosen, inner, inner, inner)
    ),
    max_leaves=6,
)
SHOP_NETWORK = network(SHOP)


@given(QUESTIONS)
def test_answers_follow_from_their_parts_and_from_what_is_not_stated(known: Known) -> None:
    text, value = known
    hotline = SHOP_NETWORK.policy.find("channel", "hotline")
    assert hotline is not None
    assert Question(text, "channel", SHOP_NETWORK).holds(hotline) is value


TIDY = Path(__file__).parents[3] / "sample_policies" / "tidy"
TRUE_OF = {
    "text": "{} != 'zzz'",
    "truth": "{0} || !{0}",
    "whole": "{} >= 0",
    "number": "{} >= 0.0",
    "share": "{} <= 1.0",
    "duration": "{} >= duration('0s')",
    "date": "{} > timestamp('1899-01-01T00:00:00Z')",
    "money": "{}.currency != 'x'",
    "charge": "!has({0}) || has({0}.sum) || has({0}.share)",
}


def true_of_fields(shape: Shape, path: str, depth: int = 0) -> Iterator[str]:
    for name, inner in shape.fields.items():
        yield from true_of(inner, f"{path}.{name}", depth)


def true_of(shape: Shape, path: str, depth: int) -> Iterator[str]:
    if shape.form == "record":
        yield from true_of_fields(shape, path, depth)
    elif shape.of is None:
        yield TRUE_OF[shape.form].format(path)
    else:
        item = f"{path}[v{depth}]" if shape.form == "mapping" else f"v{depth}"
        for text in true_of(shape.of, item, depth + 1):
            yield f"{path}.all(v{depth}, {text})"


@pytest.fixture(scope="module")
def tidy() -> Network:
    files = sorted(TIDY.rglob("*.yaml"))
    return network(*(file.read_text(encoding="utf-8") for file in files))


@pytest.mark.parametrize("kind", kinds())
def test_every_field_that_is_stated_can_be_read(tidy: Network, kind: str) -> None:
    texts = list(true_of_fields(shape_of(kind), "this"))
    assert texts
    for text in texts:
        assert list(expression(tidy, of=kind, holds=text)) == []


@pytest.mark.parametrize(
    ("holds", "said"),
    [
        ("channel.kind != 'voyce'", "'kind' never says 'voyce'; did you mean 'voice'?"),
        (
            'this.kind == "chta" || channel.published',
            "'kind' never says 'chta'; did you mean 'chat'",
        ),
        ("channel.kind in ['voice', r'chta']", "'kind' never says 'chta'"),
        ("channel.kind in ['voice', 'chat'] && channel.kind != 'email'", ""),
        ("channels.all(c, c.id != channel.id || c.kind == channel.kind)", ""),
        ("channel.id == 'voyce' || channel.owner in ['nobody-known']", ""),
        ("channel.published == true && channel.kind != '\\x76oice'", ""),
    ],
)
def test_words_that_a_field_never_says_are_refused(holds: str, said: str) -> None:
    """Such a comparison would be the same for every entity, and nothing would look wrong."""
    told = [why for _, why in misfits({"of": "channel", "holds": holds})]
    assert len(told) == bool(said)
    assert all(said in why for why in told)
