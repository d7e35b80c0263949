"""Escalations that help urgent cases no sooner than any other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.calendar.date_wording import join_words
from cxlint.linting.check_support.escalation_levels import list_escalations
from cxlint.linting.check_support.escalation_people import list_called
from cxlint.linting.check_support.hits import build_hit
from cxlint.linting.text.urgency import read_urgency
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cxlint.language.entity import Entity
    from cxlint.linting.model.finding import Hit
    from cxlint.linting.text.urgency import Urgency
    from cxlint.parsing.document import At
    from cxlint.policy.policy import Policy

FACTS = frozenset({"id", "other", "urgent", "calm", "ladder"})
"""What a message may name."""


FOR = ("channels", "intents", "segments")
"""Keys in which promises agree that differ in nothing but the priority of a case."""


class Ladder(NamedTuple):
    """Levels for cases of one urgency, and what else tells them from others.

    `alike` is the same for two ladders that differ in nothing but for whom they are. Of two, one
    has to be sure to speak of urgency.
    """

    escalation: Entity
    at: At
    level: int
    urgency: Urgency
    alike: str


def same_ladder(policy: Policy) -> Iterator[Hit]:
    """Yield where what is urgent and what is not are escalated to the same people after the same.

    How urgent something is stands in the name of an escalation, in its conditions or in those of
    its levels, or in the promises that it keeps; two are compared that differ in nothing else.
    Case `levels`: levels of one escalation. Case `services`: things of one name but for their
    urgency that raise one escalation. Levels that do not say whom they call are left alone. Facts:
    id, other, urgent, calm, ladder.

    Args:
        policy: the policy.
    """
    ladders = [
        each for escalation in list_escalations(policy) for each in _read(policy, escalation)
    ]
    for escalation in policy.of("escalation"):
        yield from _compare_levels(escalation)
        yield from _compare_services(escalation)
    for calm, urgent in _pair(ladders):
        yield _build(calm, urgent, "")


def _pair(ladders: Sequence[Ladder]) -> Iterator[tuple[Ladder, Ladder]]:
    """Yield the first urgent one of those that are alike, with the first that is not."""
    groups: dict[str, list[Ladder]] = {}
    for each in ladders:
        groups.setdefault(each.alike, []).append(each)
    for found in groups.values():
        urgent = next((each for each in found if each.urgency.is_urgent), None)
        calm = next((each for each in found if not each.urgency.is_urgent), None)
        if urgent is None or calm is None:
            continue
        if urgent.urgency.is_sure or calm.urgency.is_sure:
            yield calm, urgent


def _read(policy: Policy, escalation: Entity) -> Iterator[Ladder]:
    levels = escalation.get("steps") or ()
    if not levels or not all(map(list_called, levels)):
        return
    if set(escalation.texts("low_urgency")) >= set(escalation.texts("raised_by") or [""]):
        return  # nothing of it is escalated
    stated = _list_promised(policy, escalation)
    for key in ("conditions", "any_conditions"):
        stated += [_phrase(each) for each in escalation.get(key) or ()]
    name = str(escalation.get("name") or escalation.id.rpartition(": ")[2] or escalation.id)
    if read_urgency(name).words or not any(read_urgency(each).words for each in stated):
        stated.insert(0, name)
    shape = [_shape(each) for each in levels], escalation.get("repeats"), escalation.get("clock")
    whens = [text for each in levels for text in _list_cases(each)]
    found = [read_urgency(text) for text in (*stated, *whens)]
    kinds = {each.is_urgent for each in found if each.words}
    if len(kinds) != 1 or None in kinds:
        return
    alike = escalation.document.vendor_file, [each.rest for each in found], shape
    telling = [each for each in found if each.words]
    urgency = telling[0]._replace(is_sure=any(each.is_sure for each in telling))
    yield Ladder(escalation, escalation.at(), 0, urgency, repr(alike))


def _list_promised(policy: Policy, escalation: Entity) -> list[str]:
    """Return for which cases the promises are that it is to keep, where they say it by priority."""
    promises = [policy.find("promise", id_) for id_ in escalation.texts("promises")]
    known = [(each, _name_urgency(each)) for each in promises if each is not None]
    if not known or len(known) < len(promises) or not all(words for _, words in known):
        return []
    return [f"{words} {[promise.get(key) for key in FOR]!r}" for promise, words in known]


def _name_urgency(promise: Entity) -> str:
    """Return for cases of which priority a promise is, by what it states or what it is called."""
    if promise.says("priorities"):
        return f"priority {' '.join(map(str, promise.texts('priorities')))}"
    return promise.id if read_urgency(promise.id).words else ""


def _compare_levels(escalation: Entity) -> Iterator[Hit]:
    ladders = []
    for number, level in enumerate(escalation.get("steps") or ()):
        found = read_urgency(" ".join(_list_cases(level)))
        if found.is_urgent is not None and list_called(level):
            at = escalation.at("steps", number)
            alike = repr((found.rest, _shape(level)))
            ladders.append(Ladder(escalation, at, number, found, alike))
    for calm, urgent in _pair(ladders):
        yield _build(calm, urgent, "levels")


def _compare_services(escalation: Entity) -> Iterator[Hit]:
    first = next(iter(escalation.get("steps") or ()), None)
    if first is None or not list_called(first):
        return
    slow = escalation.texts("low_urgency")
    raised = [each for each in escalation.texts("raised_by") if each not in slow]
    ladders = []
    for name in raised:
        found = read_urgency(name)
        if found.is_urgent is not None and found.rest:
            at = escalation.at("raised_by")
            ladders.append(Ladder(escalation, at, 0, found._replace(words=name), found.rest))
    for calm, urgent in _pair(ladders):
        yield _build(calm, urgent, "services")


def _build(calm: Ladder, urgent: Ladder, case: str) -> Hit:
    levels = urgent.escalation.get("steps")
    names = urgent.urgency.words, calm.urgency.words
    facts = {
        "id": urgent.escalation.id,
        "other": calm.escalation.id,
        "urgent": names[0],
        "calm": names[1],
        "ladder": [
            _describe(each)
            for each in (levels[urgent.level : urgent.level + 1] if case == "levels" else levels)
        ],
    }
    related = ((calm.at, names[1]),) if calm.at != urgent.at else ()
    key = (case, *names) if case else (calm.escalation.id,)
    hit = build_hit(urgent.escalation, facts=facts, key=key, related=related, case=case)
    return hit._replace(at=urgent.at)


def _describe(level: Mapping[str, Any]) -> str:
    """Return whom a level calls, and when."""
    after = level.get("after")
    when = "at once" if after == "immediately" else f"after {after}" if after else ""
    return f"{join_words(list_called(level) or ())} {when}".strip()


def _shape(level: Mapping[str, Any]) -> str:
    """Return all that a level says, but for which cases."""
    return repr(sorted((key, repr(value)) for key, value in level.items() if key != "when"))


def _list_cases(level: Mapping[str, Any]) -> Iterable[str]:
    when = level.get("when") or ()
    return (when,) if isinstance(when, str) else tuple(when)


def _phrase(condition: Mapping[str, Any]) -> str:
    return " ".join(f"{key} {value}" for key, value in condition.items())
