"""cxlint beside its peers and its floors: medians and ratios of one run on one machine.

    make bench            everything, in about ten minutes
    python tests/benchmarks/run.py cold|throughput|graph

Every figure comes with what it is compared to, measured in turn with it, because machines are
noisy and only ratios last. The bars are what the project holds itself to; missing one is told and
makes the exit code 1.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import graphs
from generate import repository

BIN = Path(sys.executable).parent
SMALL = """\
channels:
  mailbox:
    kind: email
    goes_to: care
    owner: operations
    check_every: 2 hours
    respond: {within: 8 hours, for: 95%}
    closing: {check: true}
    satisfaction: [csat]
teams:
  care:
    seats: 4
"""
SAFE_LOAD = """\
import sys, yaml
from pathlib import Path
for file in sorted(Path(sys.argv[1]).glob("*.yaml")):
    yaml.load(file.read_bytes(), Loader=yaml.CSafeLoader)
"""


@dataclass(frozen=True, slots=True)
class Times:
    """Wall-clock seconds of several runs, and the peak memory of the largest, in MB."""

    seconds: list[float]
    peak: float

    @property
    def median(self) -> float:
        return statistics.median(self.seconds)


def in_turn(commands: dict[str, list[str]], runs: int) -> dict[str, Times]:
    """Run the commands in turn, so often, after one round that is not counted."""
    seconds: dict[str, list[float]] = {name: [] for name in commands}
    peaks = dict.fromkeys(commands, 0.0)
    for round_ in range(runs + 1):
        for name, command in commands.items():
            began = time.perf_counter()
            peak = _run(command)
            if round_:
                seconds[name].append(time.perf_counter() - began)
                peaks[name] = max(peaks[name], peak)
    return {name: Times(seconds[name], peaks[name]) for name in commands}


ENVIRONMENT = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}


def _run(command: list[str]) -> float:
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=ENVIRONMENT)
    _, _, usage = os.wait4(process.pid, 0)
    process.returncode = 0
    return usage.ru_maxrss / 1024


class Book:
    """What was measured, against what it must keep to."""

    def __init__(self) -> None:
        self.failed = False

    def ratio(self, name: str, value: float, bar: float, *, least: bool = False) -> None:
        """Write a ratio down beside its bar: at most, or with `least` at least, so much."""
        kept = value >= bar if least else value <= bar
        self.failed |= not kept
        word = "at least" if least else "at most"
        print(f"  {name:<58} {value:7.2f}   {word} {bar:g}{'' if kept else '   MISSED'}")

    @staticmethod
    def times(measured: dict[str, Times]) -> None:
        for name, times in measured.items():
            low, high = min(times.seconds), max(times.seconds)
            print(f"  {name:<34} {times.median * 1000:9.1f} ms"
                  f"   ({low * 1000:.1f} to {high * 1000:.1f}), {times.peak:.0f} MB")  # fmt: skip


def cold(book: Book, work: Path) -> None:
    """One small clean file, and --version."""
    file = work / "small.yaml"
    file.write_text(SMALL, encoding="utf-8")
    print("cold start: one small clean file")
    schema = Path(__file__).parents[2] / "schemas" / "policy.schema.json"
    measured = in_turn(
        {
            "cxlint check": [str(BIN / "cxlint"), "check", str(file)],
            "yamllint": [str(BIN / "yamllint"), str(file)],
            "check-jsonschema": [
                str(BIN / "check-jsonschema"), "--schemafile", str(schema), str(file),
            ],
            "cxlint --version": [str(BIN / "cxlint"), "--version"],
            "yamllint --version": [str(BIN / "yamllint"), "--version"],
        },
        21,
    )  # fmt: skip
    book.times(measured)
    check = measured["cxlint check"].median
    book.ratio("cxlint check / yamllint", check / measured["yamllint"].median, 1.5)
    book.ratio("cxlint check / check-jsonschema", check / measured["check-jsonschema"].median, 0.5)
    version = measured["cxlint --version"].median / measured["yamllint --version"].median
    book.ratio("cxlint --version / yamllint --version", version, 1)


def throughput(book: Book, work: Path) -> None:
    """A thousand files of ten kilobytes, cold, all rules on; then ten thousand."""
    thousand, ten_thousand = work / "thousand", work / "ten-thousand"
    repository(1_000, thousand)
    repository(10_000, ten_thousand)
    lint = [str(BIN / "cxlint"), "check", "--fail-on", "error"]
    print("throughput: 1,000 files, 10 MB")
    measured = in_turn(
        {
            "cxlint check": [*lint, str(thousand)],
            "yaml.load(CSafeLoader)": [sys.executable, "-c", SAFE_LOAD, str(thousand)],
        },
        5,
    )
    yamllint = in_turn({"yamllint": [str(BIN / "yamllint"), str(thousand)]}, 1)
    book.times(measured | yamllint)
    check = measured["cxlint check"]
    book.ratio(
        "cxlint / CSafeLoader", check.median / measured["yaml.load(CSafeLoader)"].median, 1.2
    )
    book.ratio("yamllint / cxlint", yamllint["yamllint"].median / check.median, 20, least=True)
    book.ratio("peak memory, MB", check.peak, 150)
    print("throughput: 10,000 files, 100 MB")
    measured = in_turn(
        {"1,000 files": [*lint, str(thousand)], "10,000 files": [*lint, str(ten_thousand)]}, 3
    )
    book.times(measured)
    ratio = measured["10,000 files"].median / measured["1,000 files"].median
    book.ratio("10,000 files / 1,000 files", ratio, 11)


def graph(book: Book, _: Path) -> None:
    """A graph with long chains and large knots: the graph rules against building it."""
    print("graph: long chains and large knots")
    rounds = [(graphs.measure(10_000), graphs.measure(100_000)) for _ in range(3)]
    for name, places in (("10,000 places", 0), ("100,000 places", 1)):
        build = statistics.median(round_[places].build for round_ in rounds)
        rules = statistics.median(round_[places].rules for round_ in rounds)
        print(f"  {name:<34} {build:9.3f} s to build, {rules:.3f} s for all graph rules")
    factor = statistics.median(large.rules / large.build for _, large in rounds)
    growth = statistics.median(large.rules / small.rules for small, large in rounds)
    book.ratio("graph rules / building, 100,000 places", factor, 4)
    book.ratio("100,000 places / 10,000 places, graph rules", growth, 13)


PARTS = {"cold": cold, "throughput": throughput, "graph": graph}


def main() -> int:
    book = Book()
    work = Path(tempfile.mkdtemp(prefix="cxlint-bench-"))
    print(f"{time.strftime('%Y-%m-%d')}, {os.cpu_count()} cores, Python {sys.version.split()[0]}")
    try:
        for name in sys.argv[1:] or PARTS:
            PARTS[name](book, work)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return 1 if book.failed else 0


if __name__ == "__main__":
    sys.exit(main())
