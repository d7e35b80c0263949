"""The menus of Genesys Architect, with their choices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.importers.genesys import expressions, settings
from cxlint.importers.genesys.actions import find_entry, put_action, put_actions, read_actions
from cxlint.importers.genesys.flow import (
    find_end,
    find_outcome,
    put_jump,
    put_move,
    put_option,
    register_part,
)
from cxlint.importers.genesys.settings import Action, ListContext, Target

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cxlint.importers.genesys.flow import ArchitectFlow
    from cxlint.importers.policy_sketch import Path

USUAL_REPEATS = 3
"""How often Architect repeats a menu of which nothing says it."""

DEFAULTS = ("defaultMenuChoice", "defaultMenuChoiceRef", "defaultChoice", "defaultChoiceRef")
"""The settings that name the choice taken after the last repetition of a menu."""


def put_menu(flow: ArchitectFlow, body: Mapping[str, Any], path: Path, outer: str = "") -> str:
    """Put a menu with its choices and return its id; `outer` is the menu it is a choice of."""
    sketch = flow.sketch
    id_ = sketch.id(settings.join_path(path), settings.read_name(body, "menu"))
    register_part(flow, "menu", body, id_)
    step: dict[str, Any] = {"kind": "menu"}
    sketch.put("steps", id_, step, settings.place_name(body, path))
    if text := expressions.read_text(body.get("audio")):
        step["says"] = text
        sketch.place(("steps", id_, "says"), (*path, "audio"))
    _put_limits(flow, step, body)
    choices = body.get("choices")
    if choices is not None and not isinstance(choices, list):
        sketch.leave((*path, "choices"), "choices", "they are no list")
        return id_
    for choice in read_actions(flow, choices or (), (*path, "choices")):
        _put_choice(flow, id_, step, choice, outer)
    _put_default(flow, id_, step, body, path)
    return id_


def _put_default(
    flow: ArchitectFlow, id_: str, step: dict[str, Any], body: Mapping[str, Any], path: Path
) -> None:
    """Say which choice is taken where callers have chosen none.

    Without one Architect disconnects after the last repetition, where that is bounded.
    """
    for key in DEFAULTS:
        if isinstance(reference := body.get(key), str) and reference.strip():
            for move in ("on_timeout", "on_failure"):
                step[move] = ""
                put_jump(flow, ("steps", id_, move), reference, (*path, key))
            return
    if step.get("attempts"):
        end = Target(find_outcome(flow), settings.place_name(body, path))
        for move in ("on_timeout", "on_failure"):
            put_move(flow, id_, step, move, end)


def _put_limits(flow: ArchitectFlow, step: dict[str, Any], body: Mapping[str, Any]) -> None:
    """Say how often a menu is repeated and how long it waits: by itself, or as all of the flow."""
    own, shared = (settings.read_mapping(each.get("settingsMenu")) for each in (body, flow.data))
    attempts = [expressions.read_count(each.get("repeatCount")) for each in (own, shared)]
    if any(attempts):
        step["attempts"] = attempts[0] or attempts[1]
    waits = [expressions.read_duration(each.get("menuSelectionTimeout")) for each in (own, shared)]
    if any(waits):
        step["timeout"] = waits[0] or waits[1]


def _put_choice(
    flow: ArchitectFlow, menu: str, step: dict[str, Any], choice: Action, outer: str
) -> None:
    """Put one choice as an option of its menu."""
    words = settings.space_words(choice.type.removeprefix("menu"))
    option = {"say": settings.read_name(choice.body, words)}
    if key := settings.read_key(choice.body.get("dtmf")):
        option["key"] = key
    if reference := settings.read_reference(choice.body):
        number = len(step.get("options") or ())
        put_option(flow, menu, step, option, Target("", choice.place))
        put_jump(flow, ("steps", menu, "options", number, "goes_to"), reference, choice.place)
    else:
        target = _put_target(flow, menu, choice, outer)
        register_part(flow, choice.type, choice.body, target)
        put_option(flow, menu, step, option, Target(target, choice.place))


def _put_target(flow: ArchitectFlow, menu: str, choice: Action, outer: str) -> str:
    """Return where a choice leads, with all that it holds put."""
    type_, body, path = choice
    if type_ == "menuDisconnect":
        return find_outcome(flow)
    if type_ in ("menuRepeat", "menuRepeatMenu"):
        return menu
    if type_ in ("menuPrevious", "menuPreviousMenu"):
        return outer or menu
    if type_ in ("menuSubMenu", "menuSubmenu"):
        return _put_submenu(flow, body, path, menu)
    context = ListContext(find_end(flow, path), menu=menu)
    if type_ == "menuTask":
        listed = settings.read_mapping(body.get("task")).get("actions")
        return put_actions(flow, listed, (*path, "task", "actions"), context.end, context).id
    bare = type_.removeprefix("menu")
    action = Action(bare[:1].lower() + bare[1:], body, path)
    after = Target(_put_repetition(flow, menu, choice.place), choice.place)
    put_action(flow, action, after, context)
    return find_entry(flow, action, context).id


def _put_repetition(flow: ArchitectFlow, menu: str, place: Path) -> str:
    """Return how a menu is come to once more: Architect repeats it where a choice of it fails.

    That is bounded by how often the menu is repeated.
    """
    sketch = flow.sketch
    attempts = sketch.data["steps"][menu].get("attempts") or USUAL_REPEATS
    id_ = sketch.id(f"{menu}\0again", f"{menu.removeprefix(f'{sketch.name}: ')} again")
    if id_ not in sketch.data["steps"]:
        sketch.put("steps", id_, {"kind": "task"}, place)
        move = {"from": id_, "to": menu, "max_repeats": attempts, "when": "a choice has failed"}
        sketch.add("handoffs", move, place)
    return id_


def _put_submenu(flow: ArchitectFlow, body: Mapping[str, Any], path: Path, menu: str) -> str:
    """Put the menu that is a choice of another, and return its id."""
    inner = body.get("menu")
    if isinstance(inner, dict):
        flow.sketch.look("menu", inner, (*path, "menu"))
        return put_menu(flow, {"name": body.get("name"), **inner}, (*path, "menu"), menu)
    return put_menu(flow, body, path, menu)
