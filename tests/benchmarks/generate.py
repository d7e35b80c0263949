"""Policy repositories of any size, the same ones every time.

    python tests/benchmarks/generate.py FILES FOLDER

Each file is a small team's policy of about 10 kB: channels, menus, teams, handoffs, contact
reasons, return rows, and a script or two that fill it up. Everything in them is in order, for
cxlint and for yamllint, so that a run measures linting and not the telling of findings.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

WEIGHT = 10_000
"""Bytes of one file, about."""


def repository(files: int, folder: Path) -> None:
    """Write so many policy files into a folder, which is made where it is missing."""
    chance = random.Random(20261121)
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(files):
        text = policy_file(number, chance)
        (folder / f"area-{number:05}.yaml").write_text(text, encoding="utf-8")


def policy_file(number: int, chance: random.Random) -> str:
    """Return one team's policy; ids carry the number, so that files do not clash."""
    parts = [
        "---\n",
        _schedules(number) if number == 0 else "",
        _channels(number),
        _steps(number, chance),
        _teams(number, chance),
        _handoffs(number, chance),
        _intents(number),
        _returns(number),
    ]
    text = "".join(parts)
    return text + _scripts(number, WEIGHT - len(text))


def _schedules(_: int) -> str:
    return "schedules:\n  office: {open: Mon-Fri 09:00-18:00, timezone: Europe/Berlin}\n"


def _channels(n: int) -> str:
    lines = ["channels:"]
    for k in range(4):
        lines += [
            f"  line-{n}-{k}:",
            "    kind: voice",
            "    open: office",
            f"    goes_to: menu-{n}-{k}",
            "    respond: {within: 20s, for: 80%}",
            "    owner: operations",
            "    closed: {announce: We are open from Monday to Friday, opens_again: true}",
            "    dropped: {callback_within: 10 minutes}",
            "    voicemail: {callback_within: 4 business hours}",
            "    closing: {check: true}",
            "    satisfaction: [csat, ces]",
        ]
    return "\n".join(lines) + "\n"


def _steps(n: int, chance: random.Random) -> str:
    lines = ["steps:"]
    for k in range(12):
        team = chance.randrange(6)
        further = f"menu-{n}-{k + 4}" if k < 8 else f"care-{n}-{(team + 1) % 6}"
        lines += [
            f"  menu-{n}-{k}:",
            "    kind: menu",
            "    options:",
            f"      - {{say: my order, goes_to: care-{n}-{team}}}",
            f"      - {{say: something else, goes_to: {further}}}",
            "    attempts: 3",
            f"    asks_for: [{{field: order number {k}, purpose: to find the order}}]",
            f"    on_failure: care-{n}-{team}",
            f"    person: {{goes_to: care-{n}-{team}, within: 3 minutes}}",
            "    effort: 1 minute",
        ]
    return "\n".join(lines) + "\n"


def _teams(n: int, chance: random.Random) -> str:
    lines = ["teams:"]
    for k in range(6):
        lines += [
            f"  care-{n}-{k}:",
            "    tier: 1",
            "    open: office",
            f"    seats: {chance.randrange(4, 20)}",
            "    systems: [helpdesk]",
            "    may: {refund: any, replacement: any}",
            "    closes: all",
            "    may_refuse: true",
            "    training: {every: 6 months, last: 2026-09-01}",
        ]
    return "\n".join(lines) + "\n"


def _handoffs(n: int, chance: random.Random) -> str:
    lines = ["handoffs:"]
    for k in range(15):
        low = chance.randrange(0, 5)
        high = chance.randrange(low + 1, 6)
        lines.append(
            f"  - {{from: care-{n}-{low}, to: care-{n}-{high}, when: the matter {k} needs more,\n"
            "     carried_by: us, transfer: warm, context: full, progress: true}"
        )
    return "\n".join(lines) + "\n"


def _intents(n: int) -> str:
    lines = ["intents:"]
    for k in range(4):
        lines += [
            f"  matter-{n}-{k}:",
            f"    start: [line-{n}-{k}]",
            "    remedy: refund",
            "    value: {p50: 60 EUR, p90: 180 EUR}",
            "    promise: 3 days",
            f"    case_owner: care-{n}-0",
        ]
    return "\n".join(lines) + "\n"


def _returns(n: int) -> str:
    return (
        "returns:\n"
        f"  - {{categories: [goods-{n}],\n"
        "     reasons: [changed mind, defective, wrong item, late, not as described,\n"
        "               service below expectation, undelivered],\n"
        "     window: 60 days, from: delivery, fee: none, shipping_paid_by: us,\n"
        "     refund: original payment, proof: [receipt, order lookup]}\n"
    )


def _scripts(n: int, room: int) -> str:
    lines = ["scripts:"]
    used = len(lines[0])
    k = 0
    while used < room:
        script = (
            f"  news-{n}-{k}:\n    purpose: macro\n    language: en\n    text: >\n"
            "      Thank you for writing to us. We have looked at your order and will send\n"
            "      you news of it within two days, whether or not there is any.\n"
        )
        lines.append(script.rstrip("\n"))
        used += len(script)
        k += 1
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    repository(int(sys.argv[1]), Path(sys.argv[2]))
