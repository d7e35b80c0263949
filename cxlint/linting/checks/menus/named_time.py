"""Names that say another time or urgency than what they are the names of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cxlint.linting.model.finding import Hit
from cxlint.values import quantities

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.language.entity import Entity
    from cxlint.parsing.document import At
    from cxlint.policy.policy import Policy
    from cxlint.values.quantities import Duration

FACTS = frozenset({"id", "says", "is"})
"""What a message may name."""

_UNITS = {
    "minute": "min(?:ute)?s?|minuten",
    "hour": "h(?:ou)?rs?|h|stunden?|heures?|horas?",
    "day": "days?|tage?n?|jours?|d[ií]as?",
    "week": "weeks?|wochen?|semaines?|semanas?",
}
_TIME = re.compile(
    r"(?i)(?<![\w.,:/+-])(\d{1,4})[ -]?(?:"
    + "|".join(f"(?P<{unit}>{words})" for unit, words in _UNITS.items())
    + r")(?![\w+/-])"
)
_NUMBER = re.compile(r"\d")
_WORKING = re.compile(r"(?i)business|working|office|week ?days?|werktag|arbeitstag|ouvr|h[áa]bil")
_HOUR = 3600


_URGENT = re.compile(
    r"(?i)(?<![\w-])(?:urgent(?:e|es|s)?|critical|emergenc(?:y|ies)|p1|sev(?:erity)?[ -]?1"
    r"|dringend\w*|notf[aä]ll\w*|kritisch\w*|critiques?|urgences?|cr[ií]tic[oa]s?|emergencias?)(?![\w-])"
)
_OTHER_LEVEL = re.compile(
    r"(?i)\b(?:non?|not|nicht|low|normal|standard|high|medium|all|every|niedrig|hoch|alle|and|und|et|y)\b"
    r"|[,&/+]|\bp[2-5]\b"
)
"""What makes of an urgent name one for more than what is urgent, or for what is not."""

_TELLS_URGENT = re.compile(r"(?i)priorit|urgen|sever|critic|vip|tag|organi[sz]ation|impact|sla")
"""Fields by which urgent cases may be told from others."""


def named_time(policy: Policy) -> Iterator[Hit]:
    """Yield each step, escalation and reminder whose name says a time that nothing of it has.

    Case `urgency`: a promise whose name says that it is for what is urgent, and that takes cases
    of lower priorities as well, whatever they are like; of one name the first.

    Compared are the timeout of a step and the times of the levels of an escalation, with the only
    number in the name. What happens silently when the time of a step is up, and has no time of its
    own, bears the name of that time: it is compared with it. An hour more or less is none, for it
    may be counted from after or before; and time in office hours is another clock, of which nothing
    is said. Facts: id, says, is.

    Args:
        policy: the policy.
    """
    yield from _named_urgent(policy)
    for kind in ("step", "escalation"):
        for entity in policy.of(kind):
            yield from _compare(entity, entity.id, entity.get("name"), _times(entity))
            if kind == "step" and (timer := _find_timer(policy, entity)) is not None:
                yield from _compare(timer, timer.id, timer.get("name"), _times(entity), timer.at())
    for process in policy.of("process"):
        for number, reminder in enumerate(process.get("reminders") or ()):
            every = reminder.get("every") if isinstance(reminder, dict) else None
            if isinstance(every, str):
                name = reminder.get("name")
                at = process.at("reminders", number)
                yield from _compare(process, name, name, [(at, quantities.duration(every))])


def _compare(
    entity: Entity,
    id_: object,
    name: object,
    times: Sequence[tuple[At, Duration]],
    at: At | None = None,
) -> Iterator[Hit]:
    """Yield an entity where a name says another time than all of these, none in office hours."""
    said = _time_in_name(name) if times else None
    if said is None or any(each.business for _, each in times):
        return
    if all(abs(each.seconds - said.seconds) > _HOUR for _, each in times):
        stated, first = times[0]
        facts = {"id": id_, "says": said, "is": first}
        key = () if id_ == entity.id else (str(id_),)
        yield Hit(at or stated, entity.name, facts, key)


def _find_timer(policy: Policy, step: Entity) -> Entity | None:
    """Return what happens silently when the time of a step is up, without a time of its own."""
    late = step.get("on_timeout", "goes_to")
    timer = policy.find("step", late) if isinstance(late, str) else None
    if timer is None or timer.get("kind") != "task" or timer.says("timeout"):
        return None
    return timer


def _named_urgent(policy: Policy) -> Iterator[Hit]:
    told: set[tuple[str, str]] = set()
    for promise in policy.of("promise"):
        priorities = promise.texts("priorities")
        title = _title(promise, priorities)
        found = _URGENT.search(title)
        if found is None or _OTHER_LEVEL.search(title) or not priorities:
            continue
        others = [each for each in priorities if not _URGENT.search(each)]
        if not others or _is_told_apart(promise) or (promise.document.path, title) in told:
            continue
        told.add((promise.document.path, title))
        facts = {"id": title, "says": found[0].lower(), "is": others[0]}
        yield Hit(promise.at("priorities"), promise.name, facts, case="urgency")


def _title(promise: Entity, priorities: tuple[str, ...]) -> str:
    """Return the name of a promise, without its file and the one priority it is for."""
    stated = promise.get("name")
    if isinstance(stated, str):
        return stated
    parts = promise.id.split(": ")
    if len(parts) > 1 and parts[-1] in priorities:
        del parts[-1]
    return parts[-1]


def _is_told_apart(promise: Entity) -> bool:
    """Whether something besides the priority may tell urgent cases from others."""
    conditions = promise.get("conditions") or ()
    return any(_TELLS_URGENT.search(str(each)) for each in conditions)


def _time_in_name(name: object) -> Duration | None:
    """Return the time that a name says; None where it has another number, or office hours."""
    if not isinstance(name, str) or _WORKING.search(name):
        return None
    found = _TIME.search(name)
    if found is None or len(_NUMBER.findall(name)) != len(found[1]):
        return None
    unit = next(unit for unit in _UNITS if found[unit])
    return quantities.duration(f"{int(found[1])} {unit}s")


def _times(entity: Entity) -> list[tuple[At, Duration]]:
    """Return the times that an entity states, each with its place."""
    if entity.kind == "step":
        stated = entity.duration("timeout")
        return [] if stated is None else [(entity.at("timeout"), stated)]
    found: list[tuple[At, Duration]] = []
    for number, level in enumerate(entity.get("steps") or ()):
        after = level.get("after") if isinstance(level, dict) else None
        if isinstance(after, str):
            at = entity.at("steps", number, "after")
            found.append((at, quantities.duration(after)))
    return found
