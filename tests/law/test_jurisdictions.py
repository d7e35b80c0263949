"""Which notes count for whom, and what is said where there are none."""

import datetime
from itertools import pairwise

from cxlint.law import pack
from tests.law.judging import judgement

TODAY = datetime.date(2026, 11, 29)


def test_a_member_state_loads_its_union_and_itself() -> None:
    assert pack.choose(["ES"]).held == ("EU", "ES")
    assert pack.choose(["IT"]).held == ("EU",)


def test_a_region_loads_its_country_and_itself() -> None:
    assert pack.choose(["US-CA"]).held == ("US", "US-CA")
    assert pack.choose(["CA-QC"]).held == ("CA-QC",)


def test_a_union_alone_is_said_to_be_alone() -> None:
    assert pack.choose(["EU"]).lone_unions == ("EU",)
    assert pack.choose(["EU", "DE"]).lone_unions == ()


def test_what_is_not_held_is_said_with_what_may_be_meant() -> None:
    assert pack.choose(["UK", "JP"]).unheld == (("UK", "GB"), ("JP", ""))


def test_the_kingdom_is_in_no_union() -> None:
    assert pack.choose(["GB"]).held == ("GB",)


def test_another_jurisdiction_never_takes_a_verdict_away() -> None:
    text = (
        "organization: {jurisdictions: [CODES], size: {employees: 400}, sells: [distance]}\n"
        "channels: {hotline: {kind: voice, goes_to: care, respond: {within: 5m, for: 80%}}}\n"
        "teams: {care: {seats: 6}}\n"
        "intents: {matter: {start: hotline, concerns: complaint}}\n"
        "promises: {reply: {intents: [matter], resolution: 90 days}}\n"
        "returns: [{id: row, reasons: [changed mind, defective], window: 10 days}]\n"
    )
    said: list[set[tuple[str, str, str]]] = []
    for codes in ("ES", "ES, GB", "ES, GB, US-NY", "ES, GB, US-NY, AU, DE"):
        found = judgement(text.replace("CODES", codes), TODAY).verdicts
        said.append({(each.obligation.id, each.word, each.entity) for each in found})
    for fewer, more in pairwise(said):
        assert fewer < more


def test_a_row_for_another_country_is_not_meant() -> None:
    text = "organization: {jurisdictions: [ES]}\nreturns:\n"
    row = "  - {id: row, reasons: [defective], window: 1 year, countries: [COUNTRY]}\n"
    rows = [row.replace("COUNTRY", code) for code in ("US", "FR", "ES")]
    found = [judgement(text + each, TODAY).verdicts for each in rows]
    ids = [{each.obligation.id for each in told if each.word == "breach"} for told in found]
    assert [("es-legal-guarantee" in each, "eu-legal-guarantee" in each) for each in ids] == [
        (False, False), (False, True), (True, True),
    ]  # fmt: skip


def test_what_was_bought_in_a_store_was_not_bought_from_a_distance() -> None:
    text = (
        "organization: {jurisdictions: [GB], sells: [distance, in_store]}\nreturns:\n"
        "  - {id: row, reasons: [changed mind], window: 7 days, bought: PLACE}\n"
    )
    said = {
        place: "gb-cancel-14-days"
        in {each.obligation.id for each in judgement(text.replace("PLACE", place), TODAY).verdicts}
        for place in ("store", "online", "marketplace")
    }
    assert said == {"store": False, "online": True, "marketplace": True}
