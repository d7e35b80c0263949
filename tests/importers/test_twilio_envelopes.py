"""Definitions of Twilio Studio in answers of its API: as data or as text, at any depth."""

from __future__ import annotations

import json
from typing import Any

import pytest
from test_twilio_studio import flow, widget
from vendor_files import complaints, left_out, made_of, position
from work_counts import count_work

from cxlint.importers.twilio_studio import importer as twilio_studio
from cxlint.parsing import json_parser

FLOW = flow(
    widget("Trigger", "trigger", ("incomingCall", "ask")),
    widget("ask", "gather-input-on-call", ("keypress", "care"), ("timeout", None), say='"1"?\n'),
    widget("care", "enqueue-call", ("failedToEnqueue", None)),
)
TEXT = json.dumps(FLOW)


def answer(definition: Any, name: str = "Front", sid: str = "FW1") -> dict[str, Any]:
    return {"sid": sid, "friendly_name": name, "status": "published", "definition": definition}


@pytest.mark.parametrize(
    "told",
    [
        answer(FLOW),
        answer(TEXT),
        answer(json.dumps(FLOW, indent=2)),
        {"flow": answer(TEXT)},
        {"data": {"body": {"flow": answer(FLOW)}}},
        {"flows": [answer(TEXT)], "meta": {"page": 0}},
        {"body": json.dumps(answer(FLOW))},
        [answer(TEXT)],
    ],
)
def test_a_definition_is_found_in_whatever_is_around_it(told: Any) -> None:
    made = made_of({"fetched.json": json.dumps(told, indent=1)})
    assert complaints(made) == []
    assert left_out(made) == []
    ((channels, steps),) = [(each.data["channels"], each.data["steps"]) for each in made]
    assert list(channels) == ["Front"]
    assert set(steps) == {"Front: ask", "Front: care"}


def test_every_flow_of_a_list_is_read_and_knows_the_others_by_their_numbers() -> None:
    sub = widget("sub", "run-subflow", ("completed", None), flow_sid="FW2")
    outer = flow(widget("Trigger", "trigger", ("incomingCall", "sub")), sub)
    inner = flow(widget("Trigger", "trigger", ("incomingParent", "a")), widget("a", "say-play"))
    told = {"flows": [answer(json.dumps(outer)), answer(inner, "Back", "FW2")]}
    first, second = made_of({"all.json": json.dumps(told)})
    data: Any = first.data
    assert "Back" in data["steps"]["Front: sub"]["goes_to"]
    assert "Back: a" in second.data["steps"]  # type: ignore[index]


def test_lines_and_columns_are_those_of_the_file() -> None:
    text = json.dumps(answer(TEXT), indent=1)
    (made,) = made_of({"a.json": text})
    line, column = position(made, "steps", "Front: care")
    assert line == 5
    assert text.splitlines()[line - 1][column - 1 :].startswith('\\"care\\"')


@pytest.mark.parametrize("told", [answer(TEXT[:-3]), {"flows": [answer(FLOW), answer(TEXT[:-3])]}])
def test_a_text_that_cannot_be_read_is_a_problem(told: Any) -> None:
    made = made_of({"a.json": json.dumps(told)})
    ((rule, facts),) = complaints(made)
    assert rule == "unreadable-file"
    assert facts["part"].startswith("flow Front")


@pytest.mark.parametrize(
    "told",
    [
        {"definition": "the states of a flow, in words"},
        {"definition": json.dumps({"StartAt": "a", "States": {"a": {"Type": "Pass"}}})},
        {"note": f"see {TEXT}"},
        {"flows": [{"sid": "FW1", "friendly_name": "Front"}]},
    ],
)
def test_other_texts_are_no_definitions(told: Any) -> None:
    assert not twilio_studio.claims(json_parser.parse("a.json", json.dumps(told)))


def test_a_large_file_that_holds_none_takes_no_more_work_than_it_is_long() -> None:
    def work(size: int) -> int:
        rows = [{"id": number, "of": {"a": "x", "b": [{"c": "y"}]}} for number in range(size)]
        source = json_parser.parse("a.json", json.dumps({"rows": rows}))
        return count_work(lambda: twilio_studio.claims(source))

    work(1)
    assert work(20_000) < 20 * work(1_000) + 1_000
