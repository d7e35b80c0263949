"""Verdicts that follow the ways only where their bounds leave it open, against following always."""

from __future__ import annotations

import datetime
import random

import pytest

from cxlint.analysis.subject import Subject
from cxlint.analysis.times.figures import list_times
from cxlint.analysis.times.timed_ways import TimedWays
from cxlint.graph.builder import build
from cxlint.parsing import document
from cxlint.policy import linker

DAY = datetime.date(2026, 11, 29)
HOURS = ("24x7", "office", "Mon-Sat 08:00-20:00", "Tue 10:00-12:00")
WAITS = ("1 hour", "1 business day", "2-5 days", "30 minutes", "2 business hours", "1 month")
PROMISES = ("1 hour", "1 day", "3 days", "7 days", "30 days", "2 business days", "2 months")


def write_policy(chance: random.Random) -> str:
    """Return a policy of a few teams that wait for one another, and what is promised."""
    teams = [f"team-{number}" for number in range(chance.randint(2, 5))]
    lines = [
        "organization: {name: Acme, timezone: Europe/Madrid}",
        "schedules: {office: {open: Mon-Fri 09:00-17:00, holidays: ES}}",
        "channels:",
        *(
            f"  line-{number}: {{kind: voice, open: {chance.choice(HOURS)}, "
            f"goes_to: {chance.choice(teams)}}}"
            for number in range(2)
        ),
        "teams:",
    ]
    for team in teams:
        owed = f", ola: {{resolution: {chance.choice(WAITS[:2])}}}" * chance.randint(0, 1)
        lines.append(f"  {team}: {{open: {chance.choice(HOURS)}, closes: all{owed}}}")
    lines.append("handoffs:")
    for source in teams:
        to = chance.choice([*teams, "resolved"])
        repeats = ", max_repeats: 2" if to != "resolved" else ""
        if to != source:
            wait = chance.choice(WAITS)
            lines.append(f"  - {{from: {source}, to: {to}, wait: {wait}{repeats}}}")
    lines.append("intents:")
    lines += [
        f"  matter-{number}: {{start: [line-0, line-1], promise: {promise}}}"
        for number, promise in enumerate(PROMISES)
    ]
    return "\n".join([*lines, ""])


def list_values(text: str) -> dict[str, object]:
    policy = linker.assemble([*document.parse("policy.yaml", text.encode())], DAY)
    return {each.name: each.value for each in list_times(Subject(build(policy)))}


@pytest.mark.parametrize("seed", range(12))
def test_bounds_change_no_verdict(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    text = write_policy(random.Random(seed))
    found = list_values(text)
    assert any(value for name, value in found.items() if name.endswith("verdict"))
    monkeypatch.setattr(TimedWays, "bounds", lambda *_: None)
    assert list_values(text) == found
