"""No field of a vendor's file is dropped in silence: it is read, irrelevant, or named."""

from __future__ import annotations

import copy
import json
import random
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest
from vendor_files import REAL, made_of

from cxlint.importers import registry
from cxlint.importers.known_fields import ANY, Element, KnownFields
from cxlint.importers.policy_sketch import Names
from cxlint.policy.file_contents import understood

if TYPE_CHECKING:
    from collections.abc import Iterator

SAMPLES = Path(__file__).resolve().parents[2] / "sample_policies"
CASES = REAL.parent / "cases"
HELD = ("twilio-studio", "amazon-connect", "zendesk")
"""The formats whose fields are all known."""

MOST = 4
"""How many fields of a kind are changed in a file before they are taken for dropped."""

OPPOSITES = {"True": "False", "False": "True"}

SEED = 12
SAMPLE = 12
"""How many kinds of field of a file the quick suite tries."""


def list_files(*folders: Path) -> list[Path]:
    """Return the files of JSON of a held format, small enough to be built many times."""
    return [
        file
        for folder in folders
        for file in sorted(folder.rglob("*"))
        if file.is_file()
        and file.stat().st_size < 400_000
        and look_at(file.read_bytes()) is not None
    ]


def look_at(raw: bytes) -> tuple[Any, Any] | None:
    """Return the data of a file of a held format, and what the format knows of its fields."""
    try:
        data = json.loads(raw)
    except ValueError:
        return None
    (found, *others) = understood("f.json", raw, {})
    if others or found.foreign is None or found.foreign.format not in HELD:
        return None
    return data, found.foreign


def build(data: Any) -> tuple[Any, list[Any]]:
    """Return what a file becomes: the policy, and what is said of it."""
    made = made_of({"f.json": json.dumps(data).encode()})
    said = [(each.rule, each.facts) for document in made for each in document.problems]
    return [document.data for document in made], said


def find_element(elements: dict[Any, Element], place: tuple[Any, ...]) -> Element | None:
    """Return the innermost element around a place."""
    for length in range(len(place) - 1, -1, -1):
        if (found := elements.get(place[:length])) is not None:
            return found
    return None


def list_places(data: Any, place: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the place of every field."""
    items = data.items() if isinstance(data, dict) else enumerate(data)
    for key, value in items:
        if isinstance(key, str):
            yield (*place, key)
        if isinstance(value, dict | list):
            yield from list_places(value, (*place, key))


def list_changed(data: Any, place: tuple[Any, ...]) -> Iterator[Any]:
    """Yield the data with a field taken away, and with another value in it."""
    *outer, last = place
    for change in ("remove", "change"):
        changed = copy.deepcopy(data)
        holder = changed
        for step in outer:
            holder = holder[step]
        value = holder.pop(last)
        if change == "change":
            if isinstance(value, dict | list) or value is None:
                continue
            holder[last] = another(value)
        yield changed


def another(value: Any) -> Any:
    """Return a value of the same type that says something else."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | float):
        return value + 61
    if (opposite := OPPOSITES.get(value)) is not None:
        return opposite
    return f"{value} and more" if not value.isdecimal() else str(int(value) + 61)


def find_silent(data: Any, foreign: Any, chance: random.Random | None = None) -> Iterator[str]:
    """Yield the kinds of field of a file that can be changed without a word."""
    elements: dict[Any, Element] = {}
    left: set[tuple[Any, ...]] = set()
    for sketch in foreign.read(foreign.source, Names()):
        same = sketch.source is foreign.source
        elements |= {e.place: e for e in sketch.elements if same or e.shown is not None}
        if same:
            left |= {each.place for each in sketch.left if isinstance(each.place, tuple)}
    kinds: dict[tuple[str, str], list[Any]] = defaultdict(list)
    for place in list_places(data):
        element = find_element(elements, place)
        if any(place[:length] in left for length in range(1, len(place) + 1)):
            continue  # named as left out
        kind = (
            (element.type, foreign.fields.name_field(element, place))
            if element
            else ("", str(place))
        )
        if element is None or foreign.fields.is_read(kind[0], kind[1].split(".")):
            kinds[kind].append(place)
    chosen = sorted(kinds)
    if chance is not None:
        chosen = chance.sample(chosen, min(SAMPLE, len(chosen)))
    whole = build(data)
    for kind in chosen:
        if not any(
            build(changed) != whole
            for place in kinds[kind][:MOST]
            for changed in list_changed(data, place)
        ):
            yield f"{kind[0]}: {kind[1]}"


def read_metadata(raw: bytes) -> Any:
    """Return the foreign part of a file of Salesforce; nothing of any other."""
    if b"soap.sforce.com/2006/04/metadata" not in raw:
        return None
    found = understood("f.xml", raw, {})[0]
    ours = found.foreign is not None and found.foreign.format == "salesforce"
    return found.foreign if ours else None


def list_metadata(*folders: Path) -> list[Path]:
    """Return the files of Salesforce."""
    files = (file for folder in folders for file in sorted(folder.rglob("*")) if file.is_file())
    return [file for file in files if read_metadata(file.read_bytes()) is not None]


def list_leaves(root: ET.Element) -> Iterator[tuple[str, Any, Any]]:
    """Yield each element without others in it: its path, what is around it, and itself."""
    waiting = [(root, "")]
    for outer, path in waiting:  # grows while it is walked
        inactive = [each for each in outer if each.tag.endswith("}active") and each.text == "false"]
        for child in inactive or outer:  # of what is not active, no more than that is said
            here = f"{path}.{child.tag.rpartition('}')[2]}".lstrip(".")
            if len(child):
                waiting.append((child, here))
            else:
                yield here, outer, child


def build_metadata(root: ET.Element) -> Any:
    """Return what an element becomes as a file."""
    made = made_of({"f.xml": ET.tostring(root)})
    said = [(each.rule, each.facts) for document in made for each in document.problems]
    return [document.data for document in made], said


def find_silent_metadata(raw: bytes) -> Iterator[str]:
    """Yield the kinds of element of a file of Salesforce that are dropped in silence."""
    root = ET.fromstring(raw)
    tag = root.tag.rpartition("}")[2]
    fields = read_metadata(raw).fields
    whole = build_metadata(root)
    tried: dict[str, list[Any]] = defaultdict(list)
    for path, outer, leaf in list_leaves(root):
        if fields.is_read(tag, path.split(".")):
            tried[path].append((outer, leaf))
    for path, leaves in tried.items():
        if not any(is_noticed(root, whole, *each) for each in leaves[: MOST * 2]):
            yield f"{tag}: {path}"


def is_noticed(root: Any, whole: Any, outer: Any, leaf: Any) -> bool:
    """Whether it changes anything to change the text of a leaf, or to take it away."""
    text = leaf.text or ""
    leaf.text = {"true": "false", "false": "true"}.get(text, another(text))
    changed = build_metadata(root) != whole
    leaf.text = text
    place = list(outer).index(leaf)
    outer.remove(leaf)
    removed = build_metadata(root) != whole
    outer.insert(place, leaf)
    return changed or removed


REAL_METADATA = list_metadata(REAL / "salesforce", CASES / "vendor", CASES / "pairs")


@pytest.mark.skipif(not REAL_METADATA, reason="the real files are not at hand")
@pytest.mark.parametrize("file", REAL_METADATA, ids=lambda each: each.name[-60:])
def test_nothing_of_metadata_is_dropped_in_silence(file: Path) -> None:
    assert list(find_silent_metadata(file.read_bytes())) == []


REAL_FILES = list_files(REAL)
CASE_FILES = list_files(CASES / "vendor", CASES / "pairs")
OWN_FILES = list_files(SAMPLES)

needed = pytest.mark.skipif(not REAL_FILES, reason="the real files are not at hand")


def judge(file: Path, chance: random.Random | None = None) -> list[str]:
    """Return the kinds of field of a file that are dropped in silence."""
    found = look_at(file.read_bytes())
    assert found is not None
    return list(find_silent(*found, chance))


@pytest.mark.parametrize("file", OWN_FILES, ids=lambda each: each.name)
def test_nothing_of_a_sample_is_dropped_in_silence(file: Path) -> None:
    assert judge(file) == []


@needed
def test_nothing_of_some_real_files_is_dropped_in_silence() -> None:
    chance = random.Random(SEED)
    for file in chance.sample([*REAL_FILES, *CASE_FILES], 12):
        assert (file.name, judge(file, chance)) == (file.name, [])


@needed
@pytest.mark.thorough
@pytest.mark.parametrize("file", [*REAL_FILES, *CASE_FILES], ids=lambda each: each.name[-60:])
def test_nothing_of_a_real_file_is_dropped_in_silence(file: Path) -> None:
    assert judge(file) == []


@pytest.mark.parametrize("format_", HELD)
def test_no_reason_is_given_for_a_field_that_is_none(format_: str) -> None:
    fields = registry.importer(format_).FIELDS  # type: ignore[attr-defined]
    for each in fields.irrelevant:
        assert each.fields.split()
        assert each.reason
        assert not any(
            fields.is_read(each.element, path.split(".")) for path in each.fields.split()
        )


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
    return [facts["what"] for rule, facts in build(data)[1] if rule == "left-out"]


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


def test_the_search_finds_a_field_that_is_dropped() -> None:
    """What would refute it is tried: a field that is said to be read, and is not."""
    found = look_at(json.dumps(FLOW).encode())
    assert found is not None
    data, foreign = found
    assert list(find_silent(data, foreign)) == []
    fields = KnownFields({ANY: "name type transitions properties", "flow": "states"}, ())
    assert set(find_silent(data, foreign._replace(fields=fields))) >= {
        "say-play: properties.offset.x",
    }


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
