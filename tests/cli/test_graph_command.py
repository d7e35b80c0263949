"""`cxlint graph`: all of it, an intent's part, the surroundings of a place."""

from __future__ import annotations

import json
import shutil
import struct
import sys
from xml.etree import ElementTree

import pytest

POLICY = """\
channels:
  hotline: {kind: voice, goes_to: ivr}
  mailbox: {kind: email, goes_to: care}
steps:
  ivr: {kind: menu, goes_to: [care, billing]}
teams:
  care: {seats: 3}
  billing: {seats: 1}
handoffs:
- {from: care, to: finance, when: refund above 50 EUR, intents: [refund]}
- {from: billing, to: resolved}
intents:
  refund: {start: mailbox}
  bill: {start: hotline}
"""
PICTURED = """\
channels:
  hotline: {kind: voice, goes_to: care}
  somewhere: {kind: chat}
teams:
  care: {}
handoffs: [{from: care, to: resolved}]
intents: {refund: {start: hotline}}
"""
TEAMS = "teams:\n  finance: {seats: 1}\n"


@pytest.fixture
def drawn(cxlint, write):
    write("p/a.yaml", POLICY)
    write("p/b.yaml", TEAMS)

    def draw(*more: str) -> dict[str, list[dict[str, object]]]:
        result = cxlint("graph", "p", "--format", "json", *more)
        assert (result.code, result.err) == (0, "")
        return json.loads(result.out)

    return draw


def names(drawing) -> set[str]:
    return {node["id"] for node in drawing["nodes"]}


def test_everything_is_drawn_with_its_places(drawn):
    drawing = drawn()
    assert names(drawing) >= {"hotline", "mailbox", "ivr", "care", "billing", "finance", "resolved"}
    (edge,) = [edge for edge in drawing["edges"] if edge["target"] == "finance"]
    assert (edge["path"], edge["line"]) == ("p/a.yaml", 10)
    assert (edge["label"], edge["intents"]) == ("refund above 50 EUR", ["refund"])


def test_an_intent_shows_what_it_can_reach(drawn):
    assert names(drawn("--intent", "refund")) == {"mailbox", "care", "finance"}
    assert names(drawn("--intent", "bill")) == {"hotline", "ivr", "care", "billing", "resolved"}


def test_around_a_place_shows_its_neighbours_in_both_directions(drawn):
    assert names(drawn("--around", "billing", "--hops", "1")) == {"billing", "ivr", "resolved"}
    assert names(drawn("--around", "team/billing", "--hops", "0")) == {"billing"}
    both = drawn("--intent", "refund", "--around", "mailbox", "--hops", "1")
    assert names(both) == {"mailbox", "care"}


@pytest.mark.parametrize(
    ("option", "word", "said"),
    [("--intent", "refnd", "did you mean 'refund'?"), ("--around", "bilng", "'billing'?")],
)
def test_a_misspelt_name_is_told_what_it_resembles(cxlint, write, option, word, said):
    write("a.yaml", POLICY + TEAMS[7:])
    result = cxlint("graph", option, word)
    assert result.code == 2
    assert said in result.err


def test_the_other_formats_are_what_they_say(cxlint, write):
    write("a.yaml", POLICY)
    assert cxlint("graph").out.startswith("flowchart LR\n")
    assert cxlint("graph", "--format", "dot").out.startswith("digraph ")
    ElementTree.fromstring(cxlint("graph", "--format", "graphml").out)


def test_what_cannot_be_read_is_mentioned(cxlint, write):
    write("a.yaml", POLICY + TEAMS[7:])
    write("b.yaml", "channels: {")
    result = cxlint("graph")
    assert result.code == 2 and result.out.startswith("flowchart LR\n")
    assert "could not read b.yaml" in result.err


def test_nothing_to_draw_is_a_mistake(cxlint):
    assert cxlint("graph").code == 2
    assert cxlint("graph", "--allow-empty").code == 0


@pytest.mark.parametrize("form", ["svg", "html"])
def test_a_picture_shows_the_chosen_part(cxlint, write, form):
    pytest.importorskip("graphlay", reason="the map needs the package graphlay")
    write("policy/a.yaml", PICTURED)
    whole = cxlint("graph", "policy", "--format", form)
    part = cxlint("graph", "policy", "--format", form, "--intent", "refund")
    assert (whole.code, part.code) == (0, 0)
    assert "somewhere" in whole.out
    assert "somewhere" not in part.out
    assert "hotline" in part.out
    assert part.out == cxlint("graph", "policy", "--format", form, "--intent", "refund").out


def test_a_picture_holds_no_markup_of_the_policy(cxlint, write):
    pytest.importorskip("graphlay", reason="the map needs the package graphlay")
    write("policy/a.yaml", PICTURED.replace("{kind: voice,", "{kind: voice, name: '<a&\"b>',"))
    root = ElementTree.fromstring(cxlint("graph", "policy", "--format", "svg").out)
    titles = [each.text for each in root.iter("{http://www.w3.org/2000/svg}title")]
    assert '<a&"b>' in titles


@pytest.mark.parametrize("form", ["mermaid", "dot", "json", "svg"])
def test_a_drawing_may_go_to_a_file(cxlint, write, folder, form):
    pytest.importorskip("graphlay", reason="the map needs the package graphlay")
    write("policy/a.yaml", PICTURED)
    told = cxlint("graph", "policy", "--format", form)
    outcome = cxlint("graph", "policy", "--format", form, "-o", "policy/ways.json")
    assert (outcome.code, outcome.out) == (0, "wrote policy/ways.json\n")
    assert (folder / "policy/ways.json").read_text(encoding="utf-8") == told.out


@pytest.mark.thorough
@pytest.mark.skipif(not shutil.which("chromium"), reason="no Chromium is installed")
def test_a_picture_in_dots_shows_all_of_it(cxlint, write, folder):
    pytest.importorskip("graphlay", reason="the map needs the package graphlay")
    write("policy/a.yaml", PICTURED)
    root = ElementTree.fromstring(cxlint("graph", "policy", "--format", "svg").out)
    assert cxlint("graph", "policy", "--format", "png", "-o", "ways.png").code == 0
    content = (folder / "ways.png").read_bytes()
    assert content.startswith(b"\x89PNG\r\n")
    size = struct.unpack(">II", content[16:24])
    assert size == (2 * int(root.get("width")), 2 * int(root.get("height")))


def test_a_picture_in_dots_needs_a_browser_and_a_file(cxlint, write, folder, monkeypatch):
    pytest.importorskip("graphlay", reason="the map needs the package graphlay")
    write("policy/a.yaml", PICTURED)
    nowhere = cxlint("graph", "policy", "--format", "png")
    assert (nowhere.code, "name a file for it with -o" in nowhere.err) == (2, True)
    monkeypatch.setenv("PATH", "")
    alone = cxlint("graph", "policy", "--format", "png", "-o", "ways.png")
    assert alone.code == 2
    assert "a PNG needs Chromium, and there is none here: install Chromium, or" in alone.err
    assert not (folder / "ways.png").exists()


def test_without_what_lays_it_out_a_picture_is_refused(cxlint, write, monkeypatch):
    monkeypatch.setitem(sys.modules, "graphlay", None)
    write("policy/a.yaml", PICTURED)
    outcome = cxlint("graph", "policy", "--format", "svg")
    assert outcome.code == 2
    assert "pip install 'cxlint-policy[report]'" in outcome.err
