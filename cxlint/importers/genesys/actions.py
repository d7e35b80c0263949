"""The actions of Genesys Architect: each becomes a step, and its outputs hold further actions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.importers.genesys import expressions, settings
from cxlint.importers.genesys.action_types import (
    ENDS,
    GIVEN_BACK,
    OF_ITS_CALLER,
    UNKNOWN,
    ActionType,
    find_type,
)
from cxlint.importers.genesys.fields import look_at_action
from cxlint.importers.genesys.flow import find_outcome, put_jump, put_move, put_option
from cxlint.importers.genesys.outputs import list_silent_keys, read_outputs
from cxlint.importers.genesys.settings import ActionStep, Target
from cxlint.importers.genesys.steps import (
    put_apology,
    put_called_flow,
    put_pause,
    put_recipient,
    put_wording,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.importers.genesys.flow import ArchitectFlow
    from cxlint.importers.genesys.settings import Action, ListContext
    from cxlint.importers.policy_sketch import Path

MOST_ACTIONS = 10_000
"""How many actions a flow runs before Architect ends it: the bound of a loop that states none.

Source: https://help.mypurecloud.com/?p=20587.
"""


def put_actions(
    flow: ArchitectFlow, listed: Any, path: Path, after: Target, context: ListContext
) -> Target:
    """Put a list of actions; return where it begins, which is what follows if it is empty."""
    if listed is None:
        return after
    if not isinstance(listed, list):
        flow.sketch.leave(path, "a list of actions", "it is no list")
        return after
    actions = list(read_actions(flow, listed, path))
    entries = [find_entry(flow, action, context) for action in actions]
    for action, following in zip(actions, [*entries[1:], after], strict=False):
        put_action(flow, action, following, context)
    return entries[0] if entries else after


def put_branch(
    flow: ArchitectFlow, branch: Any, path: Path, step: ActionStep, after: Target | None = None
) -> Target:
    """Put the actions of an output; what falls off their end goes on behind the action."""
    if isinstance(branch, list):  # written by hand, without the word in between
        return put_actions(flow, branch, path, after or step.after, step.context)
    listed = settings.read_mapping(branch).get("actions")
    return put_actions(flow, listed, (*path, "actions"), after or step.after, step.context)


def read_actions(flow: ArchitectFlow, listed: Sequence[Any], path: Path) -> Iterator[Action]:
    """Yield each action or choice of a list."""
    for number, item in enumerate(listed):
        flow.sketch.seen += 1
        if isinstance(item, dict) and item:
            type_, body = next(iter(item.items()))
            look_at_action(flow.sketch, type_, body, (*path, number, type_))
            yield settings.Action(type_, settings.read_mapping(body), (*path, number, type_))
        else:
            flow.sketch.leave((*path, number), f"entry {number + 1}", "it names no action")


def find_entry(flow: ArchitectFlow, action: Action, context: ListContext) -> Target:
    """Return what it means to come to an action: its step, or at once what it leads to."""
    type_, place = action.type, action.place
    if type_ in ENDS:
        gives_back = type_ in OF_ITS_CALLER and flow.kind in GIVEN_BACK
        return Target(flow.way_back if gives_back else find_outcome(flow), place)
    if type_ in ("endTask", "endState"):
        return Target(context.end.id, place)
    if type_ == "previousMenu" and context.menu:
        return Target(context.menu, place)
    if type_ in ("loopExit", "exitLoop") and context.behind is not None:
        return Target(context.behind.id, place)
    if type_ in ("loopNext", "nextLoop", "continueLoop") and context.loop:
        return Target(context.loop, place)
    return Target(_find_id(flow, action), place)


def _find_id(flow: ArchitectFlow, action: Action) -> str:
    return flow.sketch.id(settings.join_path(action.path), action.name)


def put_action(flow: ArchitectFlow, action: Action, after: Target, context: ListContext) -> None:
    """Put the step that an action becomes, with all that its outputs hold."""
    id_ = _find_id(flow, action)
    if find_entry(flow, action, context).id != id_:
        return
    type_ = find_type(action.type)
    if type_ is UNKNOWN:
        flow.sketch.leave(action.path, f"action {action.type}", "its type is unknown")
    step = ActionStep(id_, {"kind": type_.kind}, action, after, context)
    flow.sketch.put("steps", id_, step.data, action.place)
    put_wording(flow, step, type_)
    if action.type == "loop":
        _put_loop(flow, step)
    elif action.type == "callTask":
        _put_call(flow, step)
    elif action.type == "wait":
        put_pause(flow, step)
    elif type_.jumps:
        _put_jump(flow, step)
    else:
        _put_outputs(flow, step, type_)


def _put_outputs(flow: ArchitectFlow, step: ActionStep, type_: ActionType) -> None:
    """Put where each output of an action leads; what is not said of falls through."""
    if type_.calls:
        put_called_flow(flow, step, type_)
    if type_.reaches:
        put_recipient(flow, step, type_)
    for output in read_outputs(step.action):
        following = put_branch(flow, output.branch, output.path, step)
        target = Target(following.id, output.place)
        if output.key == "options" or output.key in step.data:
            put_option(flow, step.id, step.data, {"say": output.say}, target)
        else:
            put_move(flow, step.id, step.data, output.key, target)
    for key, place in list_silent_keys(flow.kind, step.action, type_):
        put_move(flow, step.id, step.data, key, Target(step.after.id, place))
    if not type_.ends and not type_.splits and "goes_to" not in step.data:
        put_move(flow, step.id, step.data, "goes_to", step.after)
    if type_.kind == "branch" and step.data.get("on_closed") == step.data.get("goes_to"):
        step.data.pop("on_closed", None)
    put_apology(flow, step)


def _put_loop(flow: ArchitectFlow, step: ActionStep) -> None:
    """Put a loop: a branch that leads on, and a handoff that may be taken so many times."""
    action = step.action
    put_move(flow, step.id, step.data, "goes_to", step.after)
    outputs = settings.read_mapping(action.body.get("outputs"))
    inside = step._replace(context=step.context._replace(loop=step.id, behind=step.after))
    path = (*action.path, "outputs", "loop")
    first = put_branch(flow, outputs.get("loop"), path, inside, Target(step.id, action.place))
    if first.id != step.id:
        most = expressions.read_count(action.body.get("loopCount")) or MOST_ACTIONS
        repeat = {"from": step.id, "to": first.id, "max_repeats": most, "when": "once more"}
        flow.sketch.add("handoffs", repeat, (*action.path, "loopCount"))


def _put_call(flow: ArchitectFlow, step: ActionStep) -> None:
    """Put the call of a task, whose end leads back to what follows here."""
    action = step.action
    reference = settings.read_reference(action.body)
    if not reference:
        put_move(flow, step.id, step.data, "goes_to", step.after)
        return
    outputs = settings.read_mapping(action.body.get("outputs"))
    targets = [
        put_branch(flow, branch, (*action.path, "outputs", name), step)
        for name, branch in outputs.items()
    ]
    step.data["goes_to"] = [""]
    put_jump(flow, ("steps", step.id, "goes_to", 0), reference, action.place)
    flow.calls.extend((reference, target) for target in targets or [step.after])


def _put_jump(flow: ArchitectFlow, step: ActionStep) -> None:
    """Put a jump to a menu, task or state."""
    action = step.action
    reference = settings.read_reference(action.body)
    if not reference:
        put_move(flow, step.id, step.data, "goes_to", step.after)
        return
    place = (*action.path, settings.find_reference_key(action.body))
    put_jump(flow, ("steps", step.id, "goes_to"), reference, place)
