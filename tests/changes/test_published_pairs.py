"""Pairs of policies that changed: everything that has to be said is said, and nothing else."""

from __future__ import annotations

import csv
import datetime
import itertools
from functools import cache
from pathlib import Path

import pytest

from cxlint.changes.change import BETTER, NEUTRAL, WORSE, Change
from cxlint.changes.compare import compare
from cxlint.policy import reader
from cxlint.review.declaration import ASPECTS, WHO

PAIRS = Path(__file__).parents[3] / "shared" / "cases" / "changes"
TODAY = datetime.date(2026, 11, 29)
FLIPPED = {WORSE: BETTER, BETTER: WORSE, NEUTRAL: NEUTRAL}
NAMES = sorted(each.parent.name for each in PAIRS.glob("*/expect.tsv"))

pytestmark = pytest.mark.skipif(not NAMES, reason="the pairs are not beside the checkout")

Key = tuple[str, str, str]


def read(folder: Path):
    return reader.read(reader.Order((folder,), folder, TODAY)).policy


@cache
def sides(name: str):
    return read(PAIRS / name / "before"), read(PAIRS / name / "after")


@cache
def found(name: str) -> list[Change]:
    return list(compare(*sides(name), with_journeys=False).changes)


def expected(name: str) -> list[dict[str, str]]:
    with (PAIRS / name / "expect.tsv").open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines, delimiter="\t"))


def keys(row: dict[str, str]) -> set[Key]:
    cells = ([part.strip() for part in row[field].split(" | ")] for field in Change._fields[:3])
    return set(itertools.product(*cells))


@pytest.mark.parametrize("name", NAMES)
def test_what_has_to_be_said_is_said(name):
    told = {(each.thing, each.aspect, each.direction) for each in found(name)}
    groups: dict[object, set[Key]] = {}
    for number, row in enumerate(expected(name)):
        if row["need"].startswith("must"):
            one_of = row["need"] if row["need"] != "must" else number
            groups.setdefault(one_of, set()).update(keys(row))
    assert [sorted(group) for group in groups.values() if not group & told] == []


@pytest.mark.parametrize("name", NAMES)
def test_nothing_else_is_said(name):
    known = {key for row in expected(name) for key in keys(row)}
    told = [(each.thing, each.aspect, each.direction) for each in found(name)]
    assert [key for key in told if key not in known] == []


@pytest.mark.parametrize("name", NAMES)
def test_the_other_direction_is_the_mirror(name):
    """The same aspects, values and places, with the sides and the directions exchanged."""
    before, after = sides(name)
    back = compare(after, before, with_journeys=False).changes
    there = sorted(
        repr((each.aspect, each.direction, each.old, each.new, each.old_place, each.new_place))
        for each in found(name)
    )
    assert there == sorted(
        repr((each.aspect, FLIPPED[each.direction], each.new, each.old, each.new_place,
              each.old_place))
        for each in back
    )  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_the_mirror_has_the_same_customers(name):
    before, after = sides(name)
    back = compare(after, before, with_journeys=False).changes
    fields = ("category", "reason", "value", "country", "proof")

    def customers(changes):
        return sorted(
            repr((each.aspect, [each.who.get(field) for field in fields])) for each in changes
        )

    assert customers(found(name)) == customers(back)


@pytest.mark.parametrize("name", NAMES)
def test_what_is_said_can_be_declared(name):
    for each in found(name):
        assert each.aspect in ASPECTS
        assert each.who.keys() <= set(WHO)
