"""The menus of Genesys Architect, with their choices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.importers.genesys import expressions as text
from cxlint.importers.genesys import settings
from cxlint.importers.genesys.settings import Around, Next

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cxlint.importers.genesys.flow import Flow
    from cxlint.importers.policy_sketch import Path

USUAL_REPEATS = 3
"""How often Architect repeats a menu of which nothing says it."""

DEFAULTS = ("defaultMenuChoice", "defaultMenuChoiceRef", "defaultChoice", "defaultChoiceRef")
"""The settings that name the choice taken after the last repetition of a menu."""


def draw(flow: Flow, body: Mapping[str, Any], path: Path, outer: str = "") -> str:
    """Put a menu with its choices and return its id; `outer` is the menu it is a choice of."""
    id_ = flow.sketch.id(settings.key(path), settings.called(body, "menu"))
    flow.know("menu", body, id_)
    told: dict[str, Any] = {"kind": "menu"}
    flow.sketch.put("steps", id_, told, settings.at(body, path))
    if said := text.said(body.get("audio")):
        told["says"] = said
        flow.sketch.place(("steps", id_, "says"), (*path, "audio"))
    _limit(flow, told, body)
    choices = body.get("choices")
    if choices is not None and not isinstance(choices, list):
        flow.sketch.leave((*path, "choices"), "choices", "they are no list")
        return id_
    for type_, choice, place in flow.typed(choices or (), (*path, "choices")):
        _put(flow, id_, told, type_, choice, place, outer)
    _default(flow, id_, told, body, path)
    return id_


def _default(
    flow: Flow, id_: str, told: dict[str, Any], body: Mapping[str, Any], path: Path
) -> None:
    """Say which choice is taken where callers have chosen none.

    Without one Architect disconnects after the last repetition, where that is bounded.
    """
    for key in DEFAULTS:
        if isinstance(reference := body.get(key), str) and reference.strip():
            for way in ("on_timeout", "on_failure"):
                told[way] = ""
                flow.jump(("steps", id_, way), reference, (*path, key))
            return
    if told.get("attempts"):
        for way in ("on_timeout", "on_failure"):
            flow.follow(id_, told, way, Next(flow.over(), settings.at(body, path)))


def _limit(flow: Flow, told: dict[str, Any], body: Mapping[str, Any]) -> None:
    """Say how often a menu is repeated and how long it waits: by itself, or as all of the flow."""
    own, all_ = (settings.mapping(each.get("settingsMenu")) for each in (body, flow.data))
    attempts = [text.counted(each.get("repeatCount")) for each in (own, all_)]
    if any(attempts):
        told["attempts"] = attempts[0] or attempts[1]
    waits = [text.lasts(each.get("menuSelectionTimeout")) for each in (own, all_)]
    if any(waits):
        told["timeout"] = waits[0] or waits[1]


def _put(
    flow: Flow,
    menu: str,
    told: dict[str, Any],
    type_: str,
    body: Mapping[str, Any],
    path: Path,
    outer: str,
) -> None:
    """Put one choice as an option of its menu."""
    option = {"say": settings.called(body, settings.spaced(type_.removeprefix("menu")))}
    if key := settings.digit(body.get("dtmf")):
        option["key"] = key
    place = settings.at(body, path)
    if reference := settings.reference(body):
        number = len(told.get("options") or ())
        flow.option(menu, told, option, Next("", place))
        flow.jump(("steps", menu, "options", number, "goes_to"), reference, place)
    else:
        following = _chosen(flow, menu, type_, body, path, outer)
        flow.know(type_, body, following)
        flow.option(menu, told, option, Next(following, place))


def _chosen(
    flow: Flow, menu: str, type_: str, body: Mapping[str, Any], path: Path, outer: str
) -> str:
    """Return where a choice leads, with all that it holds put."""
    if type_ == "menuDisconnect":
        return flow.over()
    if type_ in ("menuRepeat", "menuRepeatMenu"):
        return menu
    if type_ in ("menuPrevious", "menuPreviousMenu"):
        return outer or menu
    if type_ in ("menuSubMenu", "menuSubmenu"):
        return _inner(flow, body, path, menu)
    around = Around(flow.end(path), menu=menu)
    if type_ == "menuTask":
        listed = settings.mapping(body.get("task")).get("actions")
        return flow.actions(listed, (*path, "task", "actions"), around.end, around).id
    bare = type_.removeprefix("menu")
    action = bare[:1].lower() + bare[1:]
    place = settings.at(body, path)
    flow.action(action, body, path, Next(_again(flow, menu, place), place), around)
    return flow.entry(action, body, path, around).id


def _again(flow: Flow, menu: str, place: Path) -> str:
    """Return how a menu is come to once more: Architect repeats it where a choice of it fails.

    That is bounded by how often the menu is repeated.
    """
    attempts = flow.sketch.data["steps"][menu].get("attempts") or USUAL_REPEATS
    id_ = flow.sketch.id(f"{menu}\0again", f"{menu.removeprefix(f'{flow.sketch.name}: ')} again")
    if id_ not in flow.sketch.data["steps"]:
        flow.sketch.put("steps", id_, {"kind": "task"}, place)
        move = {"from": id_, "to": menu, "max_repeats": attempts, "when": "a choice has failed"}
        flow.sketch.add("handoffs", move, place)
    return id_


def _inner(flow: Flow, body: Mapping[str, Any], path: Path, menu: str) -> str:
    """Return the menu that is a choice of another."""
    inner = body.get("menu")
    if isinstance(inner, dict):
        return draw(flow, {"name": body.get("name"), **inner}, (*path, "menu"), menu)
    return draw(flow, body, path, menu)
