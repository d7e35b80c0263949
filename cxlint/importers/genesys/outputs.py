"""The outputs of Genesys Architect's actions: under which key of a step each of them stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.importers.genesys import expressions, settings
from cxlint.importers.genesys.action_types import CALLS, KEYS, TRIED, WORKED_OUT
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.importers.genesys.action_types import ActionType
    from cxlint.importers.genesys.settings import Action
    from cxlint.importers.policy_sketch import Path


class Output(NamedTuple):
    """An output of an action: its key, its words where it is an option, and its actions.

    `path` is where its actions stand or would stand, `place` where people would look for it.
    """

    key: str
    say: str
    branch: Any
    path: Path
    place: Path


def read_outputs(action: Action) -> Iterator[Output]:
    """Yield the outputs of an action that are stated, and those of a decision in any case."""
    if action.type == "decision":
        yield from _read_decision(action)
    elif action.type == "switch":
        yield from _read_switch(action)
    else:
        for name, branch in settings.read_mapping(action.body.get("outputs")).items():
            path = (*action.path, "outputs", name)
            key = find_key(action.type, name)
            yield Output(key, settings.space_words(name), branch, path, path)


def _read_decision(action: Action) -> Iterator[Output]:
    """Yield the two outputs of a decision; the one that is not stated falls through."""
    outputs = settings.read_mapping(action.body.get("outputs"))
    condition = expressions.read_name(action.body.get("condition")) or "yes"
    for name, say in (("yes", condition), ("no", f"otherwise (not: {condition})")):
        path = (*action.path, "outputs", name)
        place = path if name in outputs else action.place
        yield Output("options", say, outputs.get(name), path, place)


def _read_switch(action: Action) -> Iterator[Output]:
    """Yield the cases of a switch; what fits none of them takes the default, or falls through."""
    inner, within = settings.find_cases(action.body, action.path)
    cases = inner.get("cases")
    for number, item in enumerate(cases if isinstance(cases, list) else ()):
        path = (*within, "cases", number, "case")
        case = settings.read_mapping(settings.read_mapping(item).get("case"))
        say = expressions.read_name(case.get("value")) or f"case {number + 1}"
        yield Output("options", say, case, path, path)
    path = (*within, "default")
    place = path if "default" in inner else action.place
    yield Output("on_failure", "", inner.get("default"), path, place)


def find_key(type_: str, output: str) -> str:
    """Return the key of a step that an output of an action stands for, or `options`."""
    if type_ in TRIED and output == "failure":
        return "on_failure"
    return KEYS.get(output, "options")


def list_silent_keys(kind: str, action: Action, type_: ActionType) -> Iterator[tuple[str, Path]]:
    """Yield the keys of outputs of which nothing is said in a flow of a kind: they fall through.

    Where a transfer fails, the flow goes on in calls.
    """
    can_fail = kind in CALLS or "failureOutputs" in action.body
    if action.type.startswith("transferTo") and type_.ends and not can_fail:
        return
    stated = settings.read_mapping(action.body.get("outputs"))
    place = (*action.path, "outputs") if stated else action.place
    for name in type_.outputs:
        if name not in stated and name not in WORKED_OUT:
            yield find_key(action.type, name), place
