"""The plain checks: quantities of every form, conditions of every kind, owners and sharers."""

from __future__ import annotations

import pytest
from policies import policy

from cxlint.linting.checks.fields.limit import limit
from cxlint.linting.checks.fields.owned_by import owned_by
from cxlint.linting.checks.fields.required import required
from cxlint.linting.checks.fields.shared_by import shared_by
from cxlint.linting.query.selection import select

SHOP = """
schedules: {day: {open: Mon-Fri 09:00-18:00}}
systems: {crm: {name: The CRM}, desk: {}}
departments: {service: {}}
channels:
  chat: {kind: chat, respond: {within: 2 hours, for: 80%}, name: "Chat for Everyone", open: day}
  mail: {kind: email, respond: 1 day, intents: [a, b, c]}
  post: {kind: post}
teams:
  care: {may: {cash: 50 EUR, credit: any}, systems: [crm, desk], department: service, open: day}
  desk_team: {may: {cash: none}, systems: crm, role: expert}
steps: {menu: {kind: menu, attempts: 3}}
remedies:
  cash:
    owner: service
    tiers: [{by: care, up_to: 50 EUR, decides_within: 1 day}, {by: head, decides_within: 9 days}]
  credit: {owner: nobody-known}
  gift: {}
returns:
  - {id: worn, conditions: [unopened, tags on, receipt, box], window: 30 days, fee: 15%}
  - {id: broken, conditions: broken, window: unlimited, fee: 5 USD}
"""


def told(**params) -> list[tuple[str, str, str]]:
    hits = limit(policy(SHOP), **params)
    return [(hit.entity, str(hit.facts["value"]), str(hit.facts["bound"])) for hit in hits]


@pytest.mark.parametrize(
    ("params", "found"),
    [
        ({"of": "channel", "field": "respond.within", "at_most": "4 hours"},
         [("channel/mail", "1 day", "4 hours")]),
        ({"of": "channel", "field": "respond.within", "at_least": "4 hours"},
         [("channel/chat", "2 hours", "4 hours")]),
        ({"of": "channel", "field": "respond.for", "at_least": "90%"},
         [("channel/chat", "80%", "90%")]),
        ({"of": "channel", "field": "intents", "at_most": 2}, [("channel/mail", "3", "2")]),
        ({"of": "step", "field": "attempts", "at_most": 2}, [("step/menu", "3", "2")]),
        ({"of": "return", "field": "conditions", "at_most": 3}, [("return/worn", "4", "3")]),
        ({"of": "return", "field": "window", "at_least": "31 days"},
         [("return/worn", "30 days", "31 days")]),
        ({"of": "return", "field": "window", "at_most": "31 days"},
         [("return/broken", "unlimited", "31 days")]),
        ({"of": "return", "field": "fee", "at_most": "10%"}, [("return/worn", "15%", "10%")]),
        ({"of": "return", "field": "fee", "at_most": "1 EUR"}, []),
        ({"of": "return", "field": "fee", "at_most": "1 USD"},
         [("return/broken", "5.00 USD", "1.00 USD")]),
        ({"of": "team", "field": "may", "at_most": "20 EUR"},
         [("team/care", "50 EUR", "20 EUR"), ("team/care", "any", "20 EUR")]),
        ({"of": "team", "field": "may", "at_least": "20 EUR"},
         [("team/desk_team", "none", "20 EUR")]),
        ({"of": "remedy", "field": "tiers.decides_within", "at_most": "2 days"},
         [("remedy/cash", "9 days", "2 days")]),
    ],
)  # fmt: skip
def test_a_bound_says_what_is_compared(params, found) -> None:
    plain = [(e, v.replace(".00", ""), b.replace(".00", "")) for e, v, b in told(**params)]
    assert plain == [(e, v.replace(".00", ""), b.replace(".00", "")) for e, v, b in found]


def test_a_quantity_in_a_list_is_pointed_at_and_told_apart() -> None:
    hits = list(limit(policy(SHOP), of="remedy", field="tiers.decides_within", at_most="1 hour"))
    assert [hit.at.path[-3:] for hit in hits] == [
        ("tiers", 0, "decides_within"),
        ("tiers", 1, "decides_within"),
    ]
    assert len({hit.key for hit in hits}) == 2


@pytest.mark.parametrize(
    ("of", "where", "found"),
    [
        ("channel", {"kind": ["chat", "post"]}, ["chat", "post"]),
        ("channel", {"respond": {"said": False}}, ["post"]),
        ("channel", {"kind": {"not": "chat"}}, ["mail", "post"]),
        ("channel", {"respond.within": {"at_most": "3 hours"}}, ["chat"]),
        ("channel", {"respond.within": {"at_least": "3 hours"}}, ["mail"]),
        ("channel", {"respond.within": {"at_least": "1 hour", "at_most": "3 hours"}}, ["chat"]),
        ("channel", {"intents": {"at_least": 3}}, ["mail"]),
        ("channel", {"name": {"contains": "for everyone"}}, ["chat"]),
        ("channel", {"name": {"lacks": ["for EVERYONE", "nowhere"]}}, ["mail", "post"]),
        ("channel", {"name": {"starts_with": ["mail", "chat"]}}, ["chat"]),
        ("channel", {"name": {"starts_with": "everyone"}}, []),
        ("return", {"conditions": {"contains": "tag"}}, ["worn"]),
        ("return", {"fee": {"at_least": "1 EUR"}}, []),
        ("return", {"fee": {"at_least": "1 USD"}}, ["broken"]),
        ("remedy", {"tiers.by": "head"}, ["cash"]),
        ("remedy", {"tiers.by": {"not": "head"}}, ["credit", "gift"]),
        ("remedy", {"tiers.delegate": {"said": False}}, ["cash", "credit", "gift"]),
        ("remedy", {"id": {"contains": "GIF"}}, ["gift"]),
        ("team|step", {"id": {"not": "care"}}, ["desk_team", "menu"]),
    ],
)
def test_conditions_select(of, where, found) -> None:
    assert [entity.id for entity in select(policy(SHOP), of, where)] == found


def test_what_is_required_of_a_list_is_required_of_each_item() -> None:
    asked = {"of": "remedy", "fields": ["tiers.up_to"], "where": {"tiers": {"said": True}}}
    assert [hit.facts["id"] for hit in required(policy(SHOP), **asked)] == ["cash"]
    whole = SHOP.replace("by: head,", "by: head, up_to: any,")
    assert list(required(policy(whole), **asked)) == []


def test_who_shares_a_thing_is_counted_once() -> None:
    asked = {"of": "system", "by": ["team.systems"]}
    (hit,) = shared_by(policy(SHOP), at_most=1, **asked)
    assert hit.facts == {
        "id": "crm", "count": 2, "bound": 1, "users": ["care", "desk_team"], "missing": 0,
    }  # fmt: skip
    (hit,) = shared_by(policy(SHOP), at_least=2, **asked)
    assert (hit.facts["id"], hit.facts["missing"]) == ("desk", 1)
    users = {"of": "schedule", "by": ["channel.open", "team.open"], "at_most": 1}
    assert [hit.facts["users"] for hit in shared_by(policy(SHOP), **users)] == [["chat", "care"]]


def test_nobody_is_missed_who_could_not_be_read() -> None:
    broken = SHOP.replace("role: expert", "role: expert, seats: many")
    asked = {"of": "system", "by": ["team.systems"]}
    assert list(shared_by(policy(broken), at_least=3, **asked)) == []


def test_owners_are_of_the_kind_that_is_asked_for() -> None:
    def owners(**by) -> list[tuple[str, str]]:
        hits = owned_by(policy(SHOP), of="remedy", by=by)
        return [(hit.facts["id"], hit.facts["owner"]) for hit in hits]

    assert owners(kind=["department", "team"]) == [("credit", "nobody-known"), ("gift", "nobody")]
    assert owners(kind="team")[0] == ("cash", "service")
    assert owners(id=["service", "care"]) == [("credit", "nobody-known"), ("gift", "nobody")]
    assert owners(kind="department", where={"cx_duty": True}) == [
        ("cash", "service"),
        ("credit", "nobody-known"),
        ("gift", "nobody"),
    ]
    by = {"kind": "team"}
    (hit, *_) = owned_by(policy(SHOP), of="remedy", field="tiers.by", by=by)
    assert (hit.facts["owner"], hit.at.path[-3:]) == ("head", ("tiers", 1, "by"))


def test_an_owner_that_could_not_be_read_may_be_anyone() -> None:
    broken = SHOP.replace("service: {}", "service: {cx_duty: perhaps}")
    hits = owned_by(policy(broken), of="remedy", by={"kind": "department"})
    assert [hit.facts["id"] for hit in hits] == ["credit", "gift"]
