"""Policy repositories in which no two files say the same, the same ones every time.

    python tests/benchmarks/realistic.py FILES FOLDER

As `generate.py` does, each file holds a small team's policy of about 10 kB. But every script has
words of its own, amounts, hours, fees and targets differ, customers are moved from one file to
another, and about one file in ten has a finding.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

WEIGHT = 10_000
"""Bytes of one file, about."""

ITEMS = ("kettle", "lamp", "jacket", "bicycle", "tent", "mirror", "blanket", "guitar", "printer",
         "stroller", "backpack", "armchair", "camera", "scarf", "toaster", "saw", "pillow", "globe",
         "ladder", "drill", "carpet", "sandal", "notebook", "racket", "helmet", "wardrobe", "vase",
         "keyboard", "mattress", "coat", "teapot", "shelf", "speaker", "ring", "watch")  # fmt: skip
TRAITS = ("green", "folding", "heavy", "woollen", "small", "old", "wooden", "silver", "striped",
          "light", "round", "narrow", "double", "quiet", "soft", "tall", "plain", "bright", "deep",
          "early", "northern", "spare", "long", "wide", "sturdy", "thin", "warm")  # fmt: skip
EVENTS = (
    "left our warehouse in {town} on day {n}",
    "was packed again at the dock of {town}",
    "is on the way to you with van {n}",
    "has been looked at by our workshop in {town}",
    "waits for one part that comes from {town}",
    "was measured and weighed, and is {n} grams",
    "is held for you at shelf {n} of the shop in {town}",
    "went through the customs office of {town}",
    "will be brought to you on tour {n}",
    "has the number {n} in our book of repairs",
)
NEXT = (
    "You need do nothing until it is there.",
    "We write to you again as soon as tour {n} is planned.",
    "A colleague from {town} looks after it in person.",
    "If the day does not suit you, answer this message and we plan another.",
    "The papers for it come with the same post, in envelope {n}.",
    "Your receipt, number {n}, lies in your account.",
)
SYLLABLES = ("ber", "ling", "stad", "mar", "ton", "wal", "hei", "ros", "kel", "dor", "fen", "bach",
             "lun", "tor", "vik", "sand", "holm", "gra")  # fmt: skip


def repository(files: int, folder: Path) -> None:
    """Write so many policy files into a folder, which is made where it is missing."""
    chance = random.Random(20261130)
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(files):
        text = policy_file(number, files, chance)
        (folder / f"area-{number:05}.yaml").write_text(text, encoding="utf-8")


def policy_file(number: int, files: int, chance: random.Random) -> str:
    """Return one team's policy; ids carry the number, so that files do not clash."""
    neighbour = chance.randrange(files)
    parts = [
        "---\n",
        _schedules(number, chance),
        _channels(number, chance, sound=number % 10 != 0),
        _steps(number, neighbour, chance),
        _teams(number, chance),
        _handoffs(number, neighbour, chance),
        _intents(number, chance),
        _returns(number, chance),
    ]
    text = "".join(parts)
    return text + _scripts(number, WEIGHT - len(text), chance)


def _schedules(n: int, chance: random.Random) -> str:
    begin, end = chance.randrange(7, 10), chance.randrange(17, 21)
    minutes = chance.choice(("00", "15", "30", "45"))
    return (
        f"schedules:\n  office-{n}: {{open: Mon-Fri {begin:02}:{minutes}-{end}:{minutes},"
        " timezone: Europe/Berlin}\n"
    )


def _channels(n: int, chance: random.Random, *, sound: bool) -> str:
    lines = ["channels:"]
    for k in range(4):
        share, within = chance.randrange(80, 96), chance.randrange(10, 21)
        lines += [
            f"  line-{n}-{k}:",
            "    kind: voice",
            f"    open: office-{n}",
            f"    goes_to: menu-{n}-{k}",
            f"    respond: {{within: {within}s, for: {share}%}}",
            "    owner: operations",
            f"    closed: {{announce: {_matter(chance)} can wait, opens_again: true}}",
            f"    dropped: {{callback_within: {chance.randrange(5, 30)} minutes}}",
            f"    voicemail: {{callback_within: {chance.randrange(2, 8)} business hours}}",
            "    closing: {check: true}",
            "    satisfaction: [csat, ces]",
        ]
    if not sound:
        del lines[8]
    return "\n".join(lines) + "\n"


def _steps(n: int, neighbour: int, chance: random.Random) -> str:
    lines = ["steps:"]
    for k in range(9):
        team, wait = chance.randrange(6), chance.randrange(40, 181)
        further = f"menu-{n}-{k + 4}" if k < 5 else f"care-{neighbour}-{(team + 1) % 6}"
        lines += [
            f"  menu-{n}-{k}:",
            "    kind: menu",
            "    options:",
            f"      - {{say: {_matter(chance)}, goes_to: care-{n}-{team}}}",
            f"      - {{say: something else, goes_to: {further}}}",
            f"    attempts: {chance.randrange(2, 4)}",
            f"    asks_for: [{{field: number {k} of the {_thing(chance)}, purpose: to find it}}]",
            f"    on_failure: care-{n}-{team}",
            f"    person: {{goes_to: care-{n}-{team}, within: {wait} seconds}}",
            f"    effort: {chance.randrange(20, 90)} seconds",
        ]
    return "\n".join(lines) + "\n"


def _teams(n: int, chance: random.Random) -> str:
    lines = ["teams:"]
    for k in range(6):
        day = f"2026-{chance.randrange(7, 11):02}-{chance.randrange(1, 29):02}"
        lines += [
            f"  care-{n}-{k}:",
            "    tier: 1",
            f"    open: office-{n}",
            f"    seats: {chance.randrange(4, 20)}",
            "    systems: [helpdesk]",
            "    may: {refund: any, replacement: any}",
            "    closes: all",
            "    may_refuse: true",
            f"    training: {{every: 6 months, last: {day}}}",
        ]
    return "\n".join(lines) + "\n"


def _handoffs(n: int, neighbour: int, chance: random.Random) -> str:
    lines = ["handoffs:"]
    for k in range(8):
        low = chance.randrange(0, 5)
        high = chance.randrange(low + 1, 6)
        there = max(n, neighbour) if k % 5 == 0 else n
        lines.append(
            f"  - {{from: care-{n}-{low}, to: care-{there}-{high}, when: {_matter(chance)} needs"
            " more,\n     carried_by: us, transfer: warm, context: full, progress: true}"
        )
    return "\n".join(lines) + "\n"


def _intents(n: int, chance: random.Random) -> str:
    lines = ["intents:"]
    for k in range(4):
        median, cents = chance.randrange(20, 400), chance.randrange(10, 99)
        high = median + chance.randrange(20, 300)
        lines += [
            f"  matter-{n}-{k}:",
            f"    start: [line-{n}-{k}]",
            "    remedy: refund",
            f"    value: {{p50: {median}.{cents} EUR, p90: {high} EUR}}",
            f"    promise: {chance.randrange(2, 6)} days",
            f"    case_owner: care-{n}-0",
        ]
    return "\n".join(lines) + "\n"


def _returns(n: int, chance: random.Random) -> str:
    return (
        "returns:\n"
        f"  - {{categories: [goods-{n}],\n"
        "     reasons: [changed mind, defective, wrong item, late, not as described,\n"
        "               service below expectation, undelivered],\n"
        f"     window: {chance.randrange(60, 121)} days, from: delivery, fee: none,"
        " shipping_paid_by: us,\n"
        "     refund: original payment, proof: [receipt, order lookup]}\n"
    )


def _scripts(n: int, room: int, chance: random.Random) -> str:
    lines = ["scripts:"]
    used = len(lines[0])
    k = 0
    while used < room:
        text = (
            f"The {_thing(chance)} {_filled(EVENTS, chance)}.\n"
            f"      The {_thing(chance)} {_filled(EVENTS, chance)}.\n"
            f"      {_filled(NEXT, chance)}"
        )
        script = f"  news-{n}-{k}:\n    purpose: macro\n    language: en\n    text: >\n      {text}"
        lines.append(script)
        used += len(script) + 1
        k += 1
    return "\n".join(lines) + "\n"


def _filled(sentences: Sequence[str], chance: random.Random) -> str:
    return chance.choice(sentences).format(town=_town(chance), n=chance.randrange(100, 100_000))


def _matter(chance: random.Random) -> str:
    return f"my {_thing(chance)} from {_town(chance)}"


def _thing(chance: random.Random) -> str:
    return f"{chance.choice(TRAITS)} {chance.choice(ITEMS)}"


def _town(chance: random.Random) -> str:
    return "".join(chance.choice(SYLLABLES) for _ in range(3)).capitalize()


if __name__ == "__main__":
    repository(int(sys.argv[1]), Path(sys.argv[2]))
