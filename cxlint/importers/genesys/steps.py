"""What the step of an action says: what customers hear, whom it reaches, how long it lasts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.importers.genesys import expressions, settings
from cxlint.importers.genesys.flow import put_move

if TYPE_CHECKING:
    from cxlint.importers.genesys.action_types import ActionType
    from cxlint.importers.genesys.flow import ArchitectFlow
    from cxlint.importers.genesys.settings import ActionStep
    from cxlint.importers.policy_sketch import Path


def put_wording(flow: ArchitectFlow, step: ActionStep, type_: ActionType) -> None:
    """Put what customers hear or read, and how long the action lasts."""
    body = step.action.body
    said = [
        (top or key, text)
        for top, holder in settings.list_holders(body)
        for key in type_.says
        if (text := expressions.read_text(holder.get(key)))
    ]
    if said:
        step.data["says"] = " ".join(text for _, text in said)
        flow.sketch.place(("steps", step.id, "says"), (*step.action.path, said[0][0]))
    if duration := expressions.read_duration(body.get("duration") or body.get("timeout")):
        step.data["timeout"] = duration


def put_pause(flow: ArchitectFlow, step: ActionStep) -> None:
    """Put a pause, which ends by itself; one whose length is worked out is no more than a task."""
    if step.data.get("timeout"):
        put_move(flow, step.id, step.data, "on_timeout", step.after)
    else:
        step.data["kind"] = "task"
        put_move(flow, step.id, step.data, "goes_to", step.after)


def put_called_flow(flow: ArchitectFlow, step: ActionStep, type_: ActionType) -> None:
    """Say which flow a bot or a module is, if it is among the files; it leads back here.

    What a module does of which nothing is known is not known either: it may reach people. A bot
    that is not among the files is still a bot.
    """
    setting = step.action.body.get(type_.calls)
    named = settings.read_mapping(setting)
    name = next(iter(named), "") if "lit" not in named else expressions.read_name(setting)
    name = name or expressions.read_name(setting)
    if not name and type_.kind == "bot":
        return
    step.data["goes_to"] = [step.after.id, ""]
    flow.sketch.place(("steps", step.id, "goes_to"), step.after.place)
    otherwise = "nothing" if type_.kind == "bot" else "step"
    flow.sketch.lead(("steps", step.id, "goes_to", 1), name, otherwise=otherwise)


def put_recipient(flow: ArchitectFlow, step: ActionStep, type_: ActionType) -> None:
    """Say who or what is reached by a transfer, a voicemail, a callback."""
    action = step.action
    key, name = settings.find_recipient(type_, action.body)
    place = (*action.path, key) if key in action.body else action.path
    address = ("steps", step.id, "goes_to")
    if action.type.startswith("transferToFlow"):
        flow.sketch.lead(address, name)
        flow.sketch.place(address, place)
    elif type_.kind == "transfer":
        step.data["goes_to"] = share_team(flow, name or f"whom {action.name} reaches", place)
        flow.sketch.place(address, place)
    elif name:
        step.data["by"] = share_team(flow, name, place)


def share_team(flow: ArchitectFlow, name: str, place: Path) -> str:
    """Return the team that a queue, a group, a user or a number is."""
    return flow.sketch.share("teams", name, {}, place)


def put_apology(flow: ArchitectFlow, step: ActionStep) -> None:
    """Put what customers hear when a transfer fails before what then happens."""
    action = step.action
    text = expressions.read_text(action.body.get("failureTransferAudio"))
    if not text or "on_error" not in step.data:
        return
    place = (*action.path, "failureTransferAudio")
    apology = flow.sketch.id(settings.join_path(place), f"{action.name} has failed")
    message = {"kind": "message", "says": text, "goes_to": step.data["on_error"]}
    flow.sketch.put("steps", apology, message, place)
    step.data["on_error"] = apology
