"""Long waits, and what counts as news."""

from __future__ import annotations

import pytest
from policies import policy

from cxlint.linting.checks.promises.no_news import misfits, no_news
from cxlint.linting.rules import loader

SPOKEN = "intents: {refund: {promise: 5 days, updates: {every: 1 day}}, repair: {promise: 9 days}}"


def found(*files: str) -> list[str]:
    return [hit.entity for hit in no_news(policy(*files), longer_than="2 days")]


def test_a_long_promise_without_news_is_told_where_others_have_them() -> None:
    (hit,) = no_news(policy(SPOKEN), longer_than="2 days")
    assert (hit.entity, str(hit.facts["waits"]), hit.intents) == (
        "intent/repair",
        "9 days",
        ("repair",),
    )


@pytest.mark.parametrize(("promise", "told"), [("2 days", 0), ("48 hours", 0), ("49 hours", 1)])
def test_a_wait_that_is_over_before_news_are_due_needs_none(promise: str, told: int) -> None:
    assert len(found(SPOKEN.replace("9 days", promise))) == told


def test_silent_where_news_are_not_spoken_of() -> None:
    assert found("intents: {repair: {promise: 9 days}}") == []


def test_what_is_said_at_the_start_is_speaking_of_it() -> None:
    assert found("intents: {repair: {promise: 9 days, expectation: {next_step: we look}}}") == [
        "intent/repair"
    ]


@pytest.mark.parametrize(
    ("elsewhere", "told"),
    [
        ("promises: {news: {update_every: 1 day}}", []),
        ("promises: {news: {update_every: 1 day, intents: [repair]}}", []),
        ("promises: {news: {update_every: 1 day, intents: [refund]}}", ["intent/repair"]),
        ("promises: {news: {first_reply: 1 day}}", ["intent/repair"]),
        ("teams: {care: {sla: {update_every: 1 day}}}", []),
        ("promises: {news: {update_every: often}}", []),
        ("teams: {care: {sla: {update_every: often}}}", []),
        ("teams: {care: {ola: {update_every: 1 day}}}", ["intent/repair"]),
    ],
)
def test_news_may_be_promised_elsewhere(elsewhere: str, told: list[str]) -> None:
    assert found(SPOKEN, elsewhere) == told


WAIT = "steps: {shelf: {kind: wait, timeout: 3 days}, page: {kind: page, timeout: 3 days}}"


def test_a_wait_step_is_told_unless_contact_reasons_state_news() -> None:
    assert found(WAIT) == ["step/shelf"]
    assert found(WAIT, SPOKEN) == ["intent/repair"]
    assert found(WAIT.replace("3 days}, page", "3 days, updates: {every: 1 day}}, page")) == []


def test_a_wait_must_be_a_duration() -> None:
    ((place, said),) = misfits({"longer_than": "soon"})
    assert place == ("longer_than",)
    assert "soon" in said
    assert not list(misfits({"longer_than": "2 days"}))


@pytest.mark.parametrize(
    ("updates", "told"),
    [
        ("every: 3 days, by: [none]", ["intent/repair"]),
        ("every: 1 day, by: nobody", ["intent/repair"]),
        ("every: 3 days, by: [email]", []),
        ("every: 3 days", []),
    ],
)
def test_news_that_nothing_brings_are_none(updates: str, told: list[str]) -> None:
    assert found(f"intents: {{repair: {{promise: 3 days, updates: {{{updates}}}}}}}") == told


RULE = loader.load()["no-proactive-update"]


def expected(next_step: str, when: str = "soon", more: str = "") -> int:
    said = f"expectation: {{next_step: {next_step!r}, when: {when!r}}}"
    text = f"intents: {{repair: {{promise: 20 days, {said}{more}}}}}"
    return len(list(no_news(policy(text), **RULE.params)))


@pytest.mark.parametrize(
    ("next_step", "when"),
    [
        ("we ring you once the parts are here", "within 2 days"),
        ("the workshop looks at it", "we write to you within three days"),
        ("der Techniker prüft es, und wir melden uns jeden Freitag", "bis Freitag"),
        ("nous vous rappelons chaque semaine", "sous 48 h"),
        ("le avisaremos cuando llegue", "en una semana"),
        ("you get an update by text message on every step", "each week"),
    ],
)
def test_who_is_told_that_they_will_hear_something_is_not_left_in_silence(
    next_step: str, when: str
) -> None:
    assert expected(next_step, when) == 0


@pytest.mark.parametrize(
    "next_step",
    [
        "we check the parcel",
        "call us if you want to know more",
        "we do not call you while we work on it",
        "you hear nothing until it is done",
        "wir prüfen den Vorgang",
        "rufen Sie uns an, wenn Sie Fragen haben",
    ],
)
def test_what_we_do_and_what_they_must_do_is_no_news(next_step: str) -> None:
    assert expected(next_step) == 1


def test_what_is_denied_elsewhere_is_no_news() -> None:
    assert expected("we ring you", more=", updates: {by: nobody}") == 1
