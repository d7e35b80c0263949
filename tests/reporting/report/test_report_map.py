"""The map of a report: boxes that hold their labels and never overlap, groups of very many."""

from __future__ import annotations

import random
from itertools import combinations

import pytest
from policies import network

from cxlint.reporting.report.map import layout, views
from cxlint.reporting.report.map.layout import Box, fold_label, lay_out, measure
from cxlint.reporting.report.map.places import PlaceIndex, move_records, place_records
from cxlint.reporting.report.shapes import draw_bar, path_data, time_ticks, week_pieces

graphlay = pytest.importorskip("graphlay", reason="the map needs the package graphlay")

POLICY = """\
channels:
  chat: {kind: chat, goes_to: bot}
steps:
  bot: {kind: bot, name: The bot, by: care}
teams:
  care: {}
handoffs:
  - {from: bot, to: care, when: it is hard, carried_by: customer, share: 20%}
  - {from: care, to: resolved}
"""


def make_places(count):
    """Return places and moves as a large policy has them: most lead on, some back."""
    chance = random.Random(18)
    kinds = ("channel", "step", "step", "team", "approval", "outcome")
    places = [
        {"id": f"place-{n}", "kind": kinds[n % 6], "team": f"team-{n % 40}",
         "name": f"{'a long name of a ' * (n % 3)}place {n}"}
        for n in range(count)
    ]  # fmt: skip
    moves = []
    for n in range(1, count):
        moves.append({"from": max(0, n - 1 - chance.randrange(12)), "to": n})
        if chance.random() < 0.6:
            moves.append({"from": max(0, n - 1 - chance.randrange(25)), "to": n})
        if chance.random() < 0.08:
            moves.append({"from": n, "to": max(0, n - 1 - chance.randrange(25))})
    return places, moves


def overlaps(one, other):
    return (
        one["x"] < other["x"] + other["width"]
        and other["x"] < one["x"] + one["width"]
        and one["y"] < other["y"] + other["height"]
        and other["y"] < one["y"] + one["height"]
    )


@pytest.mark.parametrize("count", [1, 15, 300])
def test_no_two_boxes_overlap(count):
    (view,) = views.build_views(*make_places(count))
    assert len(view["boxes"]) == count
    assert not [pair for pair in combinations(view["boxes"], 2) if overlaps(*pair)]


@pytest.mark.parametrize("count", [15, 300])
def test_everything_lies_in_the_picture(count):
    (view,) = views.build_views(*make_places(count))
    for box in view["boxes"]:
        assert 0 <= box["x"] <= view["width"] - box["width"]
        assert 0 <= box["y"] <= view["height"] - box["height"]
    for line in view["lines"]:
        assert all(0 <= x <= view["width"] and 0 <= y <= view["height"] for x, y in line["points"])


@pytest.mark.parametrize("count", [1, 15, 300])
def test_each_label_fits_its_box(count):
    (view,) = views.build_views(*make_places(count))
    for box in view["boxes"]:
        assert max(map(measure, box["label"])) <= box["width"]


def test_the_layout_is_the_same_on_every_run():
    assert views.build_views(*make_places(120)) == views.build_views(*make_places(120))


def test_each_pair_of_places_has_one_line_with_all_its_moves():
    places, _ = make_places(3)
    moves = [{"from": 0, "to": 1}, {"from": 0, "to": 1}, {"from": 1, "to": 2}, {"from": 2, "to": 2}]
    (view,) = views.build_views(places, moves)
    assert [line["moves"] for line in view["lines"]] == [[0, 1], [2]]


def test_beyond_one_picture_there_are_groups_that_open():
    places, moves = make_places(900)
    first, *opened = views.build_views(places, moves)
    assert len(first["boxes"]) == len(opened) < views.MOST
    assert {box["group"] for box in first["boxes"]} == {view["id"] for view in opened}
    shown = sorted(box["place"] for view in opened for box in view["boxes"])
    assert shown == list(range(900))
    for view in (first, *opened):
        assert len(view["boxes"]) <= views.MOST
        assert not [pair for pair in combinations(view["boxes"], 2) if overlaps(*pair)]


def test_a_group_holds_places_of_one_kind_and_team():
    places, moves = make_places(900)
    for view in views.build_views(places, moves)[1:]:
        held = {(places[box["place"]]["kind"], places[box["place"]]["team"])
                for box in view["boxes"]}  # fmt: skip
        assert {kind for kind, _ in held} == {view["kind"]}
        assert len(held) == 1 or view["kind"] == "team"


def test_lines_beyond_many_go_straight():
    boxes = [Box(("a",))] * 40
    pairs = [(a, b) for a in range(40) for b in range(40) if a < b][: layout.MOST_ROUTED + 3]
    drawn = lay_out(boxes, pairs)
    assert len(drawn.lines) == len(pairs)
    for source, target in pairs[layout.MOST_ROUTED :]:
        start, end = drawn.lines[pairs.index((source, target))]
        left, _, width, _ = drawn.boxes[source]
        assert start[0] in (left, left + width)
        assert end[1] == drawn.boxes[target][1] + drawn.boxes[target][3] // 2


def test_of_very_many_lines_between_groups_the_strongest_are_drawn():
    first, *_ = views.build_views(*make_places(900))
    assert len(first["lines"]) == views.MOST_LINES
    assert first["left_out"] > 0


def test_without_a_layout_there_is_no_picture(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "graphlay", None)
    assert views.build_views(*make_places(15)) == []
    assert views.build_views(*make_places(301)) == []


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("care", ("care",)),
        ("Lanternlight Answering, weekend desk", ("Lanternlight", "Answering, weeke…")),
        ("x" * 60, ("xxxxxxxxxxxxxx", "xxxxxxxxxxxxx…")),
        ("", ("",)),
    ],
)
def test_a_label_has_two_lines_at_most(text, lines):
    folded = fold_label(text)
    assert len(folded) <= 2
    assert folded[0] == lines[0]
    assert all(measure(line) <= layout._WIDEST for line in folded)


def test_wide_letters_get_wide_boxes():
    assert Box(("顧客対応",)).width > Box(("care",)).width


def test_nothing_to_lay_out_is_an_empty_picture():
    assert lay_out([], []) == (0, 0, (), ())


def test_places_and_moves_say_what_the_policy_says():
    graph = network(POLICY)
    places, moves = place_records(graph), move_records(graph)
    bot = next(each for each in places if each["id"] == "bot")
    assert bot == {
        "id": "bot", "kind": "step", "name": "The bot", "path": "0.yaml", "line": 4, "team": "care",
    }  # fmt: skip
    carried = next(each for each in moves if each.get("carried"))
    assert (carried["when"], carried["share"], carried["line"]) == ("it is hard", "20%", 8)
    assert places[carried["from"]]["id"] == "bot"


def test_a_line_leads_to_its_place_and_its_moves():
    graph = network(POLICY)
    index = PlaceIndex(graph)
    spot = index.spot("0.yaml", 8, "care")
    assert graph.nodes[spot["place"]].id == "care"
    assert [graph.moves[n].target.id for n in spot["moves"]] == ["care"]
    assert index.spot("0.yaml", 99) == {}


def test_a_line_is_drawn_with_round_corners():
    assert path_data([[0, 0], [20, 0], [20, 30]]) == "M0 0L13 0Q20 0 20 7L20 30"
    assert path_data([[0, 0], [0, 0], [5, 5]]).startswith("M0 0")
    assert path_data([[1, 1]]) == ""


def test_a_bar_is_seen_and_stays_on_its_axis():
    assert draw_bar(0, 5, 10) == (0, 50, False)
    assert draw_bar(2, "endless", 10) == (20, 80, True)
    assert draw_bar(10, 10, 10) == (98.5, 1.5, False)
    assert draw_bar(None, None, 10) is None


def test_an_axis_of_time_has_few_ticks():
    for most in (1, 5, 30, 200, 5_000):
        ticks = time_ticks(most)
        assert ticks[-1] >= most
        assert 2 <= len(ticks) <= 9


def test_a_week_is_cut_at_midnights():
    assert list(week_pieces([(600, 3_000)])) == [(0.4167, 0.5833), (1, 1), (2, 0.0833)]
