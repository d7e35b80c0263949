"""The settings of Genesys Architect: what they point to, and what lies around an action."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from cxlint.importers.genesys import expressions as text
from cxlint.importers.genesys.action_types import DIGITS, REFERENCES, Action

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cxlint.importers.policy_sketch import Path


class Next(NamedTuple):
    """Where it goes on: the id of a step or outcome, and the place where that is said."""

    id: str
    place: Path


class Around(NamedTuple):
    """What lies around a list of actions: where its task ends, its menu, its loop."""

    end: Next
    menu: str = ""
    loop: str = ""
    behind: Next | None = None


class Step(NamedTuple):
    """An action on its way to being a step: its id, what is told of it, and what it says."""

    id: str
    told: dict[str, Any]
    type: str
    body: Mapping[str, Any]
    path: Path
    after: Next
    around: Around

    @property
    def place(self) -> Path:
        """Where a person would look for it: its name."""
        return at(self.body, self.path)


def at(body: Mapping[str, Any], path: Path) -> Path:
    """Return the place of the name of a thing, or of the thing where it has none."""
    return (*path, "name") if "name" in body else path


def called(body: Mapping[str, Any], otherwise: str) -> str:
    """Return the name of a thing."""
    name = body.get("name")
    return name.strip() if isinstance(name, str) and name.strip() else otherwise


def mapping(value: Any) -> Mapping[str, Any]:
    """Return the value where it is a mapping, else an empty one."""
    return value if isinstance(value, dict) else {}


def key(path: Path) -> str:
    """Return a place as one word, by which an element is told from all others."""
    return "\0".join(map(str, path))


def spaced(name: str) -> str:
    """Return the words of `maxNoMatch`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower() or "otherwise"


def digit(value: Any) -> str:
    """Return the key of `digit_1`, `digit_star`, `digit_pound`."""
    bare = str(value or "").removeprefix("digit_")
    return DIGITS.get(bare, bare if bare.isdigit() and len(bare) == 1 else "")


def reference(body: Mapping[str, Any]) -> str:
    """Return the menu, task or state that an action or choice names."""
    found = next((body[key] for key in REFERENCES if key in body), None)
    return found.strip() if isinstance(found, str) else ""


def reached(action: Action, body: Mapping[str, Any]) -> tuple[str, str]:
    """Return which setting says who is reached, and who that is."""
    within = [("", body)]
    destination = mapping(body.get("destination"))
    within += [("destination", mapping(each)) for each in destination.values()]
    for top, settings in within:
        for key in action.reaches:
            if name := text.named(settings.get(key)):
                return top or key, name
    return action.reaches[0], ""


def switched(body: Mapping[str, Any], path: Path) -> tuple[Mapping[str, Any], Path]:
    """Return what holds the cases of a switch, and its place."""
    evaluate = mapping(body.get("evaluate"))
    for key, inner in evaluate.items():
        if isinstance(inner, dict) and ("cases" in inner or "default" in inner):
            return inner, (*path, "evaluate", key)
    return evaluate, (*path, "evaluate")


def followed(ends: Mapping[str, str]) -> dict[str, str]:
    """Return where the end of each task leads at last, itself where they lead in a circle."""
    found: dict[str, str] = {}
    for end in ends:
        way: dict[str, None] = {}
        here = end
        while here in ends and here not in found and here not in way:
            way[here] = None
            here = ends[here]
        last = found.get(here, here)
        found.update(dict.fromkeys(way, last))
    return found


def replaced(value: Any, ids: Mapping[str, str]) -> set[str]:
    """Put other ids for these wherever something leads to them; return all that is led to."""
    used: set[str] = set()
    waiting = [value]
    for within in waiting:  # grows while it is read
        for key, inner in list(within.items() if isinstance(within, dict) else enumerate(within)):
            if isinstance(inner, dict | list):
                waiting.append(inner)
            elif isinstance(inner, str) and key != "says":
                within[key] = ids.get(inner, inner)
                used.add(within[key])
    return used
