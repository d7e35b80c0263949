"""No field of a vendor's file is dropped in silence: it is read, irrelevant, or named.

The tables of `cxlint formats` say which fields are read and which change nothing. Here every kind
of field of every file is changed, and what is built of it shows whether that is true.
"""

from __future__ import annotations

import copy
import json
import random
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from field_changes import Subject, build, examine, find_in_document, find_subjects, pool_values
from vendor_files import made_of
from vendor_texts import list_own_files, list_real_files, list_texts

from cxlint.importers import registry
from cxlint.importers.known_fields import ANY, Irrelevance, KnownFields
from cxlint.policy.file_contents import understood

if TYPE_CHECKING:
    from collections.abc import Iterable

SEED = 12
SOME_FILES, SOME_KINDS, MANY_KINDS = 6, 12, 30
"""How many real files of a format the quick suite tries, and how many kinds of field of each.

The last is for the files here.
"""

HELD = tuple(name for name in registry.FORMATS if hasattr(registry.importer(name), "FIELDS"))
"""The formats whose fields are all known."""


@cache
def find_all(*sources: Any) -> dict[str, list[tuple[str, Subject]]]:
    """Return what can be changed in the files of some lists, by format, each with a name."""
    found: dict[str, list[tuple[str, Subject]]] = {name: [] for name in HELD}
    for list_ in sources:
        for name, raw in list_():
            for subject in find_subjects(raw, name):
                found[subject.format].append((name, subject))
    return found


def find_own(format_: str) -> list[tuple[str, Subject]]:
    """Return what can be changed in the files of a format that are here."""
    return find_all(list_own_files, list_texts)[format_]


def judge(
    subjects: Iterable[tuple[str, Subject]],
    pool: Any,
    chance: random.Random | None = None,
    most: int = 0,
) -> tuple[list[str], list[str], dict[str, bool]]:
    """Return the fields that are dropped, those wrongly called irrelevant, and those in between."""
    silent, loud, partly = set(), set(), {}
    for name, subject in subjects:
        result = examine(subject, pool, chance, most)
        silent |= {f"{kind.element}: {kind.name} ({name})" for kind in result.silent}
        loud |= {f"{kind.element}: {kind.name} ({name})" for kind in result.loud}
        for kind, is_read in result.partly.items():
            said = f"{kind.element}: {kind.name}"
            partly[said] = partly.get(said, False) or is_read
    return sorted(silent), sorted(loud), partly


@pytest.mark.parametrize("format_", HELD)
def test_every_field_is_read_or_changes_nothing_or_is_named(format_: str) -> None:
    chance = random.Random(SEED)
    own, real = find_own(format_), find_all(list_real_files)[format_]
    some = chance.sample(real, min(SOME_FILES, len(real)))
    pool = pool_values(each for _, each in [*own, *some])
    for subjects, most in ((own, MANY_KINDS), (some, SOME_KINDS)):
        silent, loud, _ = judge(subjects, pool, chance, most)
        assert (silent, loud) == ([], [])


@pytest.mark.thorough
@pytest.mark.parametrize("format_", HELD)
def test_every_field_of_every_file_is_read_or_changes_nothing_or_is_named(format_: str) -> None:
    subjects = [*find_own(format_), *find_all(list_real_files)[format_]]
    silent, loud, partly = judge(subjects, pool_values(each for _, each in subjects))
    assert (silent, loud) == ([], [])
    assert sorted(each for each, is_read in partly.items() if not is_read) == []


@pytest.mark.parametrize("format_", HELD)
def test_every_field_that_is_said_to_be_read_is_in_a_file_here(format_: str) -> None:
    tried = {field.kind for _, subject in find_own(format_) for field in subject.fields}
    names = {(kind.element, kind.name) for kind in tried} | {(ANY, kind.name) for kind in tried}
    untried = [
        f"{element}: {path}"
        for element, paths in registry.importer(format_).FIELDS.read.items()  # type: ignore[attr-defined]
        for path in paths.split()
        if not any(each == element and f"{name}.".startswith(f"{path}.") for each, name in names)
    ]
    assert untried == []


@pytest.mark.parametrize("format_", HELD)
def test_every_reason_is_given_for_some_field(format_: str) -> None:
    for each in registry.importer(format_).FIELDS.irrelevant:  # type: ignore[attr-defined]
        assert each.fields.split()
        assert each.reason


FLOW = {
    "initial_state": "start",
    "states": [
        {
            "name": "start",
            "type": "trigger",
            "transitions": [{"event": "incomingCall", "next": "hello"}],
            "properties": {"offset": {"x": 0, "y": 0}},
        },
        {
            "name": "hello",
            "type": "say-play",
            "transitions": [{"event": "audioComplete"}],
            "properties": {"say": "Hello.", "offset": {"x": 1, "y": 1}},
        },
    ],
}


def left_of(data: Any) -> list[Any]:
    (document,) = understood("f.json", json.dumps(data).encode(), {})
    return [facts["what"] for rule, facts in build(document)[1] if rule == "left-out"]


def test_a_field_that_nobody_knows_is_named_once_a_file() -> None:
    flow = copy.deepcopy(FLOW)
    assert left_of(flow) == []
    for state in flow["states"]:
        state["colour"] = "green"
    flow["states"][1]["properties"]["whisper"] = [{"tone": 1}, {"tone": 2}]
    (what,) = left_of(flow)
    assert sorted(what) == [
        "field colour of say-play (nothing here reads it)",
        "field colour of trigger (nothing here reads it)",
        "field properties.whisper of say-play (nothing here reads it)",
    ]


def test_what_changes_nothing_is_not_named() -> None:
    flow = copy.deepcopy(FLOW)
    flow["states"][1]["properties"] |= {"voice": "alice", "loop": 2}
    flow["description"] = "What callers hear first"
    assert left_of(flow) == []


def judge_flow(read: dict[str, str], *irrelevant: Irrelevance) -> tuple[list[str], list[str]]:
    """Return what is found in the flow by a table that says this of its fields."""
    (document,) = understood("f.json", json.dumps(FLOW).encode(), {})
    document.foreign = document.foreign._replace(fields=KnownFields(read, irrelevant))
    silent, loud, _ = judge([("f", each) for each in find_in_document(document)], {})
    return silent, loud


READ = {
    ANY: "type name transitions.event transitions.next properties.say",
    "flow": "states initial_state",
}
DRAWN = Irrelevance(ANY, "properties.offset", "where it is drawn")
REST = Irrelevance(ANY, "transitions.event name", "read in some places")


def test_the_search_finds_nothing_in_a_true_table() -> None:
    assert judge_flow(READ | {"flow": "states"}, DRAWN, REST) == ([], [])


def test_the_search_finds_a_field_that_is_dropped() -> None:
    silent, _ = judge_flow(READ | {ANY: f"{READ[ANY]} properties.offset"}, REST)
    assert "say-play: properties.offset.x (f)" in silent


def test_the_search_finds_a_field_that_is_called_irrelevant_and_is_not() -> None:
    words = Irrelevance("say-play", "properties.say", "nobody hears it")
    assert judge_flow(READ, DRAWN, REST, words)[1] == ["say-play: properties.say (f)"]


def test_the_search_finds_a_field_that_is_named_as_left_out_and_is_read() -> None:
    unsaid = READ | {ANY: READ[ANY].replace("properties.say", "")}
    assert judge_flow(unsaid, DRAWN, REST)[1] == ["say-play: properties.say (f)"]


BROKEN = '{"Version": "2019-10-30", "StartAction": "a", "Actions": [{"Identifier": "a",]}'


CONNECT = 'resource "aws_connect_contact_flow" "main" {\n  name = "Main"\n  content = %s\n}\n'
STUDIO = """
resource "twilio_studio_flows_v2" "main" {
  friendly_name = "Main"
  definition = <<EOT
{"states": [,]}
EOT
}
"""
STACK = {
    "Resources": {
        "Main": {
            "Type": "AWS::Connect::ContactFlow",
            "Properties": {"Name": "Main", "Content": BROKEN},
        }
    }
}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("answer.json", json.dumps({"ContactFlow": {"Name": "Main", "Content": BROKEN}})),
        ("stack.json", json.dumps(STACK)),
        ("main.tf", CONNECT % json.dumps(BROKEN)),
        ("studio.tf", STUDIO),
    ],
)
def test_a_flow_that_is_lost_whole_is_a_problem(name: str, text: str) -> None:
    (made,) = made_of({name: text.encode()})
    (problem,) = made.problems
    assert problem.rule == "unreadable-file"
    assert "flow Main" in str(problem.facts)


@pytest.mark.parametrize("content", ['"${var.flow}"', 'file("main.json")', '"{${var.flow}"'])
def test_a_flow_that_is_elsewhere_is_no_problem(content: str) -> None:
    (made,) = made_of({"main.tf": (CONNECT % content).encode()})
    assert "unreadable-file" not in [each.rule for each in made.problems]
