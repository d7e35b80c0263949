"""Four times as much that is wrong takes about four times the work."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from work_counts import count_work

from cxlint.linting.config import config, config_files
from cxlint.linting.rules import loader
from cxlint.linting.run import engine

RULES = loader.load()


def broken_references(size: int) -> str:
    teams = "".join(f"  team-{n}: {{seats: 2}}\n" for n in range(size))
    to = "".join(f"  - {{from: team-{n}, to: taem-{n}x}}\n" for n in range(size // 4))
    return f"teams:\n{teams}handoffs:\n{to}"


def many_documents(size: int) -> str:
    return "".join(f"---\nteams:\n  t{n}: {{seats: 2}}\n# {'x' * 500}\n" for n in range(size))


def unused_waivers(size: int) -> str:
    teams = "".join(
        f"  t{n}: {{seats: 2}}  # cxlint: allow[hassle-loop] because of {n}\n" for n in range(size)
    )
    rings = "".join(
        f"  - {{from: t{n}, to: t{n + 1}}}\n  - {{from: t{n + 1}, to: t{n}}}\n"
        for n in range(0, size, 2)
    )
    entries = "".join(
        f"  - {{rule: hassle-loop, at: handoff/t{n}->x{n}, reason: said, owner: a, "
        "approved_by: b, expires: 2027-01-01}\n"
        for n in range(size // 4)
    )
    return f"teams:\n{teams}handoffs:\n{rings}waivers:\n{entries}"


def half_a_policy(size: int) -> str:
    lost = "".join(f"  team-{n}: {{seats: 2}}\n" for n in range(size))
    to = "".join(f"  - {{from: team-{n}, to: team-{n + 1}}}\n" for n in range(size - 1))
    return f"handoffs:\n{to}---\nteams:\n{lost}  x: [\n"


def misspelt_keys(size: int) -> str:
    keys = "".join(f"  t{n}: {{seets: 2, seats: many}}\n" for n in range(size))
    return f"teams:\n{keys}"


def doors_into_a_knot(size: int) -> str:
    lines = "".join(f"  line-{n}: {{kind: voice, goes_to: door-{n}}}\n" for n in range(size))
    doors = "".join(f"  door-{n}: {{seats: 2}}\n" for n in range(size))
    teams = "".join(f"  t{n}: {{seats: 2, closes: all}}\n" for n in range(size))
    matters = "".join(f"  matter-{n}: {{start: line-{n}}}\n" for n in range(size))
    into = "".join(f"  - {{from: door-{n}, to: t0, context: full}}\n" for n in range(size))
    ring = "".join(
        f"  - {{from: t{n}, to: t{(n + 1) % size}, context: full, max_repeats: 1}}\n"
        for n in range(size)
    )
    return f"channels:\n{lines}teams:\n{doors}{teams}intents:\n{matters}handoffs:\n{into}{ring}"


def choices_without_people(size: int) -> str:
    lines = "".join(
        f"  line-{n}: {{kind: voice, open: 24x7, goes_to: menu-{n}}}\n" for n in range(size)
    )
    menus = "".join(
        f"  menu-{n}: {{kind: menu, on_timeout: menu-{(n + 1) % size}, options: "
        f"[{{say: a, goes_to: desk-{n % 3}}}, {{say: b, goes_to: desk-3}}]}}\n"
        for n in range(size)
    )
    desks = "".join(f"  desk-{n}: {{open: Mon-Fri 0{n + 6}:00-17:00}}\n" for n in range(4))
    return f"channels:\n{lines}steps:\n{menus}teams:\n{desks}"


def work_of(text: str) -> int:
    request = engine.Request(
        paths=(),
        start=Path(),
        config=config.build_config(config_files.read(None), RULES, Path()),
        rules=RULES,
        chosen=frozenset(RULES),
        today=datetime.date(2026, 11, 20),
        stdin=("policy.yaml", text.encode()),
    )
    return count_work(lambda: engine.lint(request))


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("make", "size"),
    [
        (broken_references, 800),
        (many_documents, 700),
        (unused_waivers, 400),
        (misspelt_keys, 200),
        (half_a_policy, 300),
        (doors_into_a_knot, 150),
    ],
)
def test_work_grows_with_what_is_wrong(make, size):
    assert growth(make, size) < 4.9


@pytest.mark.thorough
def test_of_each_channel_so_many_places_are_looked_through_and_no_more():
    """Each of the channels leads to all menus: what lies behind it is told nearest first."""
    assert growth(choices_without_people, 60) < 16.8


def growth(make, size: int) -> float:
    few = work_of(make(10))  # besides, what is imported is imported
    return (work_of(make(4 * size)) - few) / (work_of(make(size)) - few)
