"""The settings of Genesys Architect: what they point to, and what lies around an action."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from cxlint.importers.genesys import expressions
from cxlint.importers.genesys.action_types import DIGITS, REFERENCES
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cxlint.importers.genesys.action_types import ActionType
    from cxlint.importers.policy_sketch import Path


class Target(NamedTuple):
    """Where it goes on: the id of a step or outcome, and the place where that is said."""

    id: str
    place: Path


class ListContext(NamedTuple):
    """What lies around a list of actions: where its task ends, its menu, its loop.

    `behind` is what follows the loop.
    """

    end: Target
    menu: str = ""
    loop: str = ""
    behind: Target | None = None


class Action(NamedTuple):
    """An action, or a choice of a menu: its type, its settings, and where it stands."""

    type: str
    body: Mapping[str, Any]
    path: Path

    @property
    def name(self) -> str:
        """What people call it."""
        return read_name(self.body, self.type)

    @property
    def place(self) -> Path:
        """Where a person would look for it: its name."""
        return place_name(self.body, self.path)


class ActionStep(NamedTuple):
    """An action on its way to being a step: the id and data of the step, and what follows it."""

    id: str
    data: dict[str, Any]
    action: Action
    after: Target
    context: ListContext


def place_name(body: Mapping[str, Any], path: Path) -> Path:
    """Return the place of the name of a thing, or of the thing where it has none."""
    return (*path, "name") if "name" in body else path


def read_name(body: Mapping[str, Any], otherwise: str) -> str:
    """Return the name of a thing."""
    name = body.get("name")
    return name.strip() if isinstance(name, str) and name.strip() else otherwise


def read_mapping(value: Any) -> Mapping[str, Any]:
    """Return the value where it is a mapping, else an empty one."""
    return value if isinstance(value, dict) else {}


def join_path(path: Path) -> str:
    """Return a place as one word, by which an element is told from all others."""
    return "\0".join(map(str, path))


def space_words(name: str) -> str:
    """Return the words of `maxNoMatch`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower() or "otherwise"


def read_key(value: Any) -> str:
    """Return the key of `digit_1`, `digit_star`, `digit_pound`."""
    bare = str(value or "").removeprefix("digit_")
    return DIGITS.get(bare, bare if bare.isdigit() and len(bare) == 1 else "")


def read_reference(body: Mapping[str, Any]) -> str:
    """Return the menu, task or state that an action or choice names."""
    key = find_reference_key(body)
    found = body[key] if key else None
    return found.strip() if isinstance(found, str) else ""


def find_reference_key(body: Mapping[str, Any]) -> str:
    """Return which setting names a menu, task or state, or nothing."""
    return next((key for key in REFERENCES if key in body), "")


def list_holders(body: Mapping[str, Any]) -> list[tuple[str, Mapping[str, Any]]]:
    """Return the settings of an action, and those of its destination, each with their key."""
    destination = read_mapping(body.get("destination"))
    return [("", body), *(("destination", read_mapping(each)) for each in destination.values())]


def find_recipient(type_: ActionType, body: Mapping[str, Any]) -> tuple[str, str]:
    """Return which setting says who is reached, and who that is."""
    for top, settings in list_holders(body):
        for key in type_.reaches:
            if name := expressions.read_name(settings.get(key)):
                return top or key, name
    return type_.reaches[0], ""


def find_cases(body: Mapping[str, Any], path: Path) -> tuple[Mapping[str, Any], Path]:
    """Return what holds the cases of a switch, and its place."""
    evaluate = read_mapping(body.get("evaluate"))
    for key, inner in evaluate.items():
        if isinstance(inner, dict) and ("cases" in inner or "default" in inner):
            return inner, (*path, "evaluate", key)
    return evaluate, (*path, "evaluate")
