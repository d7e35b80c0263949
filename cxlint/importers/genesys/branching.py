"""Actions of Genesys Architect of which more is to be said than their outputs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.importers.genesys import expressions as text
from cxlint.importers.genesys import settings
from cxlint.importers.genesys.action_types import REFERENCES
from cxlint.importers.genesys.settings import Next

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from cxlint.importers.genesys.flow import Flow
    from cxlint.importers.genesys.settings import Step

MOST_ACTIONS = 10_000
"""How many actions a flow runs before Architect ends it: the bound of a loop that states none.

Source: https://help.mypurecloud.com/?p=20587.
"""


def _decide(flow: Flow, step: Step) -> None:
    """Put the two ways of a decision; the one that is not stated falls through."""
    outputs = settings.mapping(step.body.get("outputs"))
    condition = text.named(step.body.get("condition")) or "yes"
    for name, say in (("yes", condition), ("no", f"otherwise (not: {condition})")):
        place = (*step.path, "outputs", name)
        following = flow.branch(outputs.get(name), place, step)
        spot = place if name in outputs else step.place
        flow.option(step.id, step.told, {"say": say}, Next(following.id, spot))


def _switch(flow: Flow, step: Step) -> None:
    """Put the cases of a switch; what fits none of them takes the default, or falls through."""
    inner, within = settings.switched(step.body, step.path)
    cases = inner.get("cases")
    for number, item in enumerate(cases if isinstance(cases, list) else ()):
        place = (*within, "cases", number, "case")
        case = settings.mapping(settings.mapping(item).get("case"))
        following = flow.branch(case, place, step)
        say = text.named(case.get("value")) or f"case {number + 1}"
        flow.option(step.id, step.told, {"say": say}, Next(following.id, place))
    default = (*within, "default")
    following = flow.branch(inner.get("default"), default, step)
    spot = default if "default" in inner else step.place
    flow.follow(step.id, step.told, "on_failure", Next(following.id, spot))


def _loop(flow: Flow, step: Step) -> None:
    """Put a loop: a branch that leads on, and a handoff that may be taken so many times."""
    flow.follow(step.id, step.told, "goes_to", step.after)
    outputs = settings.mapping(step.body.get("outputs"))
    inside = step._replace(around=step.around._replace(loop=step.id, behind=step.after))
    place = (*step.path, "outputs", "loop")
    first = flow.branch(outputs.get("loop"), place, inside, Next(step.id, step.place))
    if first.id != step.id:
        most = text.counted(step.body.get("loopCount")) or MOST_ACTIONS
        again = {"from": step.id, "to": first.id, "max_repeats": most, "when": "once more"}
        flow.sketch.add("handoffs", again, (*step.path, "loopCount"))


def _call(flow: Flow, step: Step) -> None:
    """Put the call of a task, whose end leads back to what follows here."""
    reference = settings.reference(step.body)
    if not reference:
        flow.follow(step.id, step.told, "goes_to", step.after)
        return
    outputs = settings.mapping(step.body.get("outputs"))
    ways = [
        flow.branch(branch, (*step.path, "outputs", name), step) for name, branch in outputs.items()
    ]
    step.told["goes_to"] = [""]
    flow.jump(("steps", step.id, "goes_to", 0), reference, step.place)
    flow.called.extend((reference, way) for way in ways or [step.after])


def _jump(flow: Flow, step: Step) -> None:
    """Put a jump to a menu, task or state."""
    reference = settings.reference(step.body)
    if not reference:
        flow.follow(step.id, step.told, "goes_to", step.after)
        return
    key = next(key for key in REFERENCES if key in step.body)
    flow.jump(("steps", step.id, "goes_to"), reference, (*step.path, key))


def _wait(flow: Flow, step: Step) -> None:
    """Put a pause, which ends by itself; one whose length is worked out is no more than a task."""
    if step.told.get("timeout"):
        flow.follow(step.id, step.told, "on_timeout", step.after)
    else:
        step.told["kind"] = "task"
        flow.follow(step.id, step.told, "goes_to", step.after)


SPECIAL: Mapping[str, Callable[[Flow, Step], None]] = {
    "decision": _decide,
    "switch": _switch,
    "loop": _loop,
    "callTask": _call,
    "jumpToMenu": _jump,
    "jumpToTask": _jump,
    "jumpToReusableTask": _jump,
    "changeState": _jump,
    "wait": _wait,
}
"""What puts such an action, by its type."""
