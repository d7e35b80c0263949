"""How long the figures of many contact reasons take, beside reading the policy.

    python tests/benchmarks/journeys.py [SHAPE ...]
    python tests/benchmarks/journeys.py stated [SHAPE ...]

A policy of 1,000 contact reasons over 10,000 places, and of half and double of both. In the shape
`apart` each contact reason has its own teams and its own moves; in `shared` all go through the same
places; in `woven` each has moves of its own that lead to places that all share. Half of the places
state every share, some ways go back, and some of these are bounded. Measured are seconds of
computing and the most memory that Python took for the figures, beside the policy.

With `stated`, the policy also states hours, waits, what teams owe one another, promises, approvals,
loads and fees, and each kind of figure is measured by itself.
"""

from __future__ import annotations

import datetime
import gc
import importlib
import random
import sys
import time
import tracemalloc
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from cxlint.analysis import catalogue, way_counts
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


HOURS = ("24x7", "Mon-Fri 09:00-17:00", "Mon-Sat 08:00-20:00", "Mon-Fri 08:00-18:00")
OWED = ("1 business day", "2 days", "4 business hours", "3 business days")
WAITS = ("1 hour", "1 business day", "2-5 days", "30 minutes", "2 business hours")
LOAD = "load: {contacts: 10, per: 1 hour, handling_time: 5 minutes, patience: 3 minutes}"
FEE = "fee: 0.10 EUR, fee_per: minute"


def state_more(text: str, chance: random.Random) -> str:
    """Return a policy that also states what takes time, what is decided on and what costs money."""
    lines = ["organization: {name: Acme, currency: EUR, timezone: Europe/Madrid}", "remedies:"]
    for number in range(10):
        first = f"by: team-{3 * number}, up_to: {50 + 10 * number} EUR, decides_within: 2 days"
        last = f"by: team-{3 * number + 1}, up_to: any, decides_within: 5 business days"
        lines.append(f"  refund-{number}: {{tiers: [{{{first}}}, {{{last}}}]}}")
    return "\n".join([*lines, *(_say_more(line, chance) for line in text.split("\n"))])


def _say_more(line: str, chance: random.Random) -> str:
    if line.startswith("  team-"):
        owed = f", ola: {{resolution: {chance.choice(OWED)}}}" * (chance.random() < 0.3)
        return line.replace("open: 24x7", f"open: {chance.choice(HOURS)}{owed}")
    if line.startswith("  - {from: team-") and "to: team-" in line and chance.random() < 0.5:
        return f"{line[:-1]}, wait: {chance.choice(WAITS)}}}"
    if line.startswith("  line-") and "voice" in line:
        return f"{line[:-1]}, {LOAD}, {FEE}}}"
    if line.startswith("  reason-"):
        promise, remedy = chance.choice((2, 7, 14, 30)), chance.randrange(10)
        value = f"{{p50: {chance.randint(20, 200)} EUR, max: 900 EUR}}"
        return f"{line[:-1]}, promise: {promise} days, remedy: refund-{remedy}, value: {value}}}"
    return line


def measure_each(shape: str, reasons: int, folder: Path) -> None:
    """Print how long each kind of figure takes of a policy that states much."""
    file = folder / f"{shape}-{reasons}-stated.yaml"
    text = write_policy(shape, reasons, random.Random(14))
    file.write_text(state_more(text, random.Random(5)), encoding="utf-8")
    request = session.request((file,), today=DAY, cached=False)
    began = time.process_time()
    policy = engine.read(request).policy
    read = time.process_time() - began
    subject = Subject(build(policy))
    told = []
    for name in ("way_counts", "decision_counts", "way_times", "line_costs", "queue_figures"):
        provider: catalogue.Provider = importlib.import_module(f"cxlint.analysis.{name}")
        began = time.process_time()
        figures = sum(1 for _ in provider.list_quantities(subject))
        taken = time.process_time() - began
        told.append(f"{name} {taken:.2f} s = {taken / read:.2f} ({figures} figures)")
    left = f", left off: {len(policy.left_off)}" if policy.left_off else ""
    print(f"{shape:7} {reasons:5} reasons: read {read:.2f} s, {', '.join(told)}{left}", flush=True)


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
    stated = "stated" in shapes
    chosen = [each for each in shapes if each != "stated"] or SHAPES
    with TemporaryDirectory() as folder:
        for shape in chosen:
            for reasons in SIZES:
                (measure_each if stated else measure)(shape, reasons, Path(folder))
                gc.collect()


if __name__ == "__main__":
    main(sys.argv[1:])
