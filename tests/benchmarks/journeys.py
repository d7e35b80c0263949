"""How long the figures of many contact reasons take, beside reading the policy.

    python tests/benchmarks/journeys.py [SHAPE ...]

A policy of 1,000 contact reasons over 10,000 places, and of half and double of both. In the shape
`apart` each contact reason has its own teams and its own moves; in `shared` all go through the same
places; in `woven` each has moves of its own that lead to places that all share. Half of the places
state every share, some ways go back, and some of these are bounded. Measured are seconds of
computing and the most memory that Python took for the figures, beside the policy.
"""

from __future__ import annotations

import datetime
import gc
import random
import sys
import time
import tracemalloc
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from cxlint.analysis import way_counts
from cxlint.analysis.subject import Subject
from cxlint.cli import session
from cxlint.graph.builder import build
from cxlint.linting.run import engine

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

PLACES_OF_ONE = 10
SHAPES = ("apart", "shared", "woven")
SIZES = (500, 1000, 2000)
DAY = datetime.date(2026, 11, 30)


def write_policy(shape: str, reasons: int, chance: random.Random) -> str:
    """Return a policy of so many contact reasons, with ten places to each."""
    group = PLACES_OF_ONE - 2
    teams = [f"team-{number}" for number in range(reasons * group)]
    return "\n".join(
        [
            "channels:",
            *(_line(number) for number in range(reasons)),
            "steps:",
            *(_menu(number, teams[number * group :]) for number in range(reasons)),
            "teams:",
            *(f"  {team}: {{tier: 1, open: 24x7, seats: 4, closes: none}}" for team in teams),
            "handoffs:",
            *_handoffs(shape, teams, group, chance),
            "intents:",
            *(f"  reason-{number}: {{start: [line-{number}]}}" for number in range(reasons)),
            "",
        ]
    )


def _line(number: int) -> str:
    kind = "voice" if number % 2 else "email"
    return f"  line-{number}: {{kind: {kind}, published: true, open: 24x7, goes_to: menu-{number}}}"


def _menu(number: int, teams: Sequence[str]) -> str:
    shares = [f", share: {share}%" if number % 2 else "" for share in (20, 30, 40)]
    ways = ", ".join(
        f"{{say: choice {choice}, goes_to: {team}{share}}}"
        for choice, (team, share) in enumerate(zip(teams, shares, strict=False))
    )
    return f"  menu-{number}: {{kind: menu, options: [{ways}]}}"


def _handoffs(shape: str, teams: Sequence[str], group: int, chance: random.Random) -> Iterator[str]:
    """Yield four moves of each team: onward, back within its group, and to two ends."""
    for number, team in enumerate(teams):
        first = number - number % group
        scoped = shape == "apart" or (shape == "woven" and number == first)
        own = f", intents: [reason-{number // group}]" if scoped else ""
        last = first + group - 1 if shape == "apart" else len(teams) - 1
        ahead, behind = number + chance.randint(1, 3), number - chance.randint(1, 3)
        onward = teams[ahead if ahead <= last else first]
        back = teams[behind if behind >= first else first + group - 1]
        bounded = ", max_repeats: 2" if number % 20 == 0 else ""
        shares = ("20%", "10%", "60%", "10%") if number % 2 == 0 else ("", "", "50%", "")
        for to, part in zip((onward, back, "resolved", "abandoned"), shares, strict=True):
            if to != team:
                share = part and f", share: {part}"
                more = f", carried_by: us{bounded if to == back else ''}" if "-" in to else ""
                yield f"  - {{from: {team}, to: {to}{own}{share}{more}}}"


def measure(shape: str, reasons: int, folder: Path) -> None:
    """Print how long reading and counting take."""
    file = folder / f"{shape}-{reasons}.yaml"
    file.write_text(write_policy(shape, reasons, random.Random(14)), encoding="utf-8")
    request = session.request((file,), today=DAY, cached=False)
    began = time.process_time()
    policy = engine.read(request).policy
    read = time.process_time() - began
    network = build(policy)
    began = time.process_time()
    figures = sum(1 for _ in way_counts.list_quantities(Subject(network)))
    solved = time.process_time() - began
    network = build(policy)
    tracemalloc.start()
    for _ in way_counts.list_quantities(Subject(network)):
        pass
    memory = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    print(
        f"{shape:7} {reasons:5} reasons {len(network.nodes):6} places "
        f"{file.stat().st_size / 1e6:4.1f} MB: read {read:6.2f} s, figures {solved:6.2f} s "
        f"= {solved / read:4.2f} of reading, {figures} figures, {memory:6.1f} MB",
        flush=True,
    )


def main(shapes: Sequence[str]) -> None:
    """Measure these shapes, collecting no waste meanwhile, as cxlint does not either."""
    gc.disable()
    with TemporaryDirectory() as folder:
        for shape in shapes or SHAPES:
            for reasons in SIZES:
                measure(shape, reasons, Path(folder))
                gc.collect()


if __name__ == "__main__":
    main(sys.argv[1:])
