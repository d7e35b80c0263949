"""Nothing grows faster than its input: work at n, 2n and 4n, counted and not timed.

Counted are the lines of the product that are run, those of loops and comprehensions each time
round. What takes so little of it that it stands still is not counted: the work at a few entities
is taken away. Sections and hostile inputs are those of the benchmarks.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest
from benchmarks import crossings, hostile, quantities, sections
from policies import TODAY
from work_counts import count_work

from cxlint import reporting
from cxlint.errors import UserError
from cxlint.linting.config import config, config_files
from cxlint.linting.rules import loader
from cxlint.linting.run import engine
from cxlint.suggest import nearest

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from cxlint.linting.model.rule import Rule

ONCE = 24
"""How many entities are once as many."""

FEW = 4
"""How many entities are there where the work is measured that does not grow."""

TWICE, FOURFOLD = 2.3, 4.9
"""How much more work twice and four times as many entities may take."""

SIZES = {
    "lists in lists": 200,
    "one long script": 200,
    "one script of open brackets": 200,
    "one script of one word": 200,
    "one word of apostrophes": 200,
    **dict.fromkeys(quantities.QUANTITIES, 10),
    **dict.fromkeys(crossings.CROSSINGS, 10),
    "handoffs in layers": 40,
    "scenarios of intents": 40,  # as many as there are lines and teams
    "teams": 48,
    "a week of many hours": 96,
    "one ladder asked by all": 60,
    "loads, of one team": 25,
    "decisions, one ladder": 60,  # more than are worked out
    "waits, from all places": 200,
    "decisions, delegates": 400,
    **dict.fromkeys(
        (
            "aliases of a mapping of many faults",
            "aliases of a long ladder",
            "aliases of a list of goals",
            "aliases of a list of starts",
        ),
        900,
    ),
}
"""How many entities are once as many, where it is another number."""

SQUARES = frozenset({
    "aliases of a mapping of many faults", "aliases of a long ladder", "aliases of a list of goals",
    "aliases of a list of starts", "waits, from all places", "decisions, delegates",
})  # fmt: skip
"""As many aliases as what each stands for: n of these are an input of n times n."""

PAIRS = frozenset({
    "case_rules", "case_rules, one condition", "escalations", "processes, steps of one",
    "misspelt references", "misspelt references, all alike", "one line of JSON", "channels",
    "loads, of one team", "waits, from everywhere", "decisions, one ladder",
    "case_rules, many alternatives", "case_rules, many numbers", "menus", "handoffs in layers",
})  # fmt: skip
"""What is compared with one another as long as it is little: 400 words, or 400 rules in a row.

Up to there it may take as much as all pairs do, and no more.
"""

TWICE_PAIRS, FOURFOLD_PAIRS = 4.2, 16.8


@cache
def _rules() -> Mapping[str, Rule]:
    return loader.load()


def check(folder: Path) -> str:
    """Check a folder with all rules, and return what is said, as text and as JSON."""
    try:
        raw = config_files.read(config_files.find(folder))
        settings = config.build_config(raw, _rules(), folder)
    except UserError as error:
        return str(error)
    request = engine.Request(
        paths=(folder,),
        start=folder,
        config=settings,
        rules=_rules(),
        chosen=frozenset(_rules()),
        today=TODAY,
        laws=None,
    )
    report = engine.lint(request)
    return reporting.render("text", report) + reporting.render("json", report)


def assert_linear(folder: Path, name: str, file: str, make: Callable[[int], str]) -> None:
    """Assert that twice and four times as many entities take so much more work."""
    once = SIZES.get(name, ONCE)
    power = 0.5 if name in SQUARES else 1
    counts = [once * times for times in (1, 2, 4)]
    work = []
    for count in (FEW, FEW, *counts):  # the first time it is got ready
        (folder / file).write_text(make(round(count**power)), encoding="utf-8")
        work.append(count_work(lambda: check(folder)))
    growing = [
        (each - work[1]) / (count - FEW) for each, count in zip(work[2:], counts, strict=True)
    ]
    each, of_two, of_four = (of_one * counts[0] for of_one in growing)
    twice, fourfold = 2 * of_two / max(each, 1), 4 * of_four / max(each, 1)
    bars = (TWICE_PAIRS, FOURFOLD_PAIRS) if name in PAIRS else (TWICE, FOURFOLD)
    assert (twice <= bars[0], fourfold <= bars[1]) == (True, True), (twice, fourfold)


@pytest.mark.parametrize("name", sections.SECTIONS)
def test_a_section_takes_work_as_it_is_long(name: str, tmp_path: Path) -> None:
    """Every section of the language, with nothing in it twice."""
    assert_linear(tmp_path, name, "policy.yaml", sections.SECTIONS[name])


@pytest.mark.parametrize("name", quantities.QUANTITIES)
def test_figures_take_work_as_there_are_many(name: str, tmp_path: Path) -> None:
    """What figures and times are worked out of, and what the law looks at."""
    assert_linear(tmp_path, name, "policy.yaml", quantities.QUANTITIES[name])


@pytest.mark.parametrize("name", crossings.CROSSINGS)
def test_sections_that_meet_take_work_as_they_are_long(name: str, tmp_path: Path) -> None:
    """What one section says, asked of all that another says."""
    assert_linear(tmp_path, name, "policy.yaml", crossings.CROSSINGS[name])


@pytest.mark.parametrize("name", hostile.INPUTS)
def test_hostile_input_takes_work_as_it_is_long(name: str, tmp_path: Path) -> None:
    """Every input of the benchmark that is meant to take long."""
    if name in hostile.BESIDE:
        other, text = hostile.BESIDE[name]
        (tmp_path / other).write_text(text, encoding="utf-8")
    assert_linear(tmp_path, name, hostile.INPUTS[name].file, hostile.INPUTS[name].make)


def test_a_quadratic_step_is_noticed() -> None:
    """What looks at every pair takes sixteen times the work for four times as many."""

    def look(count: int) -> Callable[[], object]:
        words = [f"w{number}" for number in range(count)]
        return lambda: [nearest(word, words) for word in words]

    once, fourfold = (count_work(look(count)) for count in (20, 80))
    assert fourfold > FOURFOLD * once
