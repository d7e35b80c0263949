"""The files of vendors become one policy, with one another and with policy files."""

from __future__ import annotations

import datetime
import json
from typing import Any

import pytest

from cxlint.importers.cross_references import VendorFile, join_documents
from cxlint.parsing import json_parser
from cxlint.parsing.document import Document, parse
from cxlint.policy.linker import assemble

TODAY = datetime.date(2026, 11, 20)


def flow(name: str, *leads: str, path: str = "", otherwise: str = "step", also: str = "", **more):
    """A file of an imaginary vendor: one flow with a step for each lead."""
    source = json_parser.parse(path or f"{name}.flow", json.dumps([name, *leads], indent=1))

    def read(_: Any, names: Any):
        sketch = names.sketch(source, name, (), also)
        sketch.enter("step", {"kind": "task"}, ())
        for number, word in enumerate(leads):
            id_ = sketch.id(f"{number}", f"to {word}")
            sketch.put("steps", id_, {"kind": "task", "goes_to": "?"}, (number + 1,))
            sketch.lead(("steps", id_, "goes_to"), *word.split("|"), otherwise=otherwise)
        for team, data in more.get("teams", {}).items():
            sketch.share("teams", team, data, ())
        for id_, word in more.get("known", {}).items():
            sketch.known_as(id_, word)
        sketch.seen = 10
        for what in more.get("left", ()):
            sketch.leave((0,), what, "it is unknown")
        yield sketch
        if "fault" in more:
            raise more["fault"]

    document = Document(source.path, source.lines, None)
    document.foreign = VendorFile("imaginary", source, read)
    return document


def goals(documents, flow: str = "") -> list[str]:
    """Where the steps of the flows lead."""
    return [
        step["goes_to"]
        for document in documents
        if isinstance(document.data, dict)
        for id_, step in document.data.get("steps", {}).items()
        if "goes_to" in step and id_.startswith(flow)
    ]


def test_without_vendors_files_nothing_changes():
    documents = parse("a.yaml", b"teams: {a: {}}")
    assert join_documents(documents) == documents


@pytest.mark.parametrize("word", ["Second", "second", "arn:2", "nobody|arn:2", "|SECOND"])
def test_flows_are_found_by_name_and_by_any_word(word):
    assert goals(join_documents([flow("First", word), flow("Second", also="arn:2")])) == ["Second"]


def entered(name: str):
    """A file of an imaginary vendor: a flow that customers come into."""
    source = json_parser.parse(f"{name}.flow", json.dumps([name]))

    def read(_: Any, names: Any):
        sketch = names.sketch(source, name, ())
        sketch.enter("channel", {"kind": "voice", "goes_to": "elsewhere"}, ())
        yield sketch

    document = Document(source.path, source.lines, None)
    document.foreign = VendorFile("imaginary", source, read)
    return document


@pytest.mark.parametrize("goes_to", ["Main", "[tape, Main]"])
def test_a_flow_behind_a_channel_of_the_policy_is_no_channel_beside_it(goes_to):
    text = f"channels: {{hotline: {{kind: voice, goes_to: {goes_to}}}, odd: 3, none: {{}}}}"
    documents = [*parse("a.yaml", text.encode()), entered("Main"), entered("Other")]
    channels = [each.data["channels"] for each in join_documents(documents)[1:]]  # type: ignore[index]
    assert channels == [
        {"Main": {"kind": "voice", "goes_to": "elsewhere", "published": False}},
        {"Other": {"kind": "voice", "goes_to": "elsewhere"}},
    ]


def test_flows_may_lead_to_themselves_and_to_one_another():
    found = join_documents([flow("First", "Second", "First"), flow("Second", "First")])
    assert goals(found) == ["Second", "First", "First"]


def test_a_flow_that_no_file_holds_is_elsewhere():
    first, *_ = join_documents([flow("First", "Unknown", "Unknown")])
    id_ = "First: Unknown (not among these files)"
    assert first.data["steps"][id_] == {"kind": "elsewhere"}
    assert goals([first]) == [id_, id_]
    assert first.span(("steps", id_)) == (3, 2, 3, 11)
    assert first.span(("steps", "First: to Unknown (2)")) == (4, 2, 4, 11)
    assert first.span(("steps", "First: nothing", "kind")).line == 1


@pytest.mark.parametrize(
    ("otherwise", "told"),
    [("team", {"First: Unknown": {}}), ("", None), ("nothing", None)],
)
def test_what_stands_there_instead_may_be_chosen(otherwise, told):
    first, *_ = join_documents([flow("First", "Unknown", otherwise=otherwise)])
    assert first.data.get("teams") == told
    step = first.data["steps"]["First: to Unknown"]
    assert step.get("goes_to") == {"team": "First: Unknown", "": "?"}.get(otherwise)


def test_of_several_flows_of_a_name_the_nearest_is_meant():
    files = [
        flow("A", "Menu", path="shops/de/a.flow"),
        flow("Menu", path="shops/menu.flow"),
        flow("Menu", path="other/menu.flow"),
    ]
    assert goals(join_documents(files), "A") == ["Menu (shops)"]
    files = [flow("Menu", path="x/m.flow"), flow("Menu", path="shops/de/m.flow"), files[0]]
    assert goals(join_documents(files), "A") == ["Menu"]


def test_where_the_nearest_are_several_no_one_is_meant():
    files = [flow("A", "Menu"), flow("Menu", path="x/1.flow"), flow("Menu", path="x/2.flow")]
    assert goals(join_documents(files)) == ["A: Menu (several are called so)"]
    files[0] = flow("A", "Menu|Menu of x", path="A.flow")
    files.append(flow("Menu of x"))
    assert goals(join_documents(files)) == ["Menu of x"]


def test_what_is_known_by_a_number_is_found_by_it():
    files = [
        flow("First", "+49 30", otherwise="team"),
        flow("Second", teams={"Care": {}}, known={"Care": "+49 30"}),
    ]
    assert goals(join_documents(files)) == ["Care"]


def test_of_several_who_name_a_team_whoever_says_most_is_believed():
    files = [flow("A", teams={"Care": {}}), flow("B", teams={"Care": {"seats": 3}}), flow("C")]
    first, second, _ = join_documents(files)
    assert "teams" not in first.data
    assert second.data["teams"] == {"Care": {"seats": 3}}


def test_a_team_that_a_policy_file_defines_is_taken_from_there():
    policy = parse("a.yaml", b"teams: {Care: {seats: 9}}")
    found = assemble([*policy, flow("A", teams={"Care": {"seats": 3}})], TODAY)
    assert found.problems == []
    assert [(each.id, each.data) for each in found.of("team")] == [("Care", {"seats": 9})]


def test_names_that_collide_are_told_apart():
    policy = parse("a.yaml", b"steps: {Main: {kind: page}}")
    files = [flow("Main", teams={"Main": {}}), flow("Main", path="b.flow"), flow("x-y", "main")]
    found = assemble([*policy, *files], TODAY)
    assert found.problems == []
    assert {each.id for each in found.of("step")} >= {"Main", "Main (2)", "Main (3)", "x y"}
    assert [each.id for each in found.of("team")] == ["Main (team)"]


@pytest.mark.parametrize("fault", [KeyError("states"), RecursionError("deep"), ValueError("é")])
def test_an_importer_that_fails_is_loud_and_keeps_no_one_else_from_being_read(fault):
    found = assemble([flow("First", fault=fault), flow("Second")], TODAY)
    (problem,) = found.problems
    assert problem.rule == "unreadable-file"
    assert problem.at.document.path == "First.flow"
    assert f"as imaginary failed ({type(fault).__name__}" in problem.facts["reason"]
    assert {each.id for each in found.of("step")} == {"First", "Second"}


def test_a_lead_that_cannot_be_laid_is_loud_too():
    broken = flow("First")
    read = broken.foreign.read

    def strayed(source: Any, names: Any):
        for sketch in read(source, names):
            sketch.lead(("steps", "nowhere", "goes_to"), "Second")
            yield sketch

    broken.foreign = broken.foreign._replace(read=strayed)
    found = assemble([broken, flow("Second", "First")], TODAY)
    (problem,) = found.problems
    assert "KeyError" in problem.facts["reason"]
    assert found.find("step", "Second: to First").get("goes_to") == "First"


def test_a_file_without_a_flow_is_a_file_all_the_same():
    empty = flow("First")
    empty.foreign = empty.foreign._replace(read=lambda _, __: ())
    found = assemble([empty], TODAY)
    assert [each.path for each in found.documents] == ["First.flow"]
    assert found.problems == []


def test_what_could_not_be_expressed_is_told_once():
    (made,) = join_documents([flow("First", left=[f"block {number}" for number in range(8)])])
    (problem,) = made.problems
    assert problem.rule == "left-out"
    assert problem.facts["number"] == 8
    assert problem.facts["seen"] == 10
    assert problem.facts["what"][0] == "block 0 (it is unknown)"
    assert problem.facts["what"][-1] == "3 more"
    assert problem.at.span() == (2, 2, 2, 9)
    assert len(problem.related) == 4


def test_the_same_word_everywhere_costs_no_more_than_another():
    names = [f"flow {number}" for number in range(3_000)]
    files = [flow(name, "same", path=f"{name}/f.flow", also="same") for name in names]
    assert goals(join_documents(files)) == names
