"""How long the figures of many contact reasons take, beside reading the policy.

    python tests/benchmarks/journeys.py [SHAPE ...]

A policy of 1,000 contact reasons over 10,000 places, and of half and double of both. In the shape
`apart` each contact reason has its own teams and its own moves; in `shared` all go through the same
places; in `woven` each has moves of its own that lead to places that all share. Half of the places
state every share, some ways go back, and some of these are bounded. Measured are seconds of
computing and the most memory that Python took for the figures, beside the policy.
"""

from __future__ import annotations

import random
import sys
import time
import tracemalloc
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import datetime

from cxlint.analysis import way_counts
from cxlint.analysis.subject import Subject
from cxlint.graph.builder import build
from cxlint.parsing import document
from cxlint.policy import linker

if TYPE_CHECKING:
    from collections.abc import Iterator

PLACES_OF_ONE = 10
SIZES = (100, 200)
DAY = datetime.date(2026, 11, 30)


def write_policy(shape: str, reasons: int, chance: random.Random) -> str:
    """Return a policy of so many contact reasons, with ten places to each."""
    teams = [f"team-{number}" for number in range(reasons * (PLACES_OF_ONE - 2))]
    lines = ["channels:"]
    lines += [
        f"  line-{n}: {{kind: {'voice' if n % 2 else 'email'}, published: true, open: 24x7, "
        f"goes_to: menu-{n}}}"
        for n in range(reasons)
    ]
    lines.append("steps:")
    for n in range(reasons):
        first = n * (PLACES_OF_ONE - 2)
        ways = ", ".join(
            f"{{say: choice {k}, goes_to: {teams[first + k]}" + (f", share: {k * 10 + 20}%}}" if n % 2 else "}")
            for k in range(3)
        )
        lines.append(f"  menu-{n}: {{kind: menu, options: [{ways}]}}")
    lines.append("teams:")
    lines += [f"  {team}: {{tier: 1, open: 24x7, seats: 4, closes: none}}" for team in teams]
    lines.append("handoffs:")
    lines += _handoffs(shape, teams, reasons, chance)
    lines.append("intents:")
    lines += [f"  reason-{n}: {{start: [line-{n}]}}" for n in range(reasons)]
    return "\n".join(lines) + "\n"


def _handoffs(shape: str, teams: list[str], reasons: int, chance: random.Random) -> Iterator[str]:
    group = PLACES_OF_ONE - 2
    for number, team in enumerate(teams):
        n = number // group
        own = f", intents: [reason-{n}]" if shape == "apart" or (shape == "woven" and number % group == 0) else ""
        onward = teams[min(number + chance.randint(1, 3), (n + 1) * group - 1 if shape == "apart" else len(teams) - 1)]
        back = teams[max(number - chance.randint(1, 3), n * group)]
        stated = number % 2 == 0
        shares = ("20%", "10%", "60%", "10%") if stated else (None, None, "50%", None)
        targets = (onward, back, "resolved", "abandoned")
        for target, share in zip(targets, shares, strict=True):
            if target == team:
                continue
            said = f", share: {share}" if share else ""
            bounded = ", max_repeats: 2" if target == back and number % 7 == 0 else ""
            us = ", carried_by: us" if target in (onward, back) else ""
            yield f"  - {{from: {team}, to: {target}{own}{said}{us}{bounded}}}"


def measure(shape: str, reasons: int) -> None:
    """Print how long reading and counting take."""
    text = write_policy(shape, reasons, random.Random(14))
    began = time.process_time()
    documents = document.parse("policy.yaml", text.encode())
    policy = linker.assemble(documents, DAY)
    read = time.process_time() - began
    began = time.process_time()
    network = build(policy)
    built = time.process_time() - began
    began = time.process_time()
    figures = sum(1 for _ in way_counts.list_quantities(Subject(network)))
    solved = time.process_time() - began
    tracemalloc.start()
    for _ in way_counts.list_quantities(Subject(build(policy))):
        pass
    memory = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    print(
        f"{shape:7} {reasons:5} reasons {len(network.nodes):6} places {len(text) / 1e6:4.1f} MB: "
        f"read {read:6.2f} s, graph {built:5.2f} s, figures {solved:6.2f} s = {solved / read:4.2f} "
        f"of reading, {figures} figures, {memory:6.1f} MB",
        flush=True,
    )


if __name__ == "__main__":
    for each in sys.argv[1:] or ("apart", "shared", "woven"):
        for size in SIZES:
            measure(each, size)
