"""A thousand scripts, and what all rules that read words take for them.

    python tests/benchmarks/phrases.py [SCRIPTS] [WORDS] [json]

The words are those of everyday service mail, with markdown and template variables; each script has
some that are in no other, as names and numbers are, and one in twenty holds a phrase of a rule. The
floor is reading the same file with PyYAML's C loader alone.
"""

from __future__ import annotations

import datetime
import gc
import json
import random
import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import yaml

from cxlint.linting.rules import loader
from cxlint.linting.text.phrases.tokenizer import wordings
from cxlint.parsing import document
from cxlint.policy import linker

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from cxlint.policy.policy import Policy

TODAY = datetime.date(2026, 11, 20)
CHECKS = frozenset({"phrase", "wanting", "apology"})
PURPOSES = (
    "macro",
    "service",
    "bot",
    "greeting",
    "refusal",
    "complaint",
    "apology",
    "review reply",
)
MAIL = """
thank you for writing to us about your order we have looked at it and will send you news within two
days whether or not there is any the parcel left our house on Monday with the carrier and should be
with you by Friday if it is not please tell me and I will ask them for you your refund was paid to
the card you used it can take some days until the bank shows it we are sorry that you had to wait
because of a label that was misread I have changed the address and the next one goes there you can
also pick it up in the shop from nine to six what would you like me to do next let me know and I
take care of it there is nothing you need to do an option is to keep it and get a part of the price
back your number is in the mail we sent on the day you ordered can I help with anything else today
"""
WORDS = MAIL.split()
PHRASES = (
    "there's nothing I can do", "that's not an option", "please contact the carrier",
    "due to high call volumes", "your only option is this", "sorry if you feel that way",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Measured:
    """Megabytes of text, and seconds: of each rule, of reading as cxlint does, of the floor."""

    megabytes: float
    by_rule: dict[str, float]
    hits: dict[str, int]
    reading: float
    floor: float

    @property
    def rules(self) -> float:
        """Seconds of all rules together."""
        return sum(self.by_rule.values())


def scripts(count: int, words: int) -> str:
    """Return a policy file of so many scripts of so many words."""
    chance = random.Random(20261121)
    return "scripts:\n" + "".join(
        f"  s-{number}:\n    purpose: {chance.choice(PURPOSES)}\n    language: en\n    text: >-\n"
        f"{_text(words, chance, own=f'S{number}')}"
        for number in range(count)
    )


def _text(words: int, chance: random.Random, own: str) -> str:
    said: list[str] = []
    while len(said) < words:
        length = chance.randrange(6, 16)
        sentence = [chance.choice(WORDS) for _ in range(length)]
        if chance.random() < 0.1:
            sentence[length // 2] = chance.choice(("{name}", "**now**", "[here](https://x.org/a)"))
        if chance.random() < 0.1:
            sentence[0] = f"{own}-{len(said)}"
        said += [*sentence[:-1], sentence[-1] + chance.choice((".", ".", ",", "?"))]
    if chance.random() < 0.05:
        said[words // 2 : words // 2] = chance.choice(PHRASES).split()
    return "".join(f"      {' '.join(said[at : at + 15])}\n" for at in range(0, len(said), 15))


def measure(count: int, words: int) -> Measured:
    """Read so many scripts, and run every rule that reads words over them.

    They have run before, over a few scripts: what is measured is reading words, not importing. The
    best of five runs counts, each over a policy that no rule has seen.
    """
    text = scripts(count, words)
    known = [rule for rule in loader.load().values() if rule.check in CHECKS]
    checks = {rule.id: (loader.check_of(rule), rule.params) for rule in known}
    _run(checks, linker.assemble(document.parse("first.yaml", scripts(20, 200).encode()), TODAY))
    encoded = text.encode()
    gc.collect()
    gc.disable()
    try:
        began = time.perf_counter()
        loaded = yaml.load(text, yaml.CSafeLoader)
        floor = time.perf_counter() - began
        runs = [_fresh(checks, encoded) for _ in range(5)]
    finally:
        gc.enable()
    size = sum(len(script["text"].encode()) for script in loaded["scripts"].values())
    reading, by_rule, hits = min(runs, key=lambda run: sum(run[1].values()))
    return Measured(size / 1e6, by_rule, hits, reading, floor)


def _fresh(
    checks: Mapping[str, tuple[Callable[..., Iterable[Any]], Mapping[str, Any]]], encoded: bytes
) -> tuple[float, dict[str, float], dict[str, int]]:
    wordings.cache_clear()  # taking down what the run before knew is no part of this one
    began = time.perf_counter()
    policy = linker.assemble(document.parse("generated.yaml", encoded), TODAY)
    reading = time.perf_counter() - began
    return reading, *_run(checks, policy)


def _run(
    checks: Mapping[str, tuple[Callable[..., Iterable[Any]], Mapping[str, Any]]], policy: Policy
) -> tuple[dict[str, float], dict[str, int]]:
    """Return the seconds of the processor, and the hits, of each rule."""
    by_rule, hits = {}, {}
    for id_, (check, params) in checks.items():
        began = time.process_time()
        hits[id_] = sum(1 for _ in check(policy, **params))
        by_rule[id_] = time.process_time() - began
    return by_rule, hits


def _tell(measured: Measured) -> None:
    print(
        f"{measured.megabytes:.2f} MB of text, all rules {measured.rules:.3f} s:"
        f" {measured.megabytes / measured.rules:.1f} MB/s"
    )
    print(
        f"reading {measured.reading:.3f} s; PyYAML's C loader {measured.floor:.3f} s,"
        f" of which the rules take {measured.rules / measured.floor:.2f}"
    )
    for name, seconds in sorted(measured.by_rule.items(), key=lambda item: -item[1]):
        print(f"  {name:<28} {seconds:.3f} s   {measured.hits[name]:>6,} hits")


if __name__ == "__main__":
    given = [int(each) for each in sys.argv[1:] if each.isdigit()]
    found = measure(*(given + [1_000, 200][len(given) :]))
    if "json" in sys.argv:
        print(json.dumps({"megabytes": found.megabytes, "rules": found.rules}))
    else:
        _tell(found)
