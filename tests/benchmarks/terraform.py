"""Terraform: the reader beside python-hcl2, on real files and on one of a megabyte.

    python tests/benchmarks/terraform.py [json]

The two take turns; medians are of the seconds of computing, which other work on the machine does
not disturb.
"""

from __future__ import annotations

import gc
import json
import statistics
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import hcl2

from cxlint.parsing import hcl_parser

if TYPE_CHECKING:
    from collections.abc import Callable

REAL = Path(__file__).resolve().parents[3] / "shared" / "real"
SIZE = 1_000_000
ROUNDS = 5
POLICY = """\
# Who is called at night
resource "pagerduty_escalation_policy" "line_{number}" {{
  name      = "Line {number} – night"
  num_loops = 2
  teams     = [pagerduty_team.care.id]
  rule {{
    escalation_delay_in_minutes = 10
    target {{
      type = "schedule_reference"
      id   = pagerduty_schedule.night_{number}.id
    }}
  }}
}}
"""


@dataclass(frozen=True, slots=True)
class Compared:
    """Megabytes of some files, and medians in seconds."""

    megabytes: float
    peer: float
    read: float


def policies(size: int = SIZE) -> str:
    """Return a file of about so many bytes: escalation policies, each with a rule and a target."""
    count = size // len(POLICY.format(number=1_000).encode())
    return "\n".join(POLICY.format(number=number) for number in range(count))


def compare(texts: list[str], rounds: int = ROUNDS) -> Compared:
    """Read all texts so often with each of the two, in turns."""

    def peer() -> None:
        for text in texts:
            hcl2.loads(text)

    def read() -> None:
        for text in texts:
            hcl_parser.parse("a.tf", text)

    seconds = [[_timed(peer), _timed(read)] for _ in range(rounds)]
    medians = (statistics.median(each) for each in zip(*seconds, strict=True))
    return Compared(sum(len(text.encode()) for text in texts) / 1e6, *medians)


def _timed(done: Callable[[], object]) -> float:
    gc.collect()
    began = time.process_time()
    done()
    return time.process_time() - began


if __name__ == "__main__":
    real = [file.read_text("utf-8") for file in sorted(REAL.glob("*-terraform/*.tf"))]
    found = {"real files": compare(real)} if real else {}
    found["a generated file"] = compare([policies()])
    if "json" in sys.argv[1:]:
        print(json.dumps({name: asdict(each) for name, each in found.items()}))
        sys.exit()
    for name, each in found.items():
        print(f"{name}, {each.megabytes:.2f} MB: {each.megabytes / each.read:.1f} MB/s, "
              f"{each.peer / each.read:.0f} times as fast as python-hcl2")  # fmt: skip
