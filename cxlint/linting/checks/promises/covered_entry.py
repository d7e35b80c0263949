"""Entries of ordered rules that never apply, because earlier ones take all their cases."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.algorithms.condition_algebra import Effort, find_takers
from cxlint.linting.check_support.hits import build_hit
from cxlint.linting.model.finding import Hit
from cxlint.records import NamedTuple
from cxlint.sentence_lists import shorten_list
from cxlint.values.conditions import read_alternatives

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cxlint.algorithms.condition_algebra import Alternatives
    from cxlint.language.entity import Entity
    from cxlint.parsing.document import At
    from cxlint.policy.policy import Policy

MOST = 300
"""How many entries of a row are compared with one another."""
LEFT_OFF = (
    "there are too many escalations or choices in a row, or conditions of them, to compare each "
    "with those before it: which of them never apply is not worked out for all"
)
NAMED = 2

FACTS = frozenset({"id", "entry", "other", "instead", "own"})
"""What a message may name."""


class Entry(NamedTuple):
    """An entry of a row: where it stands, what it asks, what it does, in words."""

    entity: Entity
    keys: tuple[str | int, ...]
    name: str
    asks: Alternatives | None
    effect: object
    effect_text: str

    @property
    def at(self) -> At:
        """Where it stands."""
        return self.entity.at(*self.keys)


def covered_entry(policy: Policy) -> Iterator[Hit]:
    """Yield each entry of a row whose cases earlier entries always take, with another effect.

    A row are the escalations of a file that have a position, and the options of a step that state
    conditions. Of an entry whose conditions are not stated nothing is known. Facts: id, entry,
    other, instead and own (what becomes of the case, and what the entry would have done).

    Args:
        policy: the policy.
    """
    effort = Effort()
    for row in (*_list_escalations(policy), *_list_options(policy)):
        yield from _find_covered(row[:MOST], effort)
        if len(row) > MOST or effort.is_spent:
            policy.left_off.add(LEFT_OFF)


def _list_escalations(policy: Policy) -> Iterator[list[Entry]]:
    files: dict[str, list[Entity]] = {}
    for escalation in policy.of("escalation"):
        if escalation.says("position"):
            files.setdefault(escalation.document.vendor_file, []).append(escalation)
    for found in files.values():
        found.sort(key=lambda each: int(each.get("position")))
        yield [_read_escalation(each) for each in found]


def _read_escalation(escalation: Entity) -> Entry:
    stated = {
        key: escalation.get(key)
        for key in ("conditions", "any_conditions")
        if escalation.says(key) or escalation.get(key) == []
    }
    levels = [
        (level.get("after"), level.get("to"))
        for level in escalation.get("steps") or ()
        if isinstance(level, dict)
    ]
    effect = (levels, escalation.get("ends_on"), escalation.get("restarts_on"))
    asks = _read_alternatives(escalation, stated)
    return Entry(escalation, (), escalation.id, asks, effect, _phrase_levels(levels))


def _read_alternatives(entity: Entity, stated: Mapping[str, Any]) -> Alternatives | None:
    """Return what an entry asks; fields of a vendor's records hold one value as a rule."""
    return read_alternatives(stated, unlisted="is" if entity.document.vendor_file else "has")


def _phrase_levels(levels: Sequence[tuple[Any, Any]]) -> str:
    if not levels:
        return "no escalation"
    after, to = levels[0]
    people = to if isinstance(to, list) else [to or "somebody"]
    return f"{' and '.join(map(str, people))} after {after}"


def _list_options(policy: Policy) -> Iterator[list[Entry]]:
    for step in policy.of("step"):
        options = step.get("options") or ()
        if not any(isinstance(each, dict) and "conditions" in each for each in options):
            continue
        yield [
            Entry(
                step,
                ("options", number),
                str(each["say"]),
                _read_alternatives(step, each),
                each.get("goes_to"),
                str(each.get("goes_to") or "nowhere"),
            )
            for number, each in enumerate(options)
            if isinstance(each, dict)
        ]


def _find_covered(row: Sequence[Entry], effort: Effort) -> Iterator[Hit]:
    before: list[Entry] = []
    for later in row:
        if later.asks is None:
            continue
        found = find_takers([each.asks or () for each in before], later.asks, effort)
        takers = [before[number] for number in found]
        if any(each.effect != later.effect for each in takers):
            yield _build(later, takers)
        before.append(later)


def _build(later: Entry, takers: Sequence[Entry]) -> Hit:
    first = takers[0]
    facts = {
        "entry": later.name,
        "other": shorten_list([each.name for each in takers], NAMED),
        "instead": first.effect_text,
        "own": later.effect_text,
    }
    related = tuple((each.at, each.name) for each in takers)
    key = (*map(str, later.keys), first.name)
    return build_hit(later.entity, *later.keys, facts=facts, key=key, related=related)
