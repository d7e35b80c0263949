"""cxlint beside its peers and its floors: medians and ratios of one run on one machine.

    make bench            everything, in about ten minutes
    python tests/benchmarks/run.py [cold] [throughput] [different] [graph] [importing] [phrases]

Every figure comes with what it is compared to, measured in turn with it, because machines are
noisy and only ratios last; one round goes before that is not counted. Commands run as users run
them: from their start to their end, with compiled modules beside the sources and cxlint's
compiled rules in a cache, as after any first run (which is told, too); files have been read before,
so that no disk is measured; nothing that cxlint found out about a policy is kept. Each must
end with the exit code it ought to have, for a tool that fails is quick. The bars are what the
project holds itself to; missing one is told and makes the exit code 1.
"""

from __future__ import annotations

import importlib.metadata
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import realistic
from generate import repository

HERE = Path(__file__).parent
BIN = Path(sys.executable).parent
KILOBYTES = 1_048_576 if sys.platform == "darwin" else 1_024
"""How many of the units in which memory is told make a megabyte."""
PEERS = ("yamllint", "check-jsonschema", "PyYAML")
SMALL = """\
---
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
    """Wall-clock seconds of several runs and of the one before them, and the peak memory, in MB."""

    seconds: list[float]
    first: float
    peak: float

    @property
    def median(self) -> float:
        return statistics.median(self.seconds)


def in_turn(commands: dict[str, list[str]], runs: int, work: Path) -> dict[str, Times]:
    """Run the commands in turn, so often, after one round that is not counted."""
    seconds: dict[str, list[float]] = {name: [] for name in commands}
    peaks = dict.fromkeys(commands, 0.0)
    for _ in range(runs + 1):
        for name, command in commands.items():
            took, peak = _run(command, work)
            seconds[name].append(took)
            peaks[name] = max(peaks[name], peak)
    return {name: Times(all_[1:], all_[0], peaks[name]) for name, all_ in seconds.items()}


def _run(command: list[str], work: Path) -> tuple[float, float]:
    """Return seconds and megabytes of a command, which must find nothing and succeed.

    The megabytes are never fewer than those of this process, from which the command is forked.
    """
    began = time.perf_counter()
    process = subprocess.Popen(
        command, env=_environment(work), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)
    took = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"exit code {process.returncode}: {' '.join(command)}")
    return took, usage.ru_maxrss / KILOBYTES


def _environment(work: Path) -> dict[str, str]:
    """Return the environment without what slows Python down, and with an empty cache."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return {**kept, "XDG_CACHE_HOME": str(work / "cache")}


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
    schema = HERE.parents[1] / "schemas" / "policy.schema.json"
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
        work,
    )  # fmt: skip
    book.times(measured)
    first = measured["cxlint check"].first
    print(f"  {'cxlint check, the very first':<34} {first * 1000:9.1f} ms, rules not yet compiled")
    check = measured["cxlint check"].median
    book.ratio("cxlint check / yamllint", check / measured["yamllint"].median, 1.15)
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
        work,
    )
    # once, for it takes a minute; it is far from its bar
    yamllint = in_turn({"yamllint": [str(BIN / "yamllint"), str(thousand)]}, 1, work)
    book.times(measured | yamllint)
    check = measured["cxlint check"]
    book.ratio(
        "cxlint / CSafeLoader", check.median / measured["yaml.load(CSafeLoader)"].median, 1.2
    )
    book.ratio("yamllint / cxlint", yamllint["yamllint"].median / check.median, 20, least=True)
    book.ratio("peak memory, MB", check.peak, 150)
    print("throughput: 10,000 files, 100 MB")
    measured = in_turn(
        {"1,000 files": [*lint, str(thousand)], "10,000 files": [*lint, str(ten_thousand)]}, 3, work
    )
    book.times(measured)
    ratio = measured["10,000 files"].median / measured["1,000 files"].median
    book.ratio("10,000 files / 1,000 files", ratio, 11)


def different(book: Book, work: Path) -> None:
    """A thousand files of which no two say the same, with findings, written as JSON."""
    thousand, ten_thousand = work / "different", work / "ten-thousand-different"
    realistic.repository(1_000, thousand)
    realistic.repository(10_000, ten_thousand)
    lint = [str(BIN / "cxlint"), "check", "--exit-zero", "--format", "json"]
    print("throughput: 1,000 different files, 10 MB")
    measured = in_turn(
        {
            "cxlint check": [*lint, str(thousand)],
            "yaml.load(CSafeLoader)": [sys.executable, "-c", SAFE_LOAD, str(thousand)],
        },
        5,
        work,
    )
    once = in_turn({"10,000 files": [*lint, str(ten_thousand)]}, 1, work)
    book.times(measured | once)
    check, bare, large = *measured.values(), once["10,000 files"]
    book.ratio("cxlint / CSafeLoader, different", check.median / bare.median, 1.2)
    book.ratio("peak memory, MB, different", check.peak, 200)
    book.ratio("10,000 files / 1,000 files, different", large.median / check.median, 11)
    book.ratio("peak memory of 10,000 files, MB", large.peak, 1_200)


def graph(book: Book, work: Path) -> None:
    """A graph with long chains and large knots: the graph rules against building it."""
    for kind in ("bare", "rich"):
        print(f"graph: long chains and large knots, {kind}")
        rounds = [[_graph(places, kind, work) for places in (10_000, 100_000)] for _ in range(3)]
        for number, name in enumerate(("10,000 places", "100,000 places")):
            build = statistics.median(round_[number]["build"] for round_ in rounds)
            rules = statistics.median(round_[number]["rules"] for round_ in rounds)
            looking = sum(1 for took in rounds[0][number]["by_rule"].values() if took > 0.001)
            print(f"  {name:<34} {build:9.3f} s to build, {rules:.3f} s for all graph rules"
                  f" ({looking} of them take more than 1 ms)")  # fmt: skip
        factor = statistics.median(large["rules"] / large["build"] for _, large in rounds)
        growth = statistics.median(large["rules"] / small["rules"] for small, large in rounds)
        book.ratio(f"graph rules / building, 100,000 places, {kind}", factor, 4)
        book.ratio(f"100,000 places / 10,000 places, graph rules, {kind}", growth, 13)


def _graph(places: int, kind: str, work: Path) -> dict[str, Any]:
    """Measure in a process of its own, so that no run inherits the memory of another."""
    command = [sys.executable, str(HERE / "graphs.py"), str(places), kind, "json"]
    made = subprocess.run(command, env=_environment(work), stdout=subprocess.PIPE, check=True)
    told: dict[str, Any] = json.loads(made.stdout)
    return told


def importing(book: Book, work: Path) -> None:
    """Vendors' files of 5 MB: read and joined, beside the library's parser alone."""
    for name in ("amazon-connect", "twilio-studio", "bpmn"):
        command = [sys.executable, str(HERE / "importing.py"), name, "json"]
        made = subprocess.run(command, env=_environment(work), stdout=subprocess.PIPE, check=True)
        told: dict[str, float] = json.loads(made.stdout)
        size = told["megabytes"]
        print(f"importing: {name}, one file of {size:.1f} MB")
        for part, word in (("library", "parsed by the library"), ("placed", "with every place")):
            print(f"  {word:<34} {told[part] * 1000:9.1f} ms, {size / told[part]:.1f} MB/s")
        book.ratio("MB/s read and joined", size / told["read"], 5, least=True)
        print(f"  {'the same / the library':<34} {told['read'] / told['library']:9.1f}")


def phrases(book: Book, work: Path) -> None:
    """Scripts of 200 words, some in no other: every rule that reads words, rules already loaded."""
    told = {count: _phrases(count, work) for count in (1_000, 4_000)}
    for count, each in told.items():
        print(f"phrases: {count:,} scripts of 200 words")
        print(f"  {'all rules that read words':<34} {each['rules'] * 1000:9.1f} ms")
    book.ratio("MB/s of text", told[1_000]["megabytes"] / told[1_000]["rules"], 5, least=True)
    book.ratio("four times the scripts", told[4_000]["rules"] / told[1_000]["rules"], 5)


def _phrases(count: int, work: Path) -> dict[str, float]:
    command = [sys.executable, str(HERE / "phrases.py"), str(count), "json"]
    made = subprocess.run(command, env=_environment(work), stdout=subprocess.PIPE, check=True)
    told: dict[str, float] = json.loads(made.stdout)
    return told


PARTS = {
    "cold": cold,
    "throughput": throughput,
    "different": different,
    "graph": graph,
    "importing": importing,
    "phrases": phrases,
}


def main() -> int:
    chosen = sys.argv[1:] or list(PARTS)
    if strange := set(chosen) - set(PARTS):
        sys.exit(f"no such part: {', '.join(sorted(strange))}; there are {', '.join(PARTS)}")
    try:
        versions = [f"{peer} {importlib.metadata.version(peer)}" for peer in PEERS]
    except importlib.metadata.PackageNotFoundError as error:
        sys.exit(f"{error.name} is not installed beside {sys.executable}; `make bench` installs it")
    book = Book()
    work = Path(tempfile.mkdtemp(prefix="cxlint-bench-"))
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    load = os.getloadavg()[0]
    print(f"{time.strftime('%Y-%m-%d')}, {cores} cores, Python {sys.version.split()[0]}, "
          f"{', '.join(versions)}; load before: {load:.1f}")  # fmt: skip
    try:
        for name, part in PARTS.items():
            if name in chosen:
                part(book, work)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return 1 if book.failed else 0


if __name__ == "__main__":
    sys.exit(main())
